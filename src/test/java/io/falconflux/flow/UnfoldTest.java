package io.falconflux.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** What the flattening of lists promises beyond the rules for every publisher, which the TCK of the scan's items proves. */
class UnfoldTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void aListIsAskedForOnlyWhenMoreIsWantedThanIsAtHand() {
        AtomicLong asked = new AtomicLong();
        Flux<List<Integer>> lists = Flux.just(List.of(1, 2, 3), List.<Integer>of(), List.of(4), List.of(5))
                .hide()
                .doOnRequest(asked::addAndGet);
        StepVerifier.create(Unfold.each(lists, list -> list), 0)
                .then(() -> assertEquals(0, asked.get()))
                .thenRequest(2)
                .expectNext(1, 2)
                .then(() -> assertEquals(1, asked.get()))
                .thenRequest(1)
                .expectNext(3)
                .then(() -> assertEquals(1, asked.get()))
                .thenRequest(1)
                .expectNext(4)
                .then(() -> assertEquals(3, asked.get()))
                .thenRequest(2)
                .expectNext(5)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void anErrorComesAfterTheRowsThatCameBeforeIt() {
        TestPublisher<List<Integer>> lists = TestPublisher.create();
        StepVerifier.create(Unfold.each(lists.flux(), list -> list), 1)
                .then(() -> lists.next(List.of(1, 2)).error(new IllegalStateException("broken")))
                .expectNext(1)
                .thenRequest(1)
                .expectNext(2)
                .expectErrorMessage("broken")
                .verify(PATIENCE);
    }

    @Test
    void whatTheFunctionThrowsEndsItAndTheSource() {
        TestPublisher<Integer> lists = TestPublisher.create();
        StepVerifier.create(Unfold.each(lists.flux(), number -> List.of(10 / number)))
                .then(() -> lists.next(5))
                .expectNext(2)
                .then(() -> lists.next(0))
                .expectError(ArithmeticException.class)
                .verify(PATIENCE);
        lists.assertCancelled();
    }

    @Test
    void nothingComesAfterACancellationAmidAList() {
        TestPublisher<List<Integer>> lists = TestPublisher.create();
        List<Integer> got = new ArrayList<>();
        Unfold.each(lists.flux(), list -> list).take(2).subscribe(got::add);
        lists.next(List.of(1, 2, 3));
        assertEquals(List.of(1, 2), got);
        lists.assertCancelled();
    }

    @Test
    void aDemandOfNothingIsAnErrorThoughRowsAreAtHand() {
        TestPublisher<List<Integer>> lists = TestPublisher.create();
        Rude rude = new Rude();
        Unfold.each(lists.flux(), list -> list).subscribe(rude);
        lists.next(List.of(1, 2, 3));
        assertEquals(List.of(1), rude.got);
        lists.assertWasRequested();
        lists.assertCancelled();
        assertTrue(rude.error instanceof IllegalArgumentException, () -> "ended in " + rude.error);
    }

    /** Asks for one row, and for -1 when it is there; {@code BaseSubscriber} would not let that through. */
    private static final class Rude implements CoreSubscriber<Integer> {

        final List<Integer> got = new ArrayList<>();

        @Nullable
        Throwable error;

        private Subscription subscription = Operators.emptySubscription();

        @Override
        public void onSubscribe(Subscription s) {
            subscription = s;
            s.request(1);
        }

        @Override
        public void onNext(Integer row) {
            got.add(row);
            subscription.request(-1);
        }

        @Override
        public void onError(Throwable t) {
            error = t;
        }

        @Override
        public void onComplete() {}
    }
}
