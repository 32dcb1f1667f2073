package io.falconflux.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Where the rows of a scan come from: small functions over a service, one source for each subscription of a scan, so that
 * what it counts belongs to that subscription.
 *
 * @param <T> the type of a row
 */
public sealed interface Source<T> permits Source.Ranked, Source.Chained {

    /** Returns what has to be known of the collection. */
    CollectionFacts facts();

    /** Returns how the values of a row are reached. */
    RowKeys<T> keys();

    /** Returns what the source has cost so far. */
    Cost cost();

    /**
     * Reads rows by their ids, in any order; ids that are not found are left out.
     *
     * <p><b>Laziness</b>: each subscription calls anew. <br><b>Demand</b>: one list. <br><b>Cancellation</b>: aborts the
     * call. <br><b>Errors</b>: those of the service.
     *
     * @param ids at most as many as the facts allow
     */
    Mono<List<T>> entities(List<String> ids);

    /**
     * Reads one value of some rows by their ids; rows that are not found, or lack the value, are left out. Where pages hold
     * whole rows there is no call for it, and the map is empty.
     *
     * <p><b>Laziness</b>: each subscription calls anew. <br><b>Demand</b>: one map. <br><b>Cancellation</b>: aborts the
     * call. <br><b>Errors</b>: those of the service.
     *
     * @param ids at most as many as the facts allow
     * @param property the name in the row
     */
    default Mono<Map<String, String>> values(List<String> ids, String property) {
        if (facts().hydrateMax() == 0) {
            return Mono.just(Map.of());
        }
        return entities(ids).map(rows -> {
            Map<String, String> values = new HashMap<>();
            for (T row : rows) {
                String id = keys().id(row);
                String value = keys().value(row, property);
                if (id != null && value != null) {
                    values.put(id, value);
                }
            }
            return values;
        });
    }

    /**
     * A source whose pages are reached by rank.
     *
     * @param <T> the type of a row
     */
    non-sealed interface Ranked<T> extends Source<T> {

        /**
         * Lists a page.
         *
         * <p><b>Laziness</b>: each subscription calls anew. <br><b>Demand</b>: one page. <br><b>Cancellation</b>: aborts
         * the call. <br><b>Errors</b>: those of the service.
         *
         * @param selection which rows, in which order
         * @param offset the rank of the first row, from 0
         * @param limit rows at most
         */
        Mono<Listing<T>> list(Selection selection, long offset, int limit);
    }

    /**
     * A source whose pages each name the next.
     *
     * @param <T> the type of a row
     */
    non-sealed interface Chained<T> extends Source<T> {

        /**
         * Lists a page.
         *
         * <p><b>Laziness</b>: each subscription calls anew. <br><b>Demand</b>: one page. <br><b>Cancellation</b>: aborts
         * the call. <br><b>Errors</b>: those of the service.
         *
         * @param selection which rows, in which order
         * @param cursor the page's name from the page before; null for the first
         * @param limit rows at most
         */
        Mono<Listing<T>> list(Selection selection, @Nullable String cursor, int limit);
    }
}
