package io.falconflux.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What is gathered when, and what is asked for. */
class GatherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LINGER = Duration.ofMillis(100);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    @Test
    void aListAsksForAsManyElementsAsItHolds() {
        AtomicLong asked = new AtomicLong();
        Flux<Integer> source = Flux.range(1, 7).hide().doOnRequest(asked::addAndGet);
        StepVerifier.create(Gather.lists(source, 3, LINGER, time), 0)
                .then(() -> assertEquals(0, asked.get()))
                .thenRequest(1)
                .expectNext(List.of(1, 2, 3))
                .then(() -> assertEquals(3, asked.get()))
                .thenRequest(2)
                .expectNext(List.of(4, 5, 6))
                .expectNext(List.of(7))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aListThatDoesNotFillGoesWhenItHasWaited() {
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.create(Gather.lists(source.flux(), 3, LINGER, time))
                .then(() -> source.next(1, 2))
                .then(() -> time.advanceTimeBy(LINGER.minusMillis(1)))
                .then(() -> source.assertMinRequested(1))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
                .expectNext(List.of(1, 2))
                .then(() -> source.next(3).complete())
                .expectNext(List.of(3))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void whatHasWaitedWhileNothingWasWantedGoesAtOnce() {
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.create(Gather.lists(source.flux(), 2, LINGER, time), 1)
                .then(() -> source.next(1, 2))
                .expectNext(List.of(1, 2))
                .then(() -> time.advanceTimeBy(LINGER))
                .thenRequest(1)
                .then(() -> source.next(3))
                .then(() -> time.advanceTimeBy(LINGER))
                .expectNext(List.of(3))
                .thenCancel()
                .verify(PATIENCE);
        source.assertCancelled();
    }

    @Test
    void anErrorComesAfterWhatWasGathered() {
        Flux<Integer> source = Flux.just(1).concatWith(Mono.error(new IllegalStateException("broken")));
        StepVerifier.create(Gather.lists(source, 3, LINGER, time))
                .expectNext(List.of(1))
                .expectErrorMessage("broken")
                .verify(PATIENCE);
    }
}
