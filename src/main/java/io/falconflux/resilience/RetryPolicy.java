package io.falconflux.resilience;

import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.UnreadableReplyException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Which failures are worth another try, how long to wait before it, and how many repeats a client may make.
 *
 * @param maxAttempts tries of one call, the first included; a refusal with 429 is none, since the service did not look at the
 *     call. Where each try takes long, as with nobody there, five are enough once 45 seconds (or 15 longest waits) have gone by
 *     since the first failed
 * @param firstBackoff the longest wait before the second try; it doubles from try to try
 * @param maxBackoff the longest wait before any try
 * @param budget repeats that a client may make while none of its calls succeeds; each success, and each second, allows one
 *     more, up to this number
 */
public record RetryPolicy(int maxAttempts, Duration firstBackoff, Duration maxBackoff, int budget) {

    /** Twelve tries within 25 seconds: what a gateway that restarts needs, and little enough to give up on a lasting fault. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(12, Duration.ofMillis(200), Duration.ofSeconds(3));

    /** No second try. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    private static final int BUDGET = 200;
    private static final int PATIENCE = 40;
    private static final int LONG = 15;
    private static final Duration LEAST_LONG = Duration.ofSeconds(45);

    /** Checks the numbers. */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, not " + maxAttempts);
        }
        if (budget < 0) {
            throw new IllegalArgumentException("budget must be at least 0, not " + budget);
        }
    }

    /**
     * A policy with a budget of 200 repeats.
     *
     * @param maxAttempts tries of one call, the first included
     * @param firstBackoff the longest wait before the second try; it doubles from try to try
     * @param maxBackoff the longest wait before any try
     */
    public RetryPolicy(int maxAttempts, Duration firstBackoff, Duration maxBackoff) {
        this(maxAttempts, firstBackoff, maxBackoff, BUDGET);
    }

    /** Returns how long after its first failure a call is sent again at most, if that time goes by in few tries. */
    Duration tooLong() {
        Duration waits = maxBackoff.multipliedBy(LONG);
        return waits.compareTo(LEAST_LONG) > 0 ? waits : LEAST_LONG;
    }

    /** Returns how long a call is sent again, at least, that is refused with 429 as often as there are tries: 40 longest waits. */
    Duration patience() {
        return maxBackoff.multipliedBy(PATIENCE);
    }

    /**
     * Tells whether a failure is transient and the call provably safe to repeat.
     *
     * @param error what the call ended in
     * @param replayable whether sending the call twice does no more than sending it once
     */
    boolean worthRepeating(Throwable error, boolean replayable) {
        if (!(error instanceof FalconException)) {
            return false;
        }
        if (error instanceof NoReplyException none) {
            return !none.lasting() && (replayable || !none.sent());
        }
        if (error instanceof UnreadableReplyException unreadable) {
            return replayable && !unreadable.tooLarge();
        }
        return error instanceof RefusedException refused
                && !refused.refusal().fromBadTokenPool()
                && transientStatus(refused.status(), replayable);
    }

    /** A call refused with 429 was not executed, nor was one in conflict; a server error may have come after the deed. */
    private static boolean transientStatus(int status, boolean replayable) {
        return switch (status) {
            case 429 -> true;
            case 408, 409, 425, 500, 502, 503, 504 -> replayable;
            default -> false;
        };
    }

    /**
     * Returns how long to wait: exponential, with full jitter, so that callers who failed together do not return together.
     *
     * @param failures how many tries failed so far, from 1
     * @param random where the jitter comes from
     */
    Duration backoff(int failures, RandomGenerator random) {
        int doublings = Math.min(30, failures - 1);
        long first = firstBackoff.toNanos();
        long most = maxBackoff.toNanos();
        long cap = first > most >> doublings ? most : first << doublings;
        return cap <= 0 ? Duration.ZERO : Duration.ofNanos(random.nextLong(cap));
    }
}
