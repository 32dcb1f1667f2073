package io.falconflux.scan;

import java.util.List;

/**
 * Rows that belong together: to be written before the next page is asked for, and then the checkpoint.
 *
 * @param items the rows, never empty
 * @param checkpoint where the scan can go on after these rows
 * @param late whether these rows come after the order, since they changed while the scan went on, came late themselves, or lack
 *     the key of the order; {@link ScanReport#late()} counts them
 * @param <T> the type of a row
 */
public record Page<T>(List<T> items, Checkpoint checkpoint, boolean late) implements ScanEvent<T> {

    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
