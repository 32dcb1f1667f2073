package io.falconflux.error;

import org.jspecify.annotations.Nullable;

/**
 * No reply came: the connection could not be made, was cut, or the time ran out. {@link #sent()} tells whether the
 * service may have executed the call all the same.
 */
public final class NoReplyException extends FalconException {

    private static final long serialVersionUID = 1L;

    private final boolean sent;
    private final boolean lasting;

    /**
     * Describes a call without a reply that another try may get.
     *
     * @param operation the operation's name in the document
     * @param message what happened and what to do
     * @param sent whether the request may have reached the service
     * @param cause the transport's own error, or null
     */
    public NoReplyException(String operation, String message, boolean sent, @Nullable Throwable cause) {
        this(operation, message, sent, false, cause);
    }

    /**
     * Describes a call without a reply.
     *
     * @param operation the operation's name in the document
     * @param message what happened and what to do
     * @param sent whether the request may have reached the service
     * @param lasting whether another try would end in the same way
     * @param cause the transport's own error, or null
     */
    public NoReplyException(
            String operation, String message, boolean sent, boolean lasting, @Nullable Throwable cause) {
        super(operation + ": " + message, cause, operation, null);
        this.sent = sent;
        this.lasting = lasting;
    }

    /** Returns whether the request may have reached the service, so that a write may have been executed. */
    public boolean sent() {
        return sent;
    }

    /**
     * Returns whether another try would end in the same way: the certificate is not trusted, the proxy does not accept the
     * login.
     */
    public boolean lasting() {
        return lasting;
    }
}
