package io.falconflux.action;

import java.util.Objects;

/**
 * What a bulk action has to know of the operation that it calls and of what it does.
 *
 * @param operation the operation's name in the document
 * @param tenant whose entities: base URL, client id and member CID; a journal keeps a hash of it
 * @param action everything that is done, as text that tells it from any other action; a journal keeps a hash of it
 * @param summary what is done in a few words without what people wrote, which a journal keeps as it is
 * @param most ids a call at most
 * @param replayable whether doing it twice does no more than doing it once
 * @param visibility how much of it can be read back
 * @param mostRead ids read back in a call at most; 0 if they cannot be read
 */
public record ActionFacts(
        String operation,
        String tenant,
        String action,
        String summary,
        int most,
        boolean replayable,
        Visibility visibility,
        int mostRead) {

    /** Checks the parts. */
    public ActionFacts {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(visibility, "visibility");
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1, not " + most);
        }
    }

    /** How much of an action shows in the entity. */
    public enum Visibility {
        /** All of it, so that reading it proves that it was done. */
        WHOLE,
        /** Some of it. What does not show may have been done or not. */
        PART,
        /** Nothing but whether the entity is there. */
        NONE
    }
}
