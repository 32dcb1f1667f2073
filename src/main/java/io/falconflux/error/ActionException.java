package io.falconflux.error;

import org.jspecify.annotations.Nullable;

/**
 * A bulk action cannot be started or cannot go on: its journal belongs to another action, is in use, is damaged, or cannot be
 * written.
 */
public final class ActionException extends FalconException {

    private static final long serialVersionUID = 1L;

    /**
     * Describes an action that cannot go on.
     *
     * @param message what happened and what to do
     * @param cause the error that stopped it; null if the caller asked for what cannot be
     */
    public ActionException(String message, @Nullable Throwable cause) {
        super(message, cause, null, null);
    }
}
