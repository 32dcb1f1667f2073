package io.falconflux.action;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often a chunk that is safe to repeat is sent, and how long to wait before it is sent again.
 *
 * @param tries how often at most, the first time included
 * @param first the longest wait before the second time; it doubles from time to time
 * @param most the longest wait
 */
public record Patience(int tries, Duration first, Duration most) {

    /** Eight tries within half a minute. */
    public static final Patience DEFAULT = new Patience(8, Duration.ofMillis(200), Duration.ofSeconds(6));

    /** Checks the numbers. */
    public Patience {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(most, "most");
        if (tries < 1) {
            throw new IllegalArgumentException("tries must be at least 1, not " + tries);
        }
    }

    /** Returns a wait after so many failures: exponential, with full jitter; none after no failure. */
    Duration wait(int failures) {
        if (failures == 0) {
            return Duration.ZERO;
        }
        int doublings = Math.min(30, failures - 1);
        boolean over = first.toNanos() > most.toNanos() >> doublings;
        long cap = over ? most.toNanos() : first.toNanos() << doublings;
        return cap <= 0
                ? Duration.ZERO
                : Duration.ofNanos(ThreadLocalRandom.current().nextLong(cap));
    }
}
