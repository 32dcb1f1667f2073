package io.falconflux.error;

import org.jspecify.annotations.Nullable;

/** A scan cannot be started or cannot be finished as asked; its subclasses carry what was reached. */
public non-sealed class ScanException extends FalconException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes a scan that cannot go on.
     *
     * @param message what happened and what to do
     * @param cause the error that stopped it, or null
     */
    public ScanException(String message, @Nullable Throwable cause) {
        super(message, cause, null, null);
    }
}
