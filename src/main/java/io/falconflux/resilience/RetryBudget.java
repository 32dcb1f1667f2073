package io.falconflux.resilience;

import java.time.Duration;
import java.time.Instant;

/**
 * How many repeats a client may still make. Each costs one, each call that succeeds earns one, and so does each second. While
 * some calls fail and others succeed, that is enough for all of them; while all fail, the repeats soon end, and the client asks
 * a service that is down hardly more often than its callers do.
 *
 * @param most as much as can be saved
 * @param saved what is there
 * @param since as of when
 */
record RetryBudget(int most, double saved, Instant since) {

    private static final Duration EARNS_ONE = Duration.ofSeconds(1);

    static RetryBudget full(int most, Instant now) {
        return new RetryBudget(most, most, now);
    }

    boolean allows() {
        return saved >= 1;
    }

    RetryBudget at(Instant now) {
        double earned = Math.max(0, Duration.between(since, now).toMillis()) / (double) EARNS_ONE.toMillis();
        return new RetryBudget(most, Math.min(most, saved + earned), now);
    }

    RetryBudget earned() {
        return new RetryBudget(most, Math.min(most, saved + 1), since);
    }

    /** Takes one out, if there is one. */
    RetryBudget spent() {
        return allows() ? new RetryBudget(most, saved - 1, since) : this;
    }
}
