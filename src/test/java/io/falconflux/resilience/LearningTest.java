package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is remembered of an allowance: its use, its window and the service's clock. */
class LearningTest {

    @Test
    void usageIsGivenBackFromTheOldestOn() {
        Usage usage = Usage.NONE.add(1000, 5).add(2000, 5).add(3000, 5);
        assertEquals(1000, usage.oldest());
        assertEquals(2000, usage.release(5).oldest());
        assertEquals(3000, usage.release(12).oldest());
        assertEquals(3, usage.release(12).calls());
        assertEquals(Usage.NONE, usage.release(15));
        assertEquals(Usage.NONE, usage.release(99));
    }

    @Property(tries = 200)
    void usageStaysSmallAndItsSumRight(@ForAll long seed, @ForAll @IntRange(max = 3000) int steps) {
        Random random = new Random(seed);
        Usage usage = Usage.NONE;
        long sum = 0;
        long time = 1_700_000_000_000L;
        for (int i = 0; i < steps; i++) {
            time += random.nextInt(100);
            long some = random.nextInt(5);
            if (random.nextInt(3) > 0) {
                usage = usage.add(time, some);
                sum += some;
            } else {
                usage = usage.release(some);
                sum = Math.max(0, sum - some);
            }
            assertEquals(sum, usage.calls());
            assertEquals(sum == 0, usage.isEmpty());
            assertTrue(usage.slices().size() <= Usage.MOST);
            assertTrue(usage.isEmpty() || usage.oldest() <= time);
        }
    }

    @Test
    void theWindowIsClosedInFromBothSides() {
        Window window = Window.UNKNOWN.held(2_000).released(14_000);
        while (window.high() - window.low() > 200) {
            long age = window.guess(true);
            window = age < 10_000 ? window.held(age) : window.released(age);
        }
        assertTrue(window.low() < 10_000 && window.high() >= 10_000, window::toString);
        assertTrue(window.guess(false) >= 10_000 && window.guess(false) < 10_400, window::toString);
    }

    @Test
    void aWindowThatTurnsOutLongerIsFoundInFewLooks() {
        Window window = new Window(9_900, 10_000);
        int looks = 0;
        while (window.high() < 60_000) {
            window = window.held(window.guess(false));
            looks++;
        }
        assertTrue(looks < 20, looks + " looks");
    }

    @Test
    void whatOneObserverThinksHeSawDoesNotOverturnWhatIsKnown() {
        Window known = new Window(9_900, 10_000);
        assertTrue(known.released(300).high() == 10_000);
        assertEquals(known, known.released(12_000), "it was given back earlier");
    }

    @Property(tries = 100)
    void theServicesClockIsKnownToSomeMillisecondsAfterAFewReplies(
            @ForAll @IntRange(min = -3_600_000, max = 3_600_000) int ahead, @ForAll long seed) {
        Random random = new Random(seed);
        ServerClock clock = ServerClock.UNKNOWN;
        Instant now = Instant.parse("2026-01-15T10:00:00.123Z");
        List<Long> errors = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            now = now.plusMillis(random.nextInt(400));
            Instant sent = now;
            now = now.plusMillis(1 + random.nextInt(20));
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    now.plusMillis(ahead).atOffset(ZoneOffset.UTC));
            now = now.plusMillis(1 + random.nextInt(20));
            Instant told = RateHeaders.of(Map.of("date", date)).date();
            assertTrue(told != null);
            clock = clock.seen(told, sent, now);
            errors.add(now.plusMillis(ahead).toEpochMilli() - clock.at(now).toEpochMilli());
        }
        assertTrue(errors.stream().allMatch(error -> error >= 0 && error <= 1040), errors::toString);
        assertTrue(errors.get(59) < 400, errors::toString);
    }

    @Test
    void aClockThatWasSetIsLearntAnew() {
        Instant now = Instant.parse("2026-01-15T10:00:00Z");
        ServerClock clock = ServerClock.UNKNOWN.seen(now, now, now).seen(now.plusSeconds(3600), now, now);
        assertEquals(now.plusSeconds(3600), clock.at(now));
        assertEquals(now, ServerClock.UNKNOWN.at(now));
    }
}
