package io.falconflux.error;

import org.jspecify.annotations.Nullable;

/**
 * The one family of errors that this client signals. Messages say what happened, on which operation and what to do, and
 * end with the trace id where the service gave one; they never hold a credential or a token.
 */
public abstract sealed class FalconException extends RuntimeException
        permits NoReplyException,
                UnreadableReplyException,
                RefusedException,
                RetiredException,
                DeadlineException,
                CredentialsException,
                QueryException,
                ActionException,
                ScanException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String operation;
    private final @Nullable String traceId;

    FalconException(String message, @Nullable Throwable cause, @Nullable String operation, @Nullable String traceId) {
        super(traceId == null ? message : message + " (trace id " + Words.line(traceId) + ")", cause);
        this.operation = operation;
        this.traceId = traceId;
    }

    /** Returns the operation's name in the OpenAPI document, such as {@code QueryIncidents}; null where no call was made. */
    public @Nullable String operation() {
        return operation;
    }

    /** Returns the trace id that the service gave this call, which its support asks for; null where there was none. */
    public @Nullable String traceId() {
        return traceId;
    }
}
