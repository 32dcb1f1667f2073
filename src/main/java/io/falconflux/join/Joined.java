package io.falconflux.join;

import java.util.List;
import java.util.Objects;

/**
 * A row and what belongs to it.
 *
 * @param row the row
 * @param related what belongs to it; by ids in their order, by a filter in the order of time
 * @param missing the ids that the row has and the service did not return; empty if it was found by a filter
 * @param <L> the type of the row
 * @param <R> the type of what belongs to it
 */
public record Joined<L, R>(L row, List<R> related, List<String> missing) {

    /** Copies the lists. */
    public Joined {
        Objects.requireNonNull(row, "row");
        related = List.copyOf(related);
        missing = List.copyOf(missing);
    }
}
