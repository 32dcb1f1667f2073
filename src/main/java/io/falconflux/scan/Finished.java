package io.falconflux.scan;

import java.util.Objects;

/**
 * The last word of a scan.
 *
 * @param report what was reached
 * @param checkpoint where an incomplete scan can go on; marked as finished if it is complete
 * @param <T> the type of a row
 */
public record Finished<T>(ScanReport report, Checkpoint checkpoint) implements ScanEvent<T> {

    /** Checks the parts. */
    public Finished {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(checkpoint, "checkpoint");
    }
}
