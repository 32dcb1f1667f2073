package io.falconflux.scan;

import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

/** Writes the few filter clauses that a scan adds to the caller's. */
final class Clauses {

    private Clauses() {}

    /** Returns a comparison such as {@code start:>='2024-01-01T00:00:00Z'}; the operator is empty for equality. */
    static String compare(String field, String operator, String value, boolean quoted) {
        return field + ":" + operator + (quoted ? text(value) : value);
    }

    private static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Returns the clause for rows whose time is before another. */
    static String before(String key, Instant time) {
        return compare(key, "<", time.toString(), true);
    }

    /** Returns the clause for rows that have one of some texts. */
    static String any(String field, Collection<String> values) {
        return values.stream().sorted().map(Clauses::text).collect(Collectors.joining(",", field + ":[", "]"));
    }

    /** Returns the clause for rows that lack a property. */
    static String lacks(String field) {
        return field + ":null";
    }
}
