package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.DeadlineException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.incidents.ActionName;
import io.falconflux.incidents.ActionParameter;
import io.falconflux.incidents.EntityActionRequest;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.CallMeter;
import io.falconflux.transport.Operation;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class RetryingExchangeTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final RetryPolicy POLICY = new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(2));
    private static final Operation PLAIN = Operation.of("Plain", "GET", "/plain", null);
    private static final String ACTION = "PerformIncidentAction";
    private static final NoReplyException CUT = new NoReplyException(ACTION, "reset", true, null);
    private static final NoReplyException RESET = new NoReplyException("Plain", "reset", true, null);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    @Test
    void aTransientFailureIsRepeatedUntilItSucceeds() {
        StubExchange service = failing(RESET, StubExchange.refused("Plain", 503));
        assertEquals(
                List.of("done"), settle(read(service, CallContext.NONE), 10).resources());
        assertEquals(3, service.calls().size());
    }

    @Test
    void theTriesEndWithTheLastError() {
        StubExchange service = new StubExchange(call -> Mono.error(RESET));
        assertEquals(RESET, failure(read(service, CallContext.NONE), 10));
        assertEquals(4, service.calls().size());
    }

    @Test
    void fiveTriesAreEnoughWhereEachTakesLong() {
        RetryPolicy many = new RetryPolicy(12, Duration.ofMillis(200), Duration.ofSeconds(3));
        StubExchange silent = new StubExchange(
                call -> Mono.delay(Duration.ofSeconds(30), time).then(Mono.error(RESET)));
        assertEquals(
                RESET,
                failure(
                        new RetryingExchange(silent, many, time).exchange(in(CallContext.NONE), ElementCodec.STRINGS),
                        200));
        assertEquals(5, silent.calls().size());
        StubExchange slow =
                new StubExchange(call -> Mono.delay(Duration.ofSeconds(5), time).then(Mono.error(RESET)));
        assertEquals(
                RESET,
                failure(
                        new RetryingExchange(slow, many, time).exchange(in(CallContext.NONE), ElementCodec.STRINGS),
                        200));
        assertTrue(
                slow.calls().size() > 5 && slow.calls().size() < 12,
                () -> slow.calls().size() + " tries");
    }

    @Test
    void eachSubscriptionHasTriesOfItsOwn() {
        StubExchange service = new StubExchange(call -> Mono.error(RESET));
        Mono<ApiReply<String>> mono = read(service, CallContext.NONE);
        failure(mono, 10);
        failure(mono, 10);
        assertEquals(8, service.calls().size());
    }

    @Test
    void aLastingFailureIsNotRepeated() {
        StubExchange service = failing(StubExchange.refused("Plain", 403));
        assertEquals(
                403,
                assertInstanceOf(RefusedException.class, failure(read(service, CallContext.NONE), 0))
                        .status());
        assertEquals(1, service.calls().size());
    }

    @Test
    void theFailureOfATokenCallIsNotRepeatedSinceItHadTriesOfItsOwn() {
        NoReplyException error = new NoReplyException("oauth2AccessToken", "reset", true, null);
        StubExchange service = failing(error);
        assertEquals(error, failure(read(service, CallContext.NONE), 10));
        assertEquals(1, service.calls().size());
    }

    @Test
    void aCommentIsNotRepeatedOnceItMayHaveBeenExecuted() {
        for (Throwable error : List.of(CUT, StubExchange.refused(ACTION, 500), StubExchange.refused(ACTION, 504))) {
            StubExchange service = failing(error);
            assertEquals(error, failure(act(service, ActionName.ADD_COMMENT), 10));
            assertEquals(1, service.calls().size());
        }
    }

    @Test
    void aCommentThatWasNotExecutedIsRepeated() {
        StubExchange service =
                failing(StubExchange.refused(ACTION, 429), new NoReplyException(ACTION, "no connection", false, null));
        assertEquals(200, settle(act(service, ActionName.ADD_COMMENT), 10).status());
        assertEquals(3, service.calls().size());
    }

    @Test
    void everyOtherActionIsRepeatedLikeARead() {
        StubExchange service = failing(CUT, StubExchange.refused(ACTION, 502), StubExchange.refused(ACTION, 409));
        assertEquals(200, settle(act(service, ActionName.UPDATE_STATUS), 10).status());
        assertEquals(4, service.calls().size());
    }

    @Test
    void aLasting500OfARetiredOperationMeansThatItIsGone() {
        StubExchange service = new StubExchange(call -> Mono.error(StubExchange.refused("QueryIncidents", 500)));
        RetryingExchange exchange = new RetryingExchange(service, RetryPolicy.DEFAULT, time);
        RetiredException e = assertInstanceOf(
                RetiredException.class, failure(new IncidentsApi(exchange).queryIncidents(null, null, null, null), 30));
        assertEquals(500, e.status());
        assertTrue(e.getMessage().contains("Alerts") && e.getMessage().contains("Cases"), e.getMessage());
        assertTrue(service.calls().size() > 1, "the ordinary retries come first");
    }

    @Test
    void fiveTriesAreEnoughToCallA500Lasting() {
        StubExchange service = new StubExchange(call -> Mono.error(StubExchange.refused("QueryIncidents", 500)));
        Mono<?> brief = new IncidentsApi(new RetryingExchange(service, RetryPolicy.DEFAULT, time))
                .queryIncidents(null, null, null, null)
                .contextWrite(CallContext.write(context -> context.tries(5)));
        assertInstanceOf(RetiredException.class, failure(brief, 30));
        assertEquals(5, service.calls().size());
    }

    @Test
    void aLasting503OrThe500OfAnOperationInServiceIsWhatItIs() {
        StubExchange lasting503 = new StubExchange(call -> Mono.error(StubExchange.refused("QueryIncidents", 503)));
        RetryingExchange exchange = new RetryingExchange(lasting503, POLICY, time);
        assertInstanceOf(
                RefusedException.class, failure(new IncidentsApi(exchange).queryIncidents(null, null, null, null), 10));
        StubExchange lasting500 = new StubExchange(call -> Mono.error(StubExchange.refused("Plain", 500)));
        assertInstanceOf(RefusedException.class, failure(read(lasting500, CallContext.NONE), 10));
    }

    @Test
    void aRetiredRouteIsAskedOnce() {
        RetiredException gone = new RetiredException(
                "QueryIncidents",
                StubExchange.refused("QueryIncidents", 404).refusal(),
                "2026-03-09",
                "Alerts and Cases");
        StubExchange service = new StubExchange(call -> Mono.error(gone));
        assertEquals(gone, failure(read(service, CallContext.NONE), 10));
        assertEquals(1, service.calls().size());
    }

    @Test
    void aWaitThatWouldPassTheDeadlineIsNotBegun() {
        RetryPolicy slow = new RetryPolicy(10, Duration.ofHours(1), Duration.ofHours(1));
        StubExchange service = new StubExchange(call -> Mono.error(RESET));
        CallContext context = CallContext.NONE.deadline(now().plusMillis(1));
        DeadlineException e = assertInstanceOf(
                DeadlineException.class,
                failure(new RetryingExchange(service, slow, time).exchange(in(context), ElementCodec.STRINGS), 0));
        assertEquals(1, service.calls().size());
        assertTrue(e.needed().toMillis() > 1, e::getMessage);
        assertEquals("Plain", e.operation());
        assertEquals(List.of(RESET), List.of(e.getSuppressed()));
        assertTrue(e.sent(), "the try before it may have been executed");
    }

    @Test
    void aCallUnderWayEndsAtTheDeadline() {
        AtomicBoolean cancelled = new AtomicBoolean();
        StubExchange service =
                new StubExchange(call -> Mono.<ApiReply<String>>never().doOnCancel(() -> cancelled.set(true)));
        AtomicReference<Throwable> error = new AtomicReference<>();
        read(service, CallContext.NONE.deadline(now().plusSeconds(5))).subscribe(r -> {}, error::set);
        time.advanceTimeBy(Duration.ofMillis(4999));
        assertEquals(null, error.get());
        time.advanceTimeBy(Duration.ofMillis(1));
        assertTrue(assertInstanceOf(DeadlineException.class, error.get()).sent());
        assertTrue(cancelled.get());
    }

    @Test
    void aDeadlineThatIsPastSendsNothing() {
        StubExchange service = failing();
        CallContext context = CallContext.NONE.deadline(now());
        assertFalse(assertInstanceOf(DeadlineException.class, failure(read(service, context), 0))
                .sent());
        assertEquals(0, service.calls().size());
    }

    @Test
    void retriesAreCounted() {
        AtomicInteger retries = new AtomicInteger();
        CallMeter meter = new CallMeter() {
            @Override
            public void request() {}

            @Override
            public void retry() {
                retries.incrementAndGet();
            }

            @Override
            public void throttled(Duration wait) {}
        };
        settle(read(failing(RESET, RESET), CallContext.NONE.meter(meter)), 10);
        assertEquals(2, retries.get());
    }

    @Test
    void theCallerMayAllowFewerTriesThanThePolicyAndNeverMore() {
        StubExchange once = new StubExchange(call -> Mono.error(RESET));
        assertEquals(RESET, failure(read(once, CallContext.NONE.tries(1)), 10));
        assertEquals(1, once.calls().size());
        StubExchange many = new StubExchange(call -> Mono.error(RESET));
        failure(read(many, CallContext.NONE.tries(100)), 10);
        assertEquals(4, many.calls().size());
    }

    @Test
    void aRefusalWith429IsNoTryOfACallThatMayBeTriedOnce() {
        StubExchange service = failing(StubExchange.refused("Plain", 429), StubExchange.refused("Plain", 429), RESET);
        assertEquals(RESET, failure(read(service, CallContext.NONE.tries(1)), 10));
        assertEquals(3, service.calls().size());
    }

    @Test
    void a500ThatWasNotTriedAgainIsNoSignOfARetiredOperation() {
        StubExchange service = new StubExchange(call -> Mono.error(StubExchange.refused("QueryIncidents", 500)));
        Mono<?> probe = new IncidentsApi(new RetryingExchange(service, POLICY, time))
                .queryIncidents(null, null, null, null)
                .contextWrite(CallContext.write(context -> context.tries(1)));
        assertInstanceOf(RefusedException.class, failure(probe, 10));
        assertEquals(1, service.calls().size());
    }

    @Test
    void cancelDuringTheWaitEndsTheTries() {
        StubExchange service = new StubExchange(call -> Mono.error(RESET));
        RetryPolicy slow = new RetryPolicy(10, Duration.ofDays(1), Duration.ofDays(1));
        Disposable call = new RetryingExchange(service, slow, time)
                .exchange(in(CallContext.NONE), ElementCodec.STRINGS)
                .subscribe();
        call.dispose();
        time.advanceTimeBy(Duration.ofDays(30));
        assertEquals(1, service.calls().size());
    }

    private Instant now() {
        return Instant.ofEpochMilli(time.now(java.util.concurrent.TimeUnit.MILLISECONDS));
    }

    private static ApiCall in(CallContext context) {
        return ApiCall.to(PLAIN).build().in(context);
    }

    private Mono<ApiReply<String>> read(StubExchange service, CallContext context) {
        return new RetryingExchange(service, POLICY, time).exchange(in(context), ElementCodec.STRINGS);
    }

    private Mono<? extends ApiReply<?>> act(StubExchange service, ActionName name) {
        EntityActionRequest request = EntityActionRequest.builder()
                .ids(List.of("inc:1"))
                .actionParameters(List.of(
                        ActionParameter.builder()
                                .name(ActionName.ADD_TAG)
                                .value("t")
                                .build(),
                        ActionParameter.builder().name(name).value("v").build()))
                .build();
        return new IncidentsApi(new RetryingExchange(service, POLICY, time)).performIncidentAction(request, null, null);
    }

    /** Fails with the errors in turn, then succeeds. */
    private static StubExchange failing(Throwable... errors) {
        Iterator<Throwable> rest = List.of(errors).iterator();
        return new StubExchange(call -> rest.hasNext() ? Mono.error(rest.next()) : Mono.just(StubExchange.ok("done")));
    }

    private <T> T settle(Mono<T> mono, int seconds) {
        AtomicReference<T> value = new AtomicReference<>();
        StepVerifier.create(mono)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(seconds)))
                .consumeNextWith(value::set)
                .expectComplete()
                .verify(SOON);
        return value.get();
    }

    private Throwable failure(Mono<?> mono, int seconds) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(mono)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(seconds)))
                .consumeErrorWith(error::set)
                .verify(SOON);
        return error.get();
    }
}
