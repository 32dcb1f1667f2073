package io.falconflux.scan;

import java.time.Instant;

/** Writes the few filter clauses that a scan adds to the caller's. */
final class Clauses {

    private Clauses() {}

    /** Returns a comparison such as {@code start:>='2024-01-01T00:00:00Z'}; the operator is empty for equality. */
    static String compare(String field, String operator, String value, boolean quoted) {
        return field + ":" + operator
                + (quoted ? "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'" : value);
    }

    /** Returns the clause for rows whose time is before another. */
    static String before(String key, Instant time) {
        return compare(key, "<", time.toString(), true);
    }

    /** Returns the clause for rows that lack a property. */
    static String lacks(String field) {
        return field + ":null";
    }
}
