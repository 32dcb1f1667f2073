package io.falconflux.scan;

import reactor.core.publisher.Flux;

/**
 * One way through the rows.
 *
 * @param <T> the type of a row
 */
interface Pass<T> {

    /**
     * Returns the rows as they are found, some of them perhaps twice. Nothing is asked for before demand; after its first
     * page a pass may fetch ahead.
     */
    Flux<Batch<T>> batches();
}
