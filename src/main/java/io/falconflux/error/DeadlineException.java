package io.falconflux.error;

import java.time.Duration;

/** The caller's deadline cannot be kept: waiting for the service's permission or for the next try would go past it. */
public final class DeadlineException extends FalconException {

    private static final long serialVersionUID = 1L;

    private final Duration needed;
    private final boolean sent;

    /**
     * Describes a call that would end too late.
     *
     * @param operation the operation's name in the document
     * @param needed how long the call would have had to wait
     * @param reason what it would have waited for
     */
    public DeadlineException(String operation, Duration needed, String reason) {
        this(operation, needed, reason, false);
    }

    /**
     * Describes a call that would end too late.
     *
     * @param operation the operation's name in the document
     * @param needed how long the call would have had to wait
     * @param reason what it would have waited for
     * @param sent whether the request may have reached the service
     */
    public DeadlineException(String operation, Duration needed, String reason, boolean sent) {
        super(
                operation + ": the deadline would pass while waiting " + needed.toMillis() + " ms for " + reason
                        + ". Allow more time, or send fewer calls",
                null,
                operation,
                null);
        this.needed = needed;
        this.sent = sent;
    }

    /** Returns whether the request may have reached the service, so that a write may have been executed. */
    public boolean sent() {
        return sent;
    }

    /** Returns how long the call would have had to wait. */
    public Duration needed() {
        return needed;
    }
}
