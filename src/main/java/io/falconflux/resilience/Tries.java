package io.falconflux.resilience;

import io.falconflux.error.RefusedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the tries of one call went.
 *
 * @param failures tries that failed, refusals for the allowance's sake left out: the service did not look at the call then
 * @param refusals tries that were refused for the allowance's sake
 * @param failedSince when the first failed; null if none did
 * @param refusedSince when the first was refused for the allowance's sake; null if none was
 * @param last what the last one ended in; null before the first
 */
record Tries(
        int failures,
        int refusals,
        @Nullable Instant failedSince,
        @Nullable Instant refusedSince,
        @Nullable Throwable last) {

    /** As many tries as a token call has at least. */
    private static final int FEW = 5;

    static final Tries NONE = new Tries(0, 0, null, null, null);

    static boolean refused(@Nullable Throwable error) {
        return error instanceof RefusedException refused && refused.status() == 429;
    }

    Tries after(Throwable error, Instant now) {
        return refused(error)
                ? new Tries(failures, refusals + 1, failedSince, refusedSince == null ? now : refusedSince, error)
                : new Tries(failures + 1, refusals, failedSince == null ? now : failedSince, refusedSince, error);
    }

    /** Tells whether there were enough to take the last error for a lasting one. */
    boolean telling() {
        return failures >= FEW;
    }

    /**
     * Tells whether the tries that a policy allows are over. Failures end it sooner if each takes long, as where nobody answers: when
     * there were five and the policy's long time is over. Refusals end only when there were as many of them and the
     * policy's patience is over too: the governor lets a refused call go when there is hope, and others may have been faster.
     */
    boolean over(RetryPolicy policy, Instant now) {
        return failures >= policy.maxAttempts()
                || failures >= FEW && failedSince != null && now.isAfter(failedSince.plus(policy.tooLong()))
                || refusals >= policy.maxAttempts()
                        && refusedSince != null
                        && !now.isBefore(refusedSince.plus(policy.patience()));
    }
}
