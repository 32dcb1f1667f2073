package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final Instant START = Instant.parse("2026-01-15T10:00:00Z");

    private Instant now = START;
    private Pace pace = Pace.START;

    @Test
    void beforeTheFirstReplyFewCallsGoOut() {
        assertEquals(4, sendAll(false).length);
    }

    @Test
    void aFirstReplyWithoutAWordLetsAllGo() {
        Ticket[] sent = sendAll(false);
        accept(sent[0]);
        assertTrue(open(false));
        assertTrue(pace.standing().left() > 1_000_000);
    }

    @Test
    void aFirstCallThatFailedLetsAllGo() {
        Ticket[] sent = sendAll(false);
        end(sent[0], Word.of(new NoReplyException("op", "cut", true, null)));
        assertTrue(pace.standing().left() > 1_000_000);
    }

    @Test
    void theLastCallsAreNeverGivenOutTwice() {
        told(100);
        assertEquals(97, sendAll(false).length, "three of a hundred are the reserve");
        assertEquals(3, sendAll(true).length);
        assertEquals(Instant.MAX, pace.opens(true), "what comes next depends on those under way");
    }

    @Test
    void repliesThatOvertakeEachOtherDoNotRaiseWhatIsLeft() {
        told(50);
        Ticket early = send();
        Ticket late = send();
        accept(late, 48);
        accept(early, 49);
        assertEquals(47, pace.standing().left(), "the early one was taken for one that is not counted yet");
        accept(send(), 47);
        assertEquals(47, pace.standing().left(), "what goes out now knows");
    }

    @Test
    void whatIsLeftMayRiseAtAnyTime() {
        told(50);
        accept(send(), 90);
        assertEquals(90, pace.standing().left());
    }

    @Test
    void whatOthersUseIsGoneForUsToo() {
        told(50);
        accept(send(), 20);
        assertEquals(20, pace.standing().left());
    }

    @Test
    void whatIsLeftWhenTheReserveIsReachedIsLookedAtNowAndThen() {
        told(3);
        assertFalse(open(false));
        assertTrue(open(true), "the reserve is for callers who wait");
        now = pace.opens(false);
        assertEquals(100, Duration.between(START, now).toMillis());
        accept(send(), 2);
        assertFalse(open(false));
        now = pace.opens(false);
        accept(send(), 60);
        assertTrue(open(false));
    }

    @Test
    void onceAnEndWasSeenItIsForeseen() {
        for (int window = 0; window < 3; window++) {
            Instant first = now;
            for (int left = 99; left >= 0; left--) {
                now = pace.opens(true).isAfter(now) ? pace.opens(true) : now;
                accept(send(), left);
            }
            if (window == 0) {
                now = pace.opens(true);
                refuse(
                        send(),
                        "x-ratelimit-retryafter",
                        "" + first.plusSeconds(10).getEpochSecond());
            }
            now = now.plusMillis(500);
            assertFalse(open(true));
            Duration until = Duration.between(first, pace.opens(true));
            assertTrue(until.toMillis() >= 10_000 && until.toMillis() < 10_500, until::toString);
            now = pace.opens(true);
        }
    }

    @Test
    void aRefusalHoldsUntilTheMomentThatItNames() {
        told(100);
        refuse(send(), "x-ratelimit-retryafter", "" + START.plusSeconds(7).getEpochSecond());
        assertEquals(START.plusSeconds(7), pace.opens(true));
        assertEquals(START.plusSeconds(7), pace.opens(false));
    }

    @Test
    void callsThatWentOutTogetherAreRefusedOnce() {
        told(100);
        Ticket[] together = {send(), send(), send(), send()};
        for (Ticket ticket : together) {
            refuse(ticket);
        }
        assertEquals(200, pace.brake().gap().toMillis());
        assertEquals(START.plusMillis(250), pace.brake().until());
    }

    @ParameterizedTest
    @CsvSource({"120,120000", "121,250", "864000,250", "-1,250", "-864000,250"})
    void aWaitThatCannotBeIsNotBelieved(long seconds, long millis) {
        told(100);
        refuse(send(), "x-ratelimit-retryafter", "" + START.plusSeconds(seconds).getEpochSecond());
        assertEquals(START.plusMillis(millis), pace.brake().until());
    }

    @Test
    void aSecondThatHasJustBegunIsWaitedFor() {
        now = START.plusMillis(300);
        told(100);
        refuse(send(), "x-ratelimit-retryafter", "" + START.getEpochSecond());
        assertEquals(START.plusSeconds(1), pace.brake().until());
    }

    @Test
    void agatewaysOwnHeaderWillDo() {
        told(100);
        refuse(send(), "retry-after", "9");
        assertEquals(START.plusSeconds(9), pace.brake().until());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "1e3", "99999999999999999999", "5 calls"})
    void whatCannotBeReadPacesNothing(String remaining) {
        told(2);
        end(send(), word(200, "x-ratelimit-limit", "100", "x-ratelimit-remaining", remaining));
        assertTrue(open(false));
    }

    @Test
    void anErrorWithHeadersTeachesLikeASuccess() {
        told(100);
        end(send(), word(500, "x-ratelimit-limit", "100", "x-ratelimit-remaining", "2"));
        assertFalse(open(false));
    }

    @Test
    void anErrorWithoutHeadersTeachesNothing() {
        told(50);
        end(send(), word(502));
        end(send(), Word.NONE);
        assertEquals(48, pace.standing().left());
        assertEquals(0, pace.standing().underWay());
    }

    @Test
    void thePoolOfBadTokensTeachesNothing() {
        told(50);
        for (int status : new int[] {401, 403, 429}) {
            end(
                    send(),
                    word(
                            status,
                            "x-ratelimit-limit",
                            "15",
                            "x-ratelimit-remaining",
                            "0",
                            "x-ratelimit-retryafter",
                            "" + START.plusSeconds(60).getEpochSecond()));
        }
        assertTrue(open(false));
        assertEquals(47, pace.standing().left());
    }

    @Test
    void anAllowanceMayBeFifteenCallsAllTheSame() {
        accept(send(), 15, 4);
        end(send(), word(429, "x-ratelimit-limit", "15"));
        assertFalse(open(true));
    }

    @Test
    void aServiceThatAlwaysSaysNothingIsLeftGetsCallsAllTheSame() {
        told(0);
        int calls = 0;
        while (now.isBefore(START.plusSeconds(60))) {
            now = pace.opens(false).isAfter(now) ? pace.opens(false) : now.plusMillis(10);
            accept(send(), 0);
            calls++;
        }
        assertTrue(calls > 300, calls + " calls in a minute");
    }

    /** Makes a call that leaves so many of a hundred. */
    private void told(long remaining) {
        accept(send(), remaining);
    }

    private Ticket send() {
        Ticket ticket = pace.ticket(now);
        pace = pace.sent();
        return ticket;
    }

    private Ticket[] sendAll(boolean urgent) {
        java.util.List<Ticket> all = new java.util.ArrayList<>();
        while (open(urgent)) {
            all.add(send());
        }
        return all.toArray(Ticket[]::new);
    }

    private boolean open(boolean urgent) {
        return !pace.opens(urgent).isAfter(now);
    }

    private void accept(Ticket ticket, long remaining) {
        accept(ticket, 100, remaining);
    }

    private void accept(Ticket ticket, long limit, long remaining) {
        end(ticket, word(200, "x-ratelimit-limit", "" + limit, "x-ratelimit-remaining", "" + remaining));
    }

    private void accept(Ticket ticket) {
        end(ticket, Word.of((ApiReply<?>) StubExchange.ok()));
    }

    private void refuse(Ticket ticket, String... headers) {
        end(ticket, word(429, headers));
    }

    private void end(Ticket ticket, Word word) {
        pace = word.turn(pace, ticket, now);
    }

    private static Word word(int status, String... headers) {
        return status == 200
                ? Word.of(new ApiReply<>(200, map(headers), StubExchange.ok().envelope()))
                : Word.of(StubExchange.refused("op", status, headers));
    }

    private static Map<String, String> map(String... headers) {
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], headers[i + 1]);
        }
        return map;
    }
}
