package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Headers that are damaged: whatever they say, calls go on within a bounded time. */
class HeadersFuzzTest {

    private static final Instant NOW = Instant.parse("2024-01-15T10:00:00Z");
    private static final Duration BOUND = Duration.ofHours(1);

    @Test
    void damagedHeadersNeverStopTheCalls() {
        Fuzz.run("headers", Fuzz.SHORT, HeadersFuzzTest::learn);
    }

    @Test
    @Tag("slow")
    void damagedHeadersNeverStopTheCallsForLong() {
        Fuzz.run("headers", Fuzz.LONG, HeadersFuzzTest::learn);
    }

    private static void learn(byte[] text) {
        RateHeaders said = RateHeaders.of(headers(text));
        Pace pace = Pace.START;
        for (int i = 0; i < 6; i++) {
            Instant now = NOW.plusSeconds(i);
            Ticket ticket = pace.ticket(now);
            Pace under = pace.sent();
            pace = i % 2 == 0 ? under.accepted(ticket, said, now) : under.refused(ticket, said, now);
            assertTrue(pace.opens(true).isBefore(now.plus(BOUND)), () -> said + " holds urgent calls");
            assertTrue(pace.opens(false).isBefore(now.plus(BOUND)), () -> said + " holds calls");
        }
    }

    private static Map<String, String> headers(byte[] text) {
        Map<String, String> headers = new HashMap<>();
        new String(text, StandardCharsets.ISO_8859_1).lines().forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(0, colon)),
                    line.substring(colon + 1).strip());
        });
        return headers;
    }
}
