package io.falconflux.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one id.
 *
 * @param id the id
 * @param state how sure it is
 * @param message the service's words, or why it is not sure; null if there is nothing to say
 * @param traceId the trace id of the call; null if there is none
 */
record Outcome(
        String id,
        State state,
        @Nullable String message,
        @Nullable String traceId) {

    /** What is known. */
    enum State {
        /** The service says that it did it. */
        APPLIED,
        /** The service says that it did not. */
        REJECTED,
        /** It was sent, and no reply tells. */
        UNKNOWN,
        /** It was not sent. */
        NOT_SENT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns the line for programs. */
    String line() {
        ObjectNode tree = Tree.object().put("id", id).put("outcome", state.word());
        if (message != null) {
            tree.put("message", message);
        }
        if (traceId != null) {
            tree.put("trace_id", traceId);
        }
        return Tree.line(tree);
    }
}
