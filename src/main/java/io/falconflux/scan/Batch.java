package io.falconflux.scan;

import java.util.List;

/**
 * Rows as a pass found them, not yet checked against what was delivered.
 *
 * @param ids their ids, in the same order
 * @param rows the rows
 * @param repeats how many of them were on the page before by design
 * @param position where the pass stands after them
 * @param late whether they come after the order
 * @param <T> the type of a row
 */
record Batch<T>(List<String> ids, List<T> rows, int repeats, Position position, boolean late) {

    /** Returns this as rows that come after the order. */
    Batch<T> asLate() {
        return new Batch<>(ids, rows, repeats, position, true);
    }
}
