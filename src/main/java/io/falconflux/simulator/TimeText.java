package io.falconflux.simulator;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Time keys as numbers (nanoseconds since 1970) and as text (UTC, any precision). */
final class TimeText {

    static final long SECOND = 1_000_000_000L;

    private static final long DAY = 86_400L;
    private static final Pattern PARTS =
            Pattern.compile("(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)(?:T(\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?)?"
                    + "(Z|[+-]\\d\\d:\\d\\d)?)?)?)?");

    private TimeText() {}

    static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    /**
     * Reads a time of a filter; what is left out of a partial one counts as its beginning.
     *
     * @return nanoseconds since 1970
     * @throws BadFilterException if the text is no time
     */
    static long parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new BadFilterException("not a time: " + text);
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    Integer.parseInt(text.substring(0, 4)),
                    part(parts.group(2), 1),
                    part(parts.group(3), 1),
                    part(parts.group(4), 0),
                    part(parts.group(5), 0),
                    part(parts.group(6), 0),
                    fraction(parts.group(7)));
            String zone = parts.group(8);
            return nanos(local.toInstant(zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone)));
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadFilterException("not a time: " + text);
        }
    }

    private static int part(@Nullable String digits, int absent) {
        return digits == null ? absent : Integer.parseInt(digits);
    }

    private static int fraction(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "00000000").substring(0, 9));
    }

    /** Writes a time with the days-to-civil arithmetic of the proleptic Gregorian calendar; returns the new end. */
    static int write(byte[] to, int at, long nanos, int digits) {
        long seconds = Math.floorDiv(nanos, SECOND);
        long z = Math.floorDiv(seconds, DAY) + 719_468;
        long era = Math.floorDiv(z, 146_097);
        int dayOfEra = (int) (z - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (5 * dayOfYear + 2) / 153;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        int second = (int) Math.floorMod(seconds, DAY);

        int end = number(to, at, year, 4, '-');
        end = number(to, end, month, 2, '-');
        end = number(to, end, dayOfYear - (153 * shifted + 2) / 5 + 1, 2, 'T');
        end = number(to, end, second / 3_600, 2, ':');
        end = number(to, end, second / 60 % 60, 2, ':');
        end = number(to, end, second % 60, 2, digits == 0 ? 'Z' : '.');
        if (digits > 0) {
            int fraction = (int) Math.floorMod(nanos, SECOND);
            end = number(to, end, digits == 3 ? fraction / 1_000_000 : fraction, digits, 'Z');
        }
        return end;
    }

    private static int number(byte[] to, int at, int value, int width, char after) {
        int rest = value;
        for (int i = at + width - 1; i >= at; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        to[at + width] = (byte) after;
        return at + width + 1;
    }
}
