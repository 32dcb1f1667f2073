package io.falconflux.scan;

import java.util.function.Supplier;
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

    /** Defers a sequence until something is requested of it; a plain {@code concat} would subscribe to it at once. */
    static <R> Flux<R> onDemand(Supplier<? extends Flux<R>> later) {
        return Flux.just(later).hide().concatMap(Supplier::get, 0);
    }
}
