package io.falconflux.action;

import org.jspecify.annotations.Nullable;

/**
 * Why nobody knows whether a chunk that was sent was executed.
 *
 * @param reason what happened to the reply
 * @param traceId the trace id of the call; null if there is none
 */
record Lost(String reason, @Nullable String traceId) {

    Outcome unknown(String id) {
        return Outcome.unknown(id, reason, traceId);
    }
}
