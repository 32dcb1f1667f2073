package io.falconflux.scan;

import io.falconflux.error.ScanException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A scan ended without all the rows that it owes. Everything it delivered is right; the report says what is missing. */
public final class IncompleteScanException extends ScanException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // not meant to be serialised
    private final ScanReport report;

    @SuppressWarnings("serial") // not meant to be serialised
    private final Checkpoint checkpoint;

    /**
     * Describes an incomplete scan.
     *
     * @param report what was reached
     * @param checkpoint where the scan can go on
     * @param cause the error that ended it; null if none did
     */
    public IncompleteScanException(ScanReport report, Checkpoint checkpoint, @Nullable Throwable cause) {
        super(
                "The scan is incomplete after " + report.rows() + " rows: "
                        + Objects.requireNonNullElse(
                                report.reason(), report.ended().word()),
                cause);
        this.report = report;
        this.checkpoint = checkpoint;
    }

    /** Returns what was reached. */
    public ScanReport report() {
        return report;
    }

    /** Returns where the scan can go on. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }
}
