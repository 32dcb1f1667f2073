package io.falconflux.resilience;

import io.falconflux.error.RefusedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the tries of one call went.
 *
 * @param failures tries that failed, refusals for the allowance's sake left out: the service did not look at the call then
 * @param refusals tries that were refused for the allowance's sake
 * @param refusedSince when the first of those was; null if there was none
 * @param last what the last one ended in; null before the first
 */
record Tries(
        int failures,
        int refusals,
        @Nullable Instant refusedSince,
        @Nullable Throwable last) {

    static final Tries NONE = new Tries(0, 0, null, null);

    static boolean refused(@Nullable Throwable error) {
        return error instanceof RefusedException refused && refused.status() == 429;
    }

    Tries after(Throwable error, Instant now) {
        return refused(error)
                ? new Tries(failures, refusals + 1, refusedSince == null ? now : refusedSince, error)
                : new Tries(failures + 1, refusals, refusedSince, error);
    }

    /**
     * Tells whether the tries that a policy allows are over. Refusals end only when there were as many of them and the
     * policy's patience is over too: the governor lets a refused call go when there is hope, and others may have been faster.
     */
    boolean over(RetryPolicy policy, Instant now) {
        return failures >= policy.maxAttempts()
                || refusals >= policy.maxAttempts()
                        && refusedSince != null
                        && !now.isBefore(refusedSince.plus(policy.patience()));
    }
}
