package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.DeadlineException;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.CallContext.Priority;
import io.falconflux.transport.CallMeter;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** What the governor does when the allowance is short. */
class GovernorWaitTest extends GovernorFixture {

    @Test
    void whenLittleIsLeftInteractiveCallsGoAndBulkCallsWait() {
        Governor governor = toldOf(100, 3);
        send(governor, CallContext.NONE.priority(Priority.BULK)).subscribe();
        assertEquals(1, replies.size());
        send(governor, CallContext.NONE).subscribe();
        assertEquals(2, replies.size());
    }

    @Test
    void interactiveCallsThatTakeAllThatComesLeaveBulkCallsTheirShare() {
        AtomicInteger bulk = new AtomicInteger();
        Governor governor = toldOf(100, 0);
        for (int i = 0; i < 100; i++) {
            send(governor, CallContext.NONE.priority(Priority.BULK)).subscribe(r -> bulk.incrementAndGet());
            send(governor, CallContext.NONE).subscribe();
        }
        for (int i = 1; i < 100; i++) {
            while (replies.size() <= i) {
                time.advanceTimeBy(Duration.ofMillis(10));
            }
            replies.get(i).tryEmitValue(left(100, 0)).orThrow();
        }
        assertEquals(20, bulk.get(), 2);
    }

