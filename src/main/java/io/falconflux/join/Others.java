package io.falconflux.join;

import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * What rows are joined with.
 *
 * @param <R> the type of what belongs to a row
 */
sealed interface Others<R> permits ById, ByFilter {

    /** Returns how many rows are worth a batch. */
    int batch();

    /** Finds what belongs to each key, in its order; a key that should be there and is not has no entry. */
    Mono<Map<String, List<R>>> find(Set<String> keys);
}
