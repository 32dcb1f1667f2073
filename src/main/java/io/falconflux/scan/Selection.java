package io.falconflux.scan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a page is taken from, and in which order.
 *
 * @param filter the whole filter as it is sent; null for all rows
 * @param sort the order as it is sent, such as {@code start.asc}
 * @param narrowed whether clauses were added to the caller's filter, which then stands in parentheses
 */
public record Selection(@Nullable String filter, String sort, boolean narrowed) {

    /** Checks the order. */
    public Selection {
        Objects.requireNonNull(sort, "sort");
    }

    /**
     * Returns a selection of the caller's.
     *
     * @param filter the caller's filter; null for all rows
     * @param sort the order
     */
    public Selection(@Nullable String filter, String sort) {
        this(filter, sort, false);
    }

    /**
     * Returns this, narrowed by one more clause. The caller's filter is put in parentheses, since an OR at its top level would
     * otherwise capture the clause.
     *
     * @param clause the clause
     */
    public Selection and(String clause) {
        if (filter == null) {
            return new Selection(clause, sort, true);
        }
        return new Selection((narrowed ? filter : "(" + filter + ")") + "+" + clause, sort, true);
    }

    /**
     * Returns this in another order.
     *
     * @param other the order
     */
    public Selection sortedBy(String other) {
        return new Selection(filter, other, narrowed);
    }
}
