package io.falconflux.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    private static final long YEAR_1 = -62135596800L;
    private static final long YEAR_9999_END = 253402300799L;

    @Property(tries = 1000)
    void everyInstantIsWhatItsTextParsesTo(
            @ForAll @LongRange(min = YEAR_1, max = YEAR_9999_END) long second,
            @ForAll @IntRange(max = 999_999_999) int nano) {
        Instant instant = Instant.ofEpochSecond(second, nano);
        assertEquals(instant, parse(instant.toString()));
    }

    @Property(tries = 1000)
    void anyNumberOfDigitsOfTheSecondIsRead(
            @ForAll @LongRange(min = 0, max = 4102444800L) long second,
            @ForAll @IntRange(min = 1, max = 9) int digits,
            @ForAll @IntRange(max = 999_999_999) int nano) {
        String fraction = String.format("%09d", nano).substring(0, digits);
        String text = Instant.ofEpochSecond(second).toString().replace("Z", "." + fraction + "Z");
        assertEquals(Instant.parse(text), parse(text));
    }

    @Property(tries = 300)
    void offsetsAreRead(
            @ForAll @LongRange(min = 0, max = 4102444800L) long second,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int minutes) {
        OffsetDateTime time =
                Instant.ofEpochSecond(second, 5_000_000).atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));
        assertEquals(time.toInstant(), parse(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)));
    }

    @Property(tries = 1000)
    void anyTextIsATimeOrADateTimeException(@ForAll String text) {
        try {
            parse(text);
        } catch (DateTimeException expected) {
            // no other exception may come
        }
    }

    @Property(tries = 1000)
    void oneWrongCharacterIsNeverAnotherTimeThanTheLibrarys(
            @ForAll @IntRange(max = 29) int at, @ForAll @IntRange(min = 32, max = 126) int character) {
        StringBuilder text = new StringBuilder("2024-02-29T23:02:25.007492834Z");
        text.setCharAt(at, (char) character);
        Instant expected;
        try {
            expected = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            assertThrows(DateTimeException.class, () -> parse(text.toString()), text::toString);
            return;
        }
        assertEquals(expected, parse(text.toString()), text::toString);
    }

    @Test
    void theTimesThatTheServiceWasSeenToSendAreRead() {
        assertEquals(Instant.ofEpochSecond(1705312800), parse("2024-01-15T10:00:00Z"));
        assertEquals(Instant.ofEpochSecond(1589787485, 219_000_000), parse("2020-05-18T07:38:05.219Z"));
        assertEquals(Instant.ofEpochSecond(1720911745, 7_492_834), parse("2024-07-13T23:02:25.007492834Z"));
    }

    @Test
    void aPartOfALargerArrayIsRead() {
        char[] text = "xx2024-01-15T10:00:00Zyy".toCharArray();
        assertEquals(Instant.parse("2024-01-15T10:00:00Z"), Timestamps.parse(text, 2, 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2024-04-31T00:00:00Z",
                "2024-00-10T00:00:00Z",
                "2024-13-10T00:00:00Z",
                "2024-01-00T00:00:00Z",
                "2024-01-15T25:00:00Z",
                "2024-01-15T10:60:00Z",
                "2024-01-15T10:00:61Z",
                "2024-01-15T10:00:00.1234567890Z",
                "2024-01-15T10:00:00",
                "2024-01-15 10:00:00Z",
                "2024-01-15",
                ""
            })
    void whatIsNoTimeIsADateTimeException(String text) {
        assertThrows(DateTimeException.class, () -> parse(text));
    }

    private static Instant parse(String text) {
        return Timestamps.parse(text.toCharArray(), 0, text.length());
    }
}
