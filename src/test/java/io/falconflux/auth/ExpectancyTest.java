package io.falconflux.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What the cache learns from tokens that die before their time. */
class ExpectancyTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration USUAL = Duration.ofSeconds(1799);
    private static final FalconException DOWN = new NoReplyException("oauth2AccessToken", "reset", true, null);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ScriptedSource source = new ScriptedSource(time, USUAL);
    private final TokenCache cache = new TokenCache(source, time);

    @BeforeEach
    void start() {
        time.advanceTimeTo(Instant.parse("2026-01-15T10:00:00Z"));
    }

    @Test
    void aTokenThatDiedOnceTeachesNothing() {
        die(Duration.ofSeconds(20), 7);
        time.advanceTimeBy(Duration.ofMinutes(5));
        assertEquals("token-2", value(cache.lease()));
        time.advanceTimeBy(Duration.ofMinutes(5));
        assertEquals("token-2", value(cache.lease()));
    }

    @Test
    void tokensThatDieAtAnAgeAreRenewedBeforeIt() {
        die(Duration.ofSeconds(20), 7);
        die(Duration.ofSeconds(22), 700);
        assertEquals("token-3", value(cache.lease()));
        time.advanceTimeBy(Duration.ofSeconds(15));
        assertEquals("token-3", value(cache.lease()));
        assertEquals(3, source.fetches());
        time.advanceTimeBy(Duration.ofSeconds(1));
        cache.lease().block(SOON);
        assertEquals(4, source.fetches(), "at four fifths of the age");
        time.advanceTimeBy(Duration.ofSeconds(21));
        assertEquals("token-5", value(cache.lease()), "past that age it is not lent any more");
    }

    @Test
    void whatWasLearntIsForgottenTenMinutesAfterTheLastDeath() {
        die(Duration.ofSeconds(20), 7);
        die(Duration.ofSeconds(20), 7);
        time.advanceTimeBy(Duration.ofMinutes(10));
        assertEquals("token-3", value(cache.lease()));
        time.advanceTimeBy(Duration.ofSeconds(60));
        assertEquals("token-3", value(cache.lease()));
    }

    @Test
    void tokensThatDieAfterSoManyCallsAreLentToNoMore() {
        die(Duration.ofMillis(200), 5);
        die(Duration.ofMillis(900), 5);
        Lease lease = lease(cache);
        lend(lease, 5);
        assertFalse(cache.lend(lease));
        assertEquals("token-4", value(cache.lease()));
    }

    @Test
    void repliesThatARefusalOvertookDoNotHideHowManyCallsATokenServed() {
        die(Duration.ofMillis(200), 5);
        Lease second = lease(cache);
        lend(second, 7);
        served(second, 3);
        cache.invalidate(second);
        Lease third = lease(cache);
        lend(third, 5);
        assertFalse(cache.lend(third), "two of the second's replies are still to come");
        cache.invalidate(second);
        served(second, 2);
        Lease fourth = lease(cache);
        lend(fourth, 5);
        assertFalse(cache.lend(fourth));
    }

    @Test
    void tokensThatServedDifferentNumbersOfCallsTeachNothing() {
        die(Duration.ofMillis(200), 5);
        die(Duration.ofMillis(900), 9);
        lend(lease(cache), 20);
        assertEquals("token-3", value(cache.lease()));
    }

    @Test
    void aSpentTokenGoesOnWhereNoOtherIsToBeHad() {
        die(Duration.ofMillis(200), 2);
        die(Duration.ofMillis(900), 2);
        source.before(number -> number > 3 ? Mono.error(DOWN) : Mono.empty());
        Lease lease = lease(cache);
        assertTrue(cache.lend(lease));
        assertTrue(cache.lend(lease));
        assertFalse(cache.lend(lease));
        assertSame(lease, lease(cache));
        assertTrue(cache.lend(lease));
    }

    /** A token serves so many calls, and is refused at an age. */
    private void die(Duration age, int calls) {
        Lease lease = lease(cache);
        lend(lease, calls + 2);
        served(lease, calls);
        time.advanceTimeBy(age);
        cache.invalidate(lease);
        cache.invalidate(lease);
    }

    private void lend(Lease lease, int calls) {
        for (int i = 0; i < calls; i++) {
            assertTrue(cache.lend(lease));
        }
    }

    private static void served(Lease lease, int calls) {
        for (int i = 0; i < calls; i++) {
            lease.markServed();
        }
    }

    private static Lease lease(TokenCache cache) {
        AtomicReference<Lease> lease = new AtomicReference<>();
        StepVerifier.create(cache.lease())
                .consumeNextWith(lease::set)
                .expectComplete()
                .verify(SOON);
        return lease.get();
    }

    private static String value(Mono<Lease> lease) {
        return lease.map(Lease::value).block(SOON);
    }
}
