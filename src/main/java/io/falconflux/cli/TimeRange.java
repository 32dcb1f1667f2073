package io.falconflux.cli;

import io.falconflux.query.Query;
import io.falconflux.query.TimeField;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A half-open range of the time key. */
final class TimeRange {

    private static final Pattern AGO = Pattern.compile("(\\d{1,9})([smhdw])");

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only rows at or after this time of their time key: 2026-01-31T08:00:00Z, 2026-01-31, or a span"
                            + " before the service's now such as 15m, 6h, 7d.")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Only rows before this time, written in the same way.")
    private @Nullable String until;

    /**
     * Narrows a query.
     *
     * @param query the query
     * @param timeKey the name of the time
     * @param now what now is
     * @throws UsageException if a time cannot be read, or nothing lies between the two
     */
    Query narrow(Query query, String timeKey, Instant now) {
        TimeField field = new TimeField(timeKey);
        Instant from = since == null ? null : time("--since", since, now);
        Instant to = until == null ? null : time("--until", until, now);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new UsageException("--since must be before --until, and " + from + " is not before " + to);
        }
        Query later = from == null ? query : query.and(field.atOrAfter(from));
        return to == null ? later : later.and(field.before(to));
    }

    /** Tells whether the range is relative to now. */
    boolean relative() {
        return since != null && isSpan(since) || until != null && isSpan(until);
    }

    /** Tells whether a time is a span before now. */
    static boolean isSpan(String text) {
        return AGO.matcher(text).matches();
    }

    /**
     * Reads a time.
     *
     * @param option whose value it is
     * @param text the value
     * @param now what now is
     * @throws UsageException if it cannot be read
     */
    static Instant time(String option, String text, Instant now) {
        Matcher ago = AGO.matcher(text);
        try {
            if (ago.matches()) {
                return now.minus(span(Long.parseLong(ago.group(1)), ago.group(2)));
            }
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException("'" + text + "' is no time for " + option
                    + ": write 2026-01-31T08:00:00Z, 2026-01-31, or a span before now such as 15m, 6h or 7d");
        }
    }

    private static Duration span(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "w" -> Duration.ofDays(7 * number);
            default -> Duration.ofDays(number);
        };
    }
}
