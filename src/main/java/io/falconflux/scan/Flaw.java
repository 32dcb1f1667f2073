package io.falconflux.scan;

import io.falconflux.error.UnreadableReplyException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a page cannot be trusted to be whole.
 *
 * @param words what the service said beside the rows, or what is wrong, in one line
 * @param traceId the trace id of the reply; null if there was none
 */
public record Flaw(String words, @Nullable String traceId) {

    /** Checks the words. */
    public Flaw {
        Objects.requireNonNull(words, "words");
    }

    /** Returns the error for a page that stays flawed however often it is asked for. */
    UnreadableReplyException lasting(String collection, int tries) {
        return new UnreadableReplyException(
                collection,
                200,
                "the service answered " + tries + " times in a row with pages that cannot be whole: " + words
                        + ". Try again later",
                false,
                traceId,
                null);
    }
}
