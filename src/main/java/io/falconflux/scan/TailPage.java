package io.falconflux.scan;

import java.util.List;
import java.util.Objects;

/**
 * New versions of rows that belong together: to be written before the next page is asked for, and then the checkpoint.
 *
 * @param items the rows, never empty
 * @param checkpoint where a tail can go on after these rows
 * @param <T> the type of a row
 */
public record TailPage<T>(List<T> items, TailCheckpoint checkpoint) implements TailEvent<T> {

    /** Copies the list. */
    public TailPage {
        items = List.copyOf(items);
        Objects.requireNonNull(checkpoint, "checkpoint");
    }
}
