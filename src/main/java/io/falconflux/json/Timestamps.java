package io.falconflux.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Times of the wire, parsed by hand. Nearly every one is UTC with whole seconds, milliseconds or nanoseconds, and parsing
 * them with the library's formatters costs over half of all decoding; whatever looks different goes to the library.
 */
final class Timestamps {

    private static final int[] DAYS_BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

    private Timestamps() {}

    /**
     * Parses a time such as {@code 2024-07-13T23:02:25.007492834Z}.
     *
     * @throws DateTimeException if the text is no time
     */
    static Instant parse(char[] text, int from, int length) {
        boolean plain = length >= 20
                && length <= 30
                && text[from + 4] == '-'
                && text[from + 7] == '-'
                && text[from + 10] == 'T'
                && text[from + 13] == ':'
                && text[from + 16] == ':'
                && text[from + length - 1] == 'Z'
                && (length == 20 || length > 21 && text[from + 19] == '.');
        if (plain) {
            int year = digits(text, from, 4);
            int month = digits(text, from + 5, 2);
            int day = digits(text, from + 8, 2);
            int hour = digits(text, from + 11, 2);
            int minute = digits(text, from + 14, 2);
            int second = digits(text, from + 17, 2);
            int fraction = length - 21;
            int nanos = fraction <= 0 ? 0 : digits(text, from + 20, fraction);
            if (valid(year, month, day)
                    && inRange(hour, 23)
                    && inRange(minute, 59)
                    && inRange(second, 59)
                    && nanos >= 0) {
                long days = epochDay(year, month, day);
                long time = ((days * 24 + hour) * 60 + minute) * 60 + second;
                return Instant.ofEpochSecond(time, fraction <= 0 ? 0 : nanos * scale(fraction));
            }
        }
        return OffsetDateTime.parse(new String(text, from, length)).toInstant();
    }

    /** Returns the number, or -1 if one of the characters is no digit. */
    private static int digits(char[] text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static boolean inRange(int number, int most) {
        return number >= 0 && number <= most;
    }

    private static boolean valid(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        int length =
                month == 2 ? (leap(year) ? 29 : 28) : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31);
        return day <= length;
    }

    private static boolean leap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    private static long epochDay(int year, int month, int day) {
        long before = year - 1L;
        long days = before * 365 + before / 4 - before / 100 + before / 400;
        return days + DAYS_BEFORE[month - 1] + (month > 2 && leap(year) ? 1 : 0) + day - 1 - 719_162;
    }

    private static long scale(int fraction) {
        long scale = 1;
        for (int i = fraction; i < 9; i++) {
            scale *= 10;
        }
        return scale;
    }
}
