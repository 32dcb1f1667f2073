package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.test.publisher.TestPublisher;

/** What the flattening of pages promises beyond the rules for every publisher. */
class UnfoldTest {

    @Test
    void aDemandOfNothingIsAnErrorThoughRowsAreAtHand() {
        TestPublisher<List<Integer>> lists = TestPublisher.create();
        Held<Integer> held = new Held<>();
        new Unfold<List<Integer>, Integer>(lists.flux(), Function.identity()).subscribe(raw(held));
        lists.next(List.of(1, 2, 3));
        assertEquals(List.of(1), held.got);
        lists.assertWasRequested();
        lists.assertCancelled();
        assertTrue(held.error instanceof IllegalArgumentException, () -> "ended in " + held.error);
    }

    /** Asks for one row, and for -1 when it is there; {@code BaseSubscriber} would not let that through. */
    private static CoreSubscriber<Integer> raw(Held<Integer> held) {
        return new CoreSubscriber<>() {

            private Subscription subscription = Operators.emptySubscription();

            @Override
            public void onSubscribe(Subscription s) {
                subscription = s;
                s.request(1);
            }

            @Override
            public void onNext(Integer row) {
                held.got.add(row);
                subscription.request(-1);
            }

            @Override
            public void onError(Throwable t) {
                held.error = t;
            }

            @Override
            public void onComplete() {}
        };
    }
}
