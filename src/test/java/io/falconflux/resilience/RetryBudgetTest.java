package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import io.falconflux.error.RetiredException;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Operation;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What the policy of a client comes to when many calls fail, in virtual time. */
class RetryBudgetTest {

    private static final Operation PLAIN = Operation.of("Plain", "GET", "/plain", null);
    private static final NoReplyException DOWN = new NoReplyException("Plain", "no connection", false, null);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void anOutageIsNotAnsweredWithManyTimesTheCalls() {
        StubExchange service = service(() -> StubExchange.refused("Plain", 503));
        run(service, 5000, 16, Duration.ofMinutes(10));
        assertEquals(5000, failed.get());
        int most = 5000 + RetryPolicy.DEFAULT.budget() + 600;
        assertTrue(service.calls().size() < most, service.calls().size() + " calls");
    }

    @Test
    void whenTheOutageIsOverCallsAreRepeatedAgain() {
        Instant over = now().plusSeconds(300);
        AtomicInteger calls = new AtomicInteger();
        StubExchange service = service(() -> now().isBefore(over) || calls.incrementAndGet() % 3 == 0 ? DOWN : null);
        RetryingExchange exchange = new RetryingExchange(service, RetryPolicy.DEFAULT, time);
        run(exchange, 2000, 16, Duration.ofSeconds(300));
        assertEquals(2000, failed.getAndSet(0));
        run(exchange, 1000, 16, Duration.ofMinutes(10));
        assertEquals(0, failed.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16})
    void thirtyCallsOfAHundredMayFail(int concurrency) {
        Random random = new Random(concurrency);
        StubExchange service = service(() -> random.nextInt(100) < 30 ? StubExchange.refused("Plain", 500) : null);
        run(service, 5000, concurrency, Duration.ofHours(3));
        assertEquals(5000, done.get(), failed.get() + " failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 20})
    void aShortJobOutlastsAGatewayThatRestarts(int concurrency) {
        Instant up = now().plusSeconds(3);
        run(service(() -> now().isBefore(up) ? DOWN : null), 20, concurrency, Duration.ofMinutes(1));
        assertEquals(20, done.get(), failed.get() + " failed");
    }

    @Test
    void aRetiredServiceThatAnswers500IsKnownWithinHalfAMinuteHoweverManyAsk() {
        StubExchange service = service(() -> StubExchange.refused("QueryIncidents", 500));
        RetryingExchange exchange = new RetryingExchange(service, RetryPolicy.DEFAULT, time);
        for (int i = 0; i < 100; i++) {
            new IncidentsApi(exchange).queryIncidents(null, null, null, null).subscribe(reply -> {}, error -> {
                failed.incrementAndGet();
                assertInstanceOf(RetiredException.class, error);
            });
        }
        time.advanceTimeBy(Duration.ofSeconds(30));
        assertEquals(100, failed.get());
    }

    @Test
    void refusalsForTheAllowancesSakeCostNoTries() {
        AtomicInteger refusals = new AtomicInteger();
        StubExchange service =
                service(() -> refusals.incrementAndGet() <= 30 ? StubExchange.refused("Plain", 429) : null);
        RetryPolicy small = new RetryPolicy(2, Duration.ofMillis(200), Duration.ofSeconds(3), 0);
        run(new RetryingExchange(service, small, time), 1, 1, Duration.ofMinutes(10));
        assertEquals(1, done.get());
    }

    @Test
    void refusalsThatDoNotEndEndTheCall() {
        StubExchange service = service(() -> StubExchange.refused(
                "Plain",
                429,
                "x-ratelimit-retryafter",
                "" + now().plusSeconds(30).getEpochSecond()));
        Governor governor = new Governor(service, 4, time);
        run(new RetryingExchange(governor, RetryPolicy.DEFAULT, time), 1, 1, Duration.ofMinutes(30));
        assertEquals(1, failed.get());
        assertEquals(RetryPolicy.DEFAULT.maxAttempts(), service.calls().size());
    }

    @Test
    void withoutASecondTryThereIsNoneAfterARefusalEither() {
        StubExchange service = service(() -> StubExchange.refused("Plain", 429));
        run(new RetryingExchange(service, RetryPolicy.NONE, time), 1, 1, Duration.ofMinutes(30));
        assertEquals(1, service.calls().size());
    }

    @Test
    void theBudgetIsEarnedBySuccessAndByTime() {
        Instant start = Instant.EPOCH;
        RetryBudget budget = RetryBudget.full(2, start).spent().spent();
        assertFalse(budget.allows());
        assertEquals(budget, budget.spent());
        assertTrue(budget.earned().allows());
        assertFalse(budget.at(start.plusMillis(999)).allows());
        assertTrue(budget.at(start.plusMillis(999)).at(start.plusMillis(1001)).allows());
        assertEquals(2, budget.at(start.plusSeconds(900)).saved());
        assertEquals(0, budget.at(start.minusSeconds(900)).saved(), "a clock that was set back takes nothing");
    }

    private Instant now() {
        return Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));
    }

    /** Fails with what is supplied, else answers after ten milliseconds. */
    private StubExchange service(Supplier<Throwable> failure) {
        return new StubExchange(call -> {
            Throwable error = failure.get();
            Mono<ApiReply<String>> answer = error == null ? Mono.just(StubExchange.ok()) : Mono.error(error);
            return Mono.delay(Duration.ofMillis(10), time).then(answer);
        });
    }

    private void run(StubExchange service, int calls, int concurrency, Duration within) {
        run(new RetryingExchange(service, RetryPolicy.DEFAULT, time), calls, concurrency, within);
    }

    private void run(RetryingExchange exchange, int calls, int concurrency, Duration within) {
        int before = done.get() + failed.get();
        Flux.range(0, calls)
                .flatMap(
                        i -> exchange.exchange(ApiCall.to(PLAIN).build(), ElementCodec.STRINGS)
                                .doOnNext(reply -> done.incrementAndGet())
                                .onErrorResume(error -> {
                                    failed.incrementAndGet();
                                    return Mono.empty();
                                }),
                        concurrency)
                .subscribe();
        time.advanceTimeBy(within);
        assertEquals(calls, done.get() + failed.get() - before, "all are over");
    }
}