    @Test
    void whileTheAllowanceIsUsedUpNoTimerRunsForNobody() {
        Governor governor =
                refusedWith("x-ratelimit-retryafter", "" + START.plusSeconds(60).getEpochSecond());
        List<Disposable> waiters = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiters.add(send(governor, CallContext.NONE).subscribe());
        }
        assertEquals(1, time.getScheduledTaskCount());
        waiters.forEach(Disposable::dispose);
        long begin = time.getScheduledTaskCount();
        time.advanceTimeBy(Duration.ofSeconds(120));
        assertEquals(1, replies.size());
        assertEquals(begin, time.getScheduledTaskCount());
    }

    @Test
    void aDeadlineThatTheNextRefusalOvertakesEndsAtOnce() {
        Governor governor = new Governor(service, 2, time);
        send(governor, CallContext.NONE).onErrorComplete().subscribe();
        send(governor, CallContext.NONE).subscribe();
        AtomicReference<Throwable> error = new AtomicReference<>();
        send(governor, CallContext.NONE.deadline(START.plusSeconds(10))).subscribe(r -> {}, error::set);
        assertEquals(null, error.get());
        replies.get(0)
                .tryEmitError(StubExchange.refused(
                        "op",
                        429,
                        "x-ratelimit-retryafter",
                        "" + START.plusSeconds(60).getEpochSecond()));
        assertEquals(
                60,
                assertInstanceOf(DeadlineException.class, error.get()).needed().toSeconds());
    }

    @Test
    void tenThousandRepliesThatComeAtOnceDoNotGrowTheStack() {
        Governor governor =
                refusedWith("x-ratelimit-retryafter", "" + START.plusSeconds(5).getEpochSecond());
        AtomicInteger done = new AtomicInteger();
        answer = () -> Mono.just(StubExchange.ok());
        for (int i = 0; i < 10_000; i++) {
            send(governor, CallContext.NONE).subscribe(r -> done.incrementAndGet());
        }
        time.advanceTimeBy(Duration.ofSeconds(6));
        assertEquals(10_000, done.get());
    }

    @Test
    void a429HoldsEveryCallUntilTheMomentThatItNamesAndThenOneLooksFirst() {
        Governor governor =
                refusedWith("x-ratelimit-retryafter", "" + START.plusSeconds(5).getEpochSecond());
        send(governor, CallContext.NONE).subscribe();
        send(governor, CallContext.NONE.priority(Priority.BULK)).subscribe();
        time.advanceTimeBy(Duration.ofMillis(4999));
        assertEquals(1, replies.size(), "calls go out too early");
        time.advanceTimeBy(Duration.ofMillis(1));
        assertEquals(2, replies.size(), "one call looks");
        reply(1);
        assertEquals(3, replies.size(), "and what it sees lets the others go");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "0",
                "1",
                "1.5e9",
                "999999999999999999999",
                "9223372036854775807",
                "-9223372036854775808",
                "1768471200",
                "Thu, 15 Jan 2026 10:00:05 GMT"
            })
    void aTimeThatIsPastOrUnreadableMeansAShortWait(String value) {
        Governor governor = refusedWith("x-ratelimit-retryafter", value);
        send(governor, CallContext.NONE).subscribe();
        assertEquals(1, replies.size());
        time.advanceTimeBy(Duration.ofSeconds(3));
        assertEquals(2, replies.size());
    }

    @Test
    void refusalsInARowWithoutATimeLengthenTheWait() {
        Governor governor = new Governor(service, 1, time);
        long first = waitAfterRefusal(governor);
        long last = 0;
        for (int i = 0; i < 25; i++) {
            last = waitAfterRefusal(governor);
        }
        assertTrue(first <= 250, first + " first");
        assertEquals(60_000, last, 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {-3600, 3600})
    void aLocalClockThatIsAnHourOffDoesNoHarm(int seconds) {
        Instant server = START.plusSeconds(seconds);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(server.atOffset(ZoneOffset.UTC));
        Governor governor =
                refusedWith("x-ratelimit-retryafter", "" + server.plusSeconds(5).getEpochSecond(), "date", date);
        send(governor, CallContext.NONE).subscribe();
        time.advanceTimeBy(Duration.ofMillis(4900));
        assertEquals(1, replies.size());
        time.advanceTimeBy(Duration.ofMillis(200));
        assertEquals(2, replies.size());
    }

    @Test
    void otherFailuresHoldNobody() {
        Governor governor = new Governor(service, 1, time);
        send(governor, CallContext.NONE).onErrorComplete().subscribe();
        replies.get(0).tryEmitError(StubExchange.refused("op", 503, "x-ratelimit-retryafter", "9999999999"));
        send(governor, CallContext.NONE).subscribe();
        assertEquals(2, replies.size());
    }

    @Test
    void a429FromThePoolOfBadTokensHoldsNobody() {
        Governor governor = refusedWith(
                "x-ratelimit-limit",
                "15",
                "x-ratelimit-retryafter",
                "" + START.plusSeconds(60).getEpochSecond());
        send(governor, CallContext.NONE).subscribe();
        assertEquals(2, replies.size(), "a new token helps, a wait does not");
    }

    @Test
    void aCallWhoseDeadlineLiesBeforeTheEndOfTheCooldownFailsAtOnce() {
        Governor governor =
                refusedWith("x-ratelimit-retryafter", "" + START.plusSeconds(60).getEpochSecond());
        AtomicReference<Throwable> error = new AtomicReference<>();
        send(governor, CallContext.NONE.deadline(START.plusSeconds(10))).subscribe(r -> {}, error::set);
        DeadlineException e = assertInstanceOf(DeadlineException.class, error.get());
        assertEquals(60, e.needed().toSeconds());
        send(governor, CallContext.NONE.deadline(START.plusSeconds(100))).subscribe();
        time.advanceTimeBy(Duration.ofSeconds(61));
        assertEquals(2, replies.size());
    }

    @Test
    void timeInTheCooldownIsCountedAndTimeForAPermitIsNot() {
        AtomicLong throttled = new AtomicLong();
        CallContext context = CallContext.NONE.meter(new CallMeter() {
            @Override
            public void request() {}

            @Override
            public void retry() {}

            @Override
            public void throttled(Duration wait) {
                throttled.addAndGet(wait.toMillis());
            }
        });
        Governor governor = new Governor(service, 1, time);
        send(governor, context).onErrorComplete().subscribe();
        send(governor, context).subscribe();
        time.advanceTimeBy(Duration.ofSeconds(30));
        assertEquals(0, throttled.get());
        Instant until = START.plusSeconds(35);
        replies.get(0)
                .tryEmitError(StubExchange.refused("op", 429, "x-ratelimit-retryafter", "" + until.getEpochSecond()));
        time.advanceTimeBy(Duration.ofSeconds(10));
        assertEquals(2, replies.size());
        assertEquals(5000, throttled.get(), 300);
    }

    @Test
    void cancelDuringTheCooldownLeavesNothingBehind() {
        Governor governor =
                refusedWith("x-ratelimit-retryafter", "" + START.plusSeconds(60).getEpochSecond());
        send(governor, CallContext.NONE).subscribe().dispose();
        time.advanceTimeBy(Duration.ofSeconds(120));
        assertEquals(1, replies.size());
        send(governor, CallContext.NONE).subscribe();
        assertEquals(2, replies.size());
    }
}
