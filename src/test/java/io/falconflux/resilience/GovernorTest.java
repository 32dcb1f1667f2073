package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.DeadlineException;
import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.CallContext.Priority;
import io.falconflux.transport.CallMeter;
import io.falconflux.transport.Operation;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class GovernorTest {

    private static final Instant START = Instant.parse("2026-01-15T10:00:00Z");
    private static final Operation OPERATION = Operation.of("op", "GET", "/op", null);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Sinks.One<ApiReply<String>>> replies = new ArrayList<>();
    private final StubExchange service = new StubExchange(call -> {
        Sinks.One<ApiReply<String>> reply = Sinks.one();
        replies.add(reply);
        return reply.asMono();
    });

    @BeforeEach
    void start() {
        time.advanceTimeTo(START);
    }

    @Test
    void noMoreCallsAreUnderWayThanThereArePermits() {
        Governor governor = new Governor(service, 2, time);
        for (int i = 0; i < 5; i++) {
            send(governor, CallContext.NONE).onErrorComplete().subscribe();
        }
        assertEquals(2, replies.size());
        reply(0);
        assertEquals(3, replies.size());
        replies.get(1).tryEmitError(StubExchange.refused("op", 500));
        assertEquals(4, replies.size());
    }

    @Test
    void nothingHappensBeforeSubscriptionAndEverythingAnewAtEach() {
        Governor governor = new Governor(service, 1, time);
        Mono<ApiReply<String>> call = send(governor, CallContext.NONE);
        assertEquals(0, replies.size());
        call.subscribe();
        call.subscribe();
        assertEquals(1, replies.size());
        reply(0);
        assertEquals(2, replies.size());
    }

    @Test
    void aPermitIsFreeBeforeTheReplyTravelsOn() {
        Governor governor = new Governor(service, 1, time);
        AtomicReference<ApiReply<String>> second = new AtomicReference<>();
        send(governor, CallContext.NONE)
                .flatMap(first -> send(governor, CallContext.NONE))
                .subscribe(second::set);
        reply(0);
        assertEquals(2, replies.size(), "the call that follows from a reply needs no second permit");
        reply(1);
        assertTrue(second.get() != null);
    }

    @Test
    void aCancelledCallGivesItsPermitBack() {
        Governor governor = new Governor(service, 1, time);
        Disposable first = send(governor, CallContext.NONE).subscribe();
        send(governor, CallContext.NONE).subscribe();
        first.dispose();
        assertEquals(2, replies.size());
    }

    @Test
    void aCancelledWaiterLeavesNothingBehind() {
        Governor governor = new Governor(service, 1, time);
        send(governor, CallContext.NONE).subscribe();
        Disposable waiter = send(governor, CallContext.NONE).subscribe();
        waiter.dispose();
        AtomicReference<ApiReply<String>> last = new AtomicReference<>();
        send(governor, CallContext.NONE).subscribe(last::set);
        reply(0);
        assertEquals(2, replies.size(), "the waiter that left was not called");
        reply(1);
        assertTrue(last.get() != null);
    }

    @Test
    void interactiveCallsGoBeforeBulkCalls() {
        List<String> order = new ArrayList<>();
        Governor governor = new Governor(service, 1, time);
        send(governor, CallContext.NONE).subscribe();
        for (Priority priority : List.of(Priority.BULK, Priority.BULK, Priority.INTERACTIVE, Priority.INTERACTIVE)) {
            send(governor, CallContext.NONE.priority(priority)).subscribe(r -> order.add(priority.name()));
        }
        for (int i = 0; i < 5; i++) {
            reply(i);
        }
        assertEquals(List.of("INTERACTIVE", "INTERACTIVE", "BULK", "BULK"), order);
    }

    @Test
    void a429HoldsEveryCallUntilTheSecondThatItNames() {
        Governor governor =
                refusedWith("x-ratelimit-retryafter", "" + START.plusSeconds(5).getEpochSecond());
        held(governor, Duration.ofMillis(4900), Duration.ofMillis(400));
    }

    @Test
    void theTimeMayBeInMillisecondsToo() {
        Governor governor = refusedWith(
                "x-ratelimit-retryafter", "" + START.plusMillis(5250).toEpochMilli());
        held(governor, Duration.ofMillis(5200), Duration.ofMillis(400));
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
        held(governor, Duration.ofMillis(1), Duration.ofMinutes(3));
    }

    @Test
    void a429WithoutATimeMeansAShortWait() {
        held(refusedWith(), Duration.ofMillis(1), Duration.ofSeconds(10));
    }

    @Test
    void refusalsInARowWithoutATimeLengthenTheWait() {
        Governor governor = new Governor(service, 1, time);
        long first = waitAfterRefusal(governor);
        long last = 0;
        for (int i = 0; i < 5; i++) {
            last = waitAfterRefusal(governor);
        }
        assertTrue(last >= first * 4, first + " then " + last);
        assertTrue(last <= 120_000, "" + last);
    }

    @ParameterizedTest
    @ValueSource(ints = {-3600, 3600})
    void aLocalClockThatIsAnHourOffDoesNoHarm(int seconds) {
        Instant server = START.plusSeconds(seconds);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(server.atOffset(ZoneOffset.UTC));
        Governor governor =
                refusedWith("x-ratelimit-retryafter", "" + server.plusSeconds(5).getEpochSecond(), "date", date);
        held(governor, Duration.ofMillis(4900), Duration.ofMillis(400));
    }

    @Test
    void aTimeInTheFarFutureIsNotBelieved() {
        Governor governor = refusedWith(
                "x-ratelimit-retryafter", "" + START.plusSeconds(864_000).getEpochSecond());
        held(governor, Duration.ofSeconds(10), Duration.ofMinutes(10));
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

    @Test
    void afterTenThousandRandomCancelsAllPermitsAreBack() {
        int permits = 8;
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        StubExchange slow = new StubExchange(call -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            AtomicInteger mine = new AtomicInteger(1); // a call may end and be cancelled at once
            Runnable ended = () -> underWay.addAndGet(-mine.getAndSet(0));
            return Mono.delay(Duration.ofNanos(100_000))
                    .thenReturn(StubExchange.ok())
                    .doOnTerminate(ended)
                    .doOnCancel(ended);
        });
        Governor governor = new Governor(slow, permits, Schedulers.parallel());
        Random random = new Random(7);
        Flux<Object> storm = Flux.range(0, 10_000)
                .map(i -> Duration.ofNanos(random.nextInt(2_000_000)))
                .flatMap(
                        patience -> send(governor, CallContext.NONE)
                                .cast(Object.class)
                                .timeout(patience)
                                .onErrorResume(e -> Mono.empty())
                                .subscribeOn(Schedulers.parallel()),
                        256);
        StepVerifier.create(storm.then()).expectComplete().verify(Duration.ofSeconds(30));
        assertEquals(0, underWay.get());
        most.set(0);
        Flux<ApiReply<String>> calm = Flux.range(0, 500).flatMap(i -> send(governor, CallContext.NONE), 500);
        StepVerifier.create(calm).expectNextCount(500).expectComplete().verify(Duration.ofSeconds(10));
        assertEquals(permits, most.get());
    }

    private Mono<ApiReply<String>> send(Governor governor, CallContext context) {
        return governor.exchange(ApiCall.to(OPERATION).build().in(context), ElementCodec.STRINGS);
    }

    private void reply(int number) {
        replies.get(number).tryEmitValue(StubExchange.ok()).orThrow();
    }

    /** Returns a governor whose first call was just refused with 429. */
    private Governor refusedWith(String... headers) {
        Governor governor = new Governor(service, 4, time);
        send(governor, CallContext.NONE).onErrorComplete().subscribe();
        replies.get(0).tryEmitError(StubExchange.refused("op", 429, headers)).orThrow();
        return governor;
    }

    /** The next calls do not go out in the first time, and do in the second. */
    private void held(Governor governor, Duration still, Duration then) {
        int before = replies.size();
        send(governor, CallContext.NONE).subscribe();
        send(governor, CallContext.NONE.priority(Priority.BULK)).subscribe();
        time.advanceTimeBy(still);
        assertEquals(before, replies.size(), "calls go out too early");
        time.advanceTimeBy(then);
        assertEquals(before + 2, replies.size(), "calls do not go out");
    }

    private long waitAfterRefusal(Governor governor) {
        int number = replies.size();
        send(governor, CallContext.NONE).onErrorComplete().subscribe();
        long begin = time.now(TimeUnit.MILLISECONDS);
        while (replies.size() == number) {
            time.advanceTimeBy(Duration.ofMillis(50));
        }
        long waited = time.now(TimeUnit.MILLISECONDS) - begin;
        replies.get(number).tryEmitError(StubExchange.refused("op", 429)).orThrow();
        return waited;
    }
}
