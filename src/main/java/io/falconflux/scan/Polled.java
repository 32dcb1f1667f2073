package io.falconflux.scan;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A poll came to its end.
 *
 * @param rows how many rows it brought
 * @param pause how long the tail waits before the next poll, if there is demand for it then
 * @param doubts what the poll cannot vouch for, in words; mostly empty
 * @param checkpoint where a tail can go on
 * @param <T> the type of a row
 */
public record Polled<T>(long rows, Duration pause, List<String> doubts, TailCheckpoint checkpoint)
        implements TailEvent<T> {

    /** Copies the list. */
    public Polled {
        Objects.requireNonNull(pause, "pause");
        doubts = List.copyOf(doubts);
        Objects.requireNonNull(checkpoint, "checkpoint");
    }
}
