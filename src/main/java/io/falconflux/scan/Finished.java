package io.falconflux.scan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last word of a scan.
 *
 * @param report what was reached
 * @param checkpoint where an incomplete scan can go on; marked as finished if it is complete
 * @param cause the error that ended it; null if none did
 * @param <T> the type of a row
 */
public record Finished<T>(
        ScanReport report, Checkpoint checkpoint, @Nullable Throwable cause) implements ScanEvent<T> {

    /** Checks the parts. */
    public Finished {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(checkpoint, "checkpoint");
    }
}
