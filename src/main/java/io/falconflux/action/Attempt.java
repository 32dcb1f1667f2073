package io.falconflux.action;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sending of some ids.
 *
 * @param ids the ids
 * @param failures how often these ids were sent before without getting on
 * @param before why an earlier sending of them may have been executed; null if none may
 * @param since when the first that may have been executed was sent; null if that is not known, or none was
 */
record Attempt(
        List<String> ids,
        int failures,
        @Nullable Lost before,
        @Nullable Instant since) {

    static Attempt first(List<String> ids) {
        return new Attempt(ids, 0, null, null);
    }

    /** The same at the moment when it is sent: the first time that may be executed, unless an earlier one may have been. */
    Attempt sent(Instant now) {
        return before == null ? new Attempt(ids, failures, null, now) : this;
    }

    /** Some of the ids once more, nothing having been learnt against them. */
    Attempt again(List<String> some) {
        return new Attempt(some, failures, before, since);
    }

    Attempt failed(List<String> some, @Nullable Lost lost) {
        return new Attempt(some, failures + 1, lost == null ? before : lost, since);
    }
}
