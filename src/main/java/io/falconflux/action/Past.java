package io.falconflux.action;

import org.jspecify.annotations.Nullable;

/**
 * What an earlier run left of an id.
 *
 * @param outcome what it told; null if it told nothing
 * @param sent whether it may have been sent without that its reply is known
 */
record Past(@Nullable Outcome outcome, boolean sent) {

    /** Nothing, so that it is to be sent. */
    static final Past NONE = new Past(null, false);

    private static final String KILLED = "an earlier run sent it and ended before the reply";

    /** Returns the same id after it was sent once more. */
    Past sentAgain() {
        return new Past(outcome, true);
    }

    /** Returns the outcome that stands; null if the id is not settled. */
    @Nullable
    Outcome settled() {
        return outcome == null || outcome.state() == Outcome.State.UNKNOWN ? null : outcome;
    }

    /** Returns why it may have been executed; null if it cannot have been. */
    @Nullable
    Lost lost() {
        if (outcome != null && outcome.state() == Outcome.State.UNKNOWN) {
            String reason = outcome.reason();
            return new Lost(reason == null ? KILLED : reason, outcome.traceId());
        }
        return sent ? new Lost(KILLED, null) : null;
    }
}
