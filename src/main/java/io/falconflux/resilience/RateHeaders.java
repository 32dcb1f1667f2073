package io.falconflux.resilience;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one reply says about the allowance. What is missing, unreadable or impossible is null.
 *
 * @param limit the calls of a whole allowance
 * @param remaining the calls that are left of it
 * @param retryAt when calls are taken again, by the service's clock
 * @param retryIn how long it takes until then, where a gateway says it that way
 * @param date the service's clock, in whole seconds
 */
record RateHeaders(
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Instant retryAt,
        @Nullable Duration retryIn,
        @Nullable Instant date) {

    private static final long MILLIS_FROM = 100_000_000_000L;

    /**
     * Reads the headers of a reply.
     *
     * @param headers names in lower case
     */
    static RateHeaders of(Map<String, String> headers) {
        Long seconds = number(headers.get("retry-after"));
        return new RateHeaders(
                positive(number(headers.get("x-ratelimit-limit"))),
                notNegative(number(headers.get("x-ratelimit-remaining"))),
                moment(notNegative(number(headers.get("x-ratelimit-retryafter")))),
                seconds == null || seconds <= 0 || seconds > 86_400 ? null : Duration.ofSeconds(seconds),
                date(headers.get("date")));
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Long positive(@Nullable Long number) {
        return number == null || number <= 0 ? null : number;
    }

    private static @Nullable Long notNegative(@Nullable Long number) {
        return number == null || number < 0 ? null : number;
    }

    /** An epoch time: in seconds by experience, in milliseconds by the vendor's text. */
    private static @Nullable Instant moment(@Nullable Long number) {
        if (number == null) {
            return null;
        }
        return number > MILLIS_FROM ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    private static @Nullable Instant date(@Nullable String text) {
        try {
            return text == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
