package io.falconflux.action;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sending of some ids.
 *
 * @param ids the ids
 * @param failures how often these ids were sent before without getting on
 * @param before why an earlier sending of them may have been executed; null if none may
 */
record Attempt(List<String> ids, int failures, @Nullable Lost before) {

    static Attempt first(List<String> ids) {
        return new Attempt(ids, 0, null);
    }

    /** Some of the ids once more, nothing having been learnt against them. */
    Attempt again(List<String> some) {
        return new Attempt(some, failures, before);
    }

    Attempt failed(List<String> some, @Nullable Lost lost) {
        return new Attempt(some, failures + 1, lost == null ? before : lost);
    }
}
