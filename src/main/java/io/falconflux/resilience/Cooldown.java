package io.falconflux.resilience;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long to leave the service alone after it said 429. Pure: a function of what was, the reply's headers and the time.
 *
 * @param until when calls may go out again
 * @param refusals refusals in a row, which lengthen the wait where the service names none
 */
record Cooldown(Instant until, int refusals) {

    /** Calls may go out. */
    static final Cooldown NONE = new Cooldown(Instant.EPOCH, 0);

    private static final Duration LEAST = Duration.ofMillis(250);
    private static final Duration MOST = Duration.ofMinutes(2);
    private static final long MILLIS_FROM = 100_000_000_000L;

    /**
     * Returns what follows a refusal. The header holds an epoch time, in seconds by experience and in milliseconds by the
     * vendor's text; one that is past, missing or unreadable is replaced by a wait that doubles.
     */
    Cooldown after(Map<String, String> headers, Instant now) {
        Duration named = named(headers.get("x-ratelimit-retryafter"), headers.get("date"), now);
        int count = until.isBefore(now.minus(MOST)) ? 1 : Math.min(refusals + 1, 8);
        Duration wait = named != null ? named : LEAST.multipliedBy(1L << (count - 1));
        Duration clamped = wait.compareTo(LEAST) < 0 ? LEAST : wait.compareTo(MOST) > 0 ? MOST : wait;
        Instant end = now.plus(clamped);
        return new Cooldown(end.isAfter(until) ? end : until, count);
    }

    private static @Nullable Duration named(@Nullable String retryAfter, @Nullable String date, Instant now) {
        try {
            long number = Long.parseLong(retryAfter == null ? "" : retryAfter.strip());
            Instant when = number > MILLIS_FROM ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
            Duration wait = Duration.between(HttpDates.orElse(date, now), when);
            return wait.isNegative() || wait.isZero() ? null : wait;
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            return null;
        }
    }
}
