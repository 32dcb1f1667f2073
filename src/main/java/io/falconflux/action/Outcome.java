package io.falconflux.action;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one id.
 *
 * @param id the id
 * @param state how sure it is
 * @param reason the service's words, or why it is not sure, or how it became known; null if there is nothing to say
 * @param traceId the trace id of the call that told; null if there is none
 */
public record Outcome(
        String id,
        State state,
        @Nullable String reason,
        @Nullable String traceId) {

    /** Checks the parts. */
    public Outcome {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
    }

    /** What is known of an id. */
    public enum State {
        /** The service says that it did it, or shows what was to become of it. */
        APPLIED,
        /** The service says that it did not, or that there is no such id. */
        REJECTED,
        /** It was sent, and nothing tells whether the service did it. It is not sent again on its own. */
        UNKNOWN,
        /** It was not sent, or was turned away unread. */
        NOT_SENT;

        /** Returns the name in lower case, as journals and the command line write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Outcome applied(String id, @Nullable String reason, @Nullable String traceId) {
        return new Outcome(id, State.APPLIED, reason, traceId);
    }

    static Outcome rejected(String id, String reason, @Nullable String traceId) {
        return new Outcome(id, State.REJECTED, reason, traceId);
    }

    static Outcome unknown(String id, String reason, @Nullable String traceId) {
        return new Outcome(id, State.UNKNOWN, reason, traceId);
    }

    static Outcome notSent(String id, String reason) {
        return new Outcome(id, State.NOT_SENT, reason, null);
    }
}
