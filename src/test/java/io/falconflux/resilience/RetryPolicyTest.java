package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.DeadlineException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.QueryException;
import io.falconflux.error.RetiredException;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = RetryPolicy.DEFAULT;

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504})
    void aReadIsRepeatedAfterATransientStatus(int status) {
        assertTrue(POLICY.worthRepeating(StubExchange.refused("op", status), true));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 308, 400, 401, 403, 404, 405, 410, 413, 501})
    void nothingIsRepeatedAfterALastingStatus(int status) {
        assertFalse(POLICY.worthRepeating(StubExchange.refused("op", status), true));
        assertFalse(POLICY.worthRepeating(StubExchange.refused("op", status), false));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 500, 502, 503, 504})
    void aCallThatMayHaveBeenExecutedIsNotRepeatedOnItsOwn(int status) {
        assertFalse(POLICY.worthRepeating(StubExchange.refused("op", status), false));
    }

    @Test
    void aCallThatWasNotExecutedIsRepeatedWhateverItDoes() {
        assertTrue(POLICY.worthRepeating(StubExchange.refused("op", 429), false));
        assertTrue(POLICY.worthRepeating(new NoReplyException("op", "refused", false, null), false));
    }

    @Test
    void a429FromThePoolOfBadTokensIsNotRepeatedSinceThatEmptiesIt() {
        assertFalse(POLICY.worthRepeating(StubExchange.refused("op", 429, "x-ratelimit-limit", "15"), true));
        assertTrue(POLICY.worthRepeating(StubExchange.refused("op", 429, "x-ratelimit-limit", "6000"), true));
    }

    @Test
    void noReplyToACallThatWasSentIsRepeatedForReadsOnly() {
        NoReplyException sent = new NoReplyException("op", "reset", true, null);
        assertTrue(POLICY.worthRepeating(sent, true));
        assertFalse(POLICY.worthRepeating(sent, false));
    }

    @Test
    void anUnreadableReplyIsRepeatedForReadsUnlessItWasTooLarge() {
        assertTrue(POLICY.worthRepeating(unreadable(false), true));
        assertFalse(POLICY.worthRepeating(unreadable(false), false));
        assertFalse(POLICY.worthRepeating(unreadable(true), true));
    }

    @Test
    void theCallersOwnErrorsAndRetiredRoutesAreNeverRepeated() {
        assertFalse(POLICY.worthRepeating(new QueryException("bad"), true));
        assertFalse(POLICY.worthRepeating(new DeadlineException("op", Duration.ZERO, "x"), true));
        assertFalse(POLICY.worthRepeating(
                new RetiredException("op", StubExchange.refused("op", 404).refusal(), "2026-03-09", "Cases"), true));
        assertFalse(POLICY.worthRepeating(new IllegalStateException("bug"), true));
    }

    @Property(tries = 1000)
    void theWaitIsWithinItsBounds(
            @ForAll @IntRange(min = 1, max = 1000) int failures,
            @ForAll @IntRange(max = 600_000) int firstMillis,
            @ForAll @IntRange(max = 600_000) int maxMillis,
            @ForAll long seed) {
        RetryPolicy policy = new RetryPolicy(1000, Duration.ofMillis(firstMillis), Duration.ofMillis(maxMillis));
        Duration wait = policy.backoff(failures, new Random(seed));
        assertFalse(wait.isNegative());
        assertTrue(wait.compareTo(Duration.ofMillis(maxMillis)) <= 0, wait::toString);
        if (failures < 20) {
            assertTrue(wait.toMillis() <= (long) firstMillis << (failures - 1), wait::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 28, 31, 32, 63, 64, 65, 500})
    void theWaitIsSpreadOverItsWholeRangeHoweverManyFailures(int failures) {
        Duration most = Duration.ofSeconds(50);
        RetryPolicy policy = new RetryPolicy(1000, most, most);
        Random random = new Random(1);
        Set<Long> tenths = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            tenths.add(policy.backoff(failures, random).toMillis() * 10 / most.toMillis());
        }
        assertEquals(Set.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), tenths);
    }

    @Test
    void aPolicyWithoutAnyTryIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO));
        assertEquals(1, RetryPolicy.NONE.maxAttempts());
        assertTrue(RetryPolicy.DEFAULT.maxAttempts() >= 5, "token calls need at least five");
    }

    private static UnreadableReplyException unreadable(boolean tooLarge) {
        return new UnreadableReplyException("op", 200, "bad", tooLarge, null, null);
    }
}
