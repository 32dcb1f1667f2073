package io.falconflux.scan;

import java.util.Objects;

/**
 * A time of a row by which a scan can be ordered and cut into windows: filterable with ranges, sortable, and present in
 * the row.
 *
 * @param name the name in filters, in sorts and in the row
 * @param moves whether the value of a row may change
 */
public record TimeKey(String name, boolean moves) {

    /** Checks the name. */
    public TimeKey {
        Objects.requireNonNull(name, "name");
    }
}
