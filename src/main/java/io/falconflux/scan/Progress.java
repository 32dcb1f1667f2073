package io.falconflux.scan;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far a scan is.
 *
 * @param rows rows delivered so far
 * @param total rows that match, as the service says, or the limit if that is lower; a hint, empty before the first page
 * @param elapsed the time since subscription
 * @param <T> the type of a row
 */
public record Progress<T>(long rows, OptionalLong total, Duration elapsed) implements ScanEvent<T> {

    /** Returns the rows a second so far. */
    public double rate() {
        return elapsed.isZero() ? 0 : rows * 1e9 / elapsed.toNanos();
    }
}
