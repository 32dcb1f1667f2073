package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateHeadersTest {

    private static final List<String> NAMES = List.of(
            "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-retryafter", "retry-after", "date", "status");

    @Test
    void theHeadersOfAReplyAreRead() {
        RateHeaders read = RateHeaders.of(Map.of(
                "x-ratelimit-limit", "6000",
                "x-ratelimit-remaining", " 17 ",
                "x-ratelimit-retryafter", "1768471205",
                "retry-after", "3",
                "date", "Thu, 15 Jan 2026 10:00:01 GMT"));
        assertEquals(6000, read.limit());
        assertEquals(17, read.remaining());
        assertEquals(Instant.parse("2026-01-15T10:00:05Z"), read.retryAt());
        assertEquals(Duration.ofSeconds(3), read.retryIn());
        assertEquals(Instant.parse("2026-01-15T10:00:01Z"), read.date());
    }

    @Test
    void theMomentMayBeInMilliseconds() {
        assertEquals(
                Instant.parse("2026-01-15T10:00:05.250Z"),
                RateHeaders.of(Map.of("x-ratelimit-retryafter", "1768471205250"))
                        .retryAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "soon", "-1", "1.5e9", "999999999999999999999", "0x10", "12;34", "Infinity"})
    void whatCannotBeReadIsNotThere(String text) {
        RateHeaders read = RateHeaders.of(
                Map.of("x-ratelimit-limit", text, "x-ratelimit-remaining", text, "retry-after", text, "date", text));
        assertEquals(new RateHeaders(null, null, null, null, null), read);
    }

    @Property(tries = 500)
    void nothingThatAServiceWritesDisturbs(@ForAll List<String> texts) {
        Map<String, String> headers = new HashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            headers.put(NAMES.get(i % NAMES.size()), texts.get(i));
        }
        RateHeaders.of(headers);
    }

    @Property(tries = 500)
    void noNumberDisturbs(@ForAll long number) {
        Instant now = Instant.parse("2026-01-15T10:00:00Z");
        RateHeaders read = RateHeaders.of(Map.of(
                "x-ratelimit-limit", "" + number,
                "x-ratelimit-remaining", "" + number,
                "x-ratelimit-retryafter", "" + number));
        Pace pace = Pace.START.sent();
        Ticket ticket = Pace.START.ticket(now);
        pace.accepted(ticket, read, now).opens(false);
        pace.refused(ticket, read, now).opens(false);
        assertNull(number < 0 ? read.remaining() : null);
    }
}
