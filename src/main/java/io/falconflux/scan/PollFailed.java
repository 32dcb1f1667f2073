package io.falconflux.scan;

import java.time.Duration;
import java.util.Objects;

/**
 * A poll failed, after the ordinary tries. What it delivered before counts, and the tail goes on from there.
 *
 * @param error why
 * @param failures how many polls in a row have failed
 * @param pause how long the tail waits before it asks again
 * @param <T> the type of a row
 */
public record PollFailed<T>(Throwable error, int failures, Duration pause) implements TailEvent<T> {

    /** Checks the parts. */
    public PollFailed {
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(pause, "pause");
    }
}
