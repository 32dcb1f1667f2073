package io.falconflux.error;

import org.jspecify.annotations.Nullable;

/**
 * There is nothing to call with: a file or a supplier did not give the credentials or the token that it should. Nothing was
 * sent. The message tells no word of what a supplier said, since that may be a secret; its error is the cause.
 */
public final class CredentialsException extends FalconException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes credentials that did not come.
     *
     * @param operation the operation's name in the document, or null where no call was to be made yet
     * @param message what happened and what to do
     * @param cause the supplier's own error, or null
     */
    public CredentialsException(@Nullable String operation, String message, @Nullable Throwable cause) {
        super(operation == null ? message : operation + ": " + message, cause, operation, null);
    }
}
