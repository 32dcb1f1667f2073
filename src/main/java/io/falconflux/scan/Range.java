package io.falconflux.scan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A half-open range of times.
 *
 * @param from the first time inside; null if there is none
 * @param to the first time outside; null if there is none
 */
record Range(@Nullable Instant from, @Nullable Instant to) {

    /** Every time. */
    static final Range ALL = new Range(null, null);

    /** Tells whether a time is inside. */
    boolean contains(Instant time) {
        return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }

    /** Returns the selection, narrowed to this range of a key. */
    Selection of(Selection selection, String key) {
        List<String> clauses = new ArrayList<>(2);
        if (from != null) {
            clauses.add(Clauses.compare(key, ">=", from.toString(), true));
        }
        if (to != null) {
            clauses.add(Clauses.compare(key, "<", to.toString(), true));
        }
        return clauses.isEmpty() ? selection : selection.and(String.join("+", clauses));
    }
}
