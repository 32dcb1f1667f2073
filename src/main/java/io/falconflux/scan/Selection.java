package io.falconflux.scan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a page is taken from, and in which order.
 *
 * @param filter the whole filter as it is sent; null for all rows
 * @param sort the order as it is sent, such as {@code start.asc}
 */
public record Selection(@Nullable String filter, String sort) {

    /** Checks the order. */
    public Selection {
        Objects.requireNonNull(sort, "sort");
    }

    /**
     * Returns this, narrowed by one more clause. The filter is put in parentheses, since an OR at its top level would
     * otherwise capture the clause.
     *
     * @param clause the clause
     */
    public Selection and(String clause) {
        return new Selection(filter == null ? clause : "(" + filter + ")+" + clause, sort);
    }

    /**
     * Returns this in another order.
     *
     * @param other the order
     */
    public Selection sortedBy(String other) {
        return new Selection(filter, other);
    }
}
