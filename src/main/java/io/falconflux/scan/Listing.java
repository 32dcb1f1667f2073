package io.falconflux.scan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page as the service listed it.
 *
 * @param ids the ids of its rows in the service's order
 * @param rows the rows beside the ids, if pages hold whole rows; else empty
 * @param total how many rows match, as the service says; a hint, never a proof
 * @param next the cursor of the next page; null at the end, or if pages are reached by rank
 * @param served when the service answered, by its own clock; null if it did not say
 * @param flaw why the page cannot be trusted to be whole, such as errors beside its rows; null if it can
 * @param <T> the type of a row
 */
public record Listing<T>(
        List<String> ids,
        List<T> rows,
        long total,
        @Nullable String next,
        @Nullable Instant served,
        @Nullable Flaw flaw) {

    /** Copies the lists. */
    public Listing {
        ids = List.copyOf(ids);
        rows = List.copyOf(rows);
    }

    /** Returns whether the page cannot be trusted to be whole. */
    public boolean flawed() {
        return flaw != null;
    }
}
