package io.falconflux.error;

import org.jspecify.annotations.Nullable;

/** A reply of success whose body is not what the document promises: not JSON, cut short, or larger than allowed. */
public final class UnreadableReplyException extends FalconException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean tooLarge;

    /**
     * Describes an unreadable reply.
     *
     * @param operation the operation's name in the document
     * @param status the HTTP status
     * @param message what is wrong with the body and what to do
     * @param tooLarge whether the body was over the limit, so that asking again cannot help
     * @param traceId the trace id from the headers, or null
     * @param cause the decoder's own error, or null
     */
    public UnreadableReplyException(
            String operation,
            int status,
            String message,
            boolean tooLarge,
            @Nullable String traceId,
            @Nullable Throwable cause) {
        super(operation + ": " + message, cause, operation, traceId);
        this.status = status;
        this.tooLarge = tooLarge;
    }

    /** Returns the HTTP status of the reply. */
    public int status() {
        return status;
    }

    /** Returns whether the body was over the limit that the options set. */
    public boolean tooLarge() {
        return tooLarge;
    }
}
