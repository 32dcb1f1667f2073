package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class SlotsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Slots slots = new Slots(2);
    private final List<String> begun = new ArrayList<>();
    private final List<Sinks.One<String>> open = new ArrayList<>();

    @Test
    void callsBeyondTheSlotsWaitInOrder() {
        List<String> ended = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d")) {
            call(name).subscribe(ended::add);
        }
        assertEquals(List.of("a", "b"), begun);
        open.get(1).tryEmitValue("b");
        assertEquals(List.of("a", "b", "c"), begun);
        open.get(0).tryEmitValue("a");
        assertEquals(List.of("a", "b", "c", "d"), begun);
        assertEquals(List.of("b", "a"), ended);
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsIsNeverBegun() {
        call("a").subscribe();
        call("b").subscribe();
        Disposable waiting = call("c").subscribe();
        call("d").subscribe();
        waiting.dispose();
        open.get(0).tryEmitValue("a");
        assertEquals(List.of("a", "b", "d"), begun);
    }

    @Test
    void aCallThatFailsGivesItsSlotBack() {
        for (int i = 0; i < 5; i++) {
            Mono<String> fails = slots.run(
                    leave -> Mono.<String>error(new IllegalStateException("no")).doFinally(end -> leave.run()));
            assertThrows(IllegalStateException.class, fails::block);
        }
        assertEquals(
                "x",
                slots.run(leave -> Mono.just("x").doFinally(end -> leave.run())).block());
    }

    @Test
    void theSlotOfACallThatGoesOnUnheardIsTakenUntilItEnds() {
        Function<Mono<String>, Mono<String>> deaf = call -> Mono.fromFuture(call.toFuture(), true);
        Disposable a = slots.run(leave -> deaf.apply(begin("a").doFinally(end -> leave.run())))
                .subscribe();
        Disposable b = slots.run(leave -> deaf.apply(begin("b").doFinally(end -> leave.run())))
                .subscribe();
        call("c").subscribe();
        a.dispose();
        b.dispose();
        assertEquals(List.of("a", "b"), begun);
        open.get(0).tryEmitValue("a");
        assertEquals(List.of("a", "b", "c"), begun);
    }

    @Test
    void theNumberCanChangeWhileCallsWait() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            call(name).subscribe();
        }
        slots.most(1);
        open.get(0).tryEmitValue("a");
        assertEquals(2, begun.size());
        slots.most(3);
        assertEquals(List.of("a", "b", "c", "d"), begun);
    }

    @Test
    void manyCallsThatEndAtOnceDoNotDeepenTheStack() {
        Slots one = new Slots(1);
        Sinks.One<String> first = Sinks.one();
        AtomicInteger ended = new AtomicInteger();
        one.run(leave -> first.asMono().doFinally(end -> leave.run())).subscribe();
        for (int i = 0; i < 50_000; i++) {
            one.run(leave -> Mono.just("x").doFinally(end -> leave.run())).subscribe(x -> ended.incrementAndGet());
        }
        first.tryEmitValue("go");
        assertEquals(50_000, ended.get());
    }

    @Test
    void slotsSurviveCancellationAtAnyMoment() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Mono<String> call = slots.run(leave -> Mono.delay(Duration.ofNanos(random(300_000)), Schedulers.parallel())
                .map(n -> "x")
                .doOnSubscribe(s -> most.accumulateAndGet(underWay.incrementAndGet(), Math::max))
                .doFinally(end -> {
                    underWay.decrementAndGet();
                    leave.run();
                }));
        Flux.range(0, 20_000)
                .flatMap(
                        i -> Mono.firstWithSignal(
                                call,
                                Mono.delay(Duration.ofNanos(random(600_000))).map(n -> "gone")),
                        64)
                .then()
                .block(SOON);
        assertTrue(most.get() <= 2, () -> most.get() + " at once");
        assertEquals("x", call.block(SOON));
        assertEquals("x", call.block(SOON));
    }

    private static long random(int most) {
        return ThreadLocalRandom.current().nextInt(most);
    }

    private Mono<String> call(String name) {
        return slots.run(leave -> begin(name).doFinally(end -> leave.run()));
    }

    private Mono<String> begin(String name) {
        begun.add(name);
        Sinks.One<String> sink = Sinks.one();
        open.add(sink);
        return sink.asMono();
    }
}
