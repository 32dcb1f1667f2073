package io.falconflux.resilience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.CallContext.Priority;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class GovernorTest extends GovernorFixture {

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
    void ofFiveCallsOneIsABulkCallHoweverManyInteractiveOnesWait() {
        List<String> order = new ArrayList<>();
        Governor governor = new Governor(service, 1, time);
        send(governor, CallContext.NONE).subscribe();
        for (int i = 0; i < 10; i++) {
            send(governor, CallContext.NONE.priority(Priority.BULK)).subscribe(r -> order.add("bulk"));
            send(governor, CallContext.NONE).subscribe(r -> order.add("urgent"));
        }
        for (int i = 0; i < 11; i++) {
            reply(i);
        }
        assertEquals(
                List.of("urgent", "urgent", "urgent", "urgent", "bulk", "urgent", "urgent", "urgent", "urgent", "bulk"),
                order);
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
}
