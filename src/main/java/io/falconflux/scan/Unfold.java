package io.falconflux.scan;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Flattens lists with exact demand: the next list is asked for only when more elements are wanted than are at hand. Every
 * flattening operator of Reactor asks for at least one list ahead, which here would be a page that nobody needs.
 *
 * @param <S> what the source emits
 * @param <R> what is inside
 */
final class Unfold<S, R> extends FluxOperator<S, R> {

    private final Function<? super S, ? extends List<? extends R>> inside;

    Unfold(Flux<? extends S> source, Function<? super S, ? extends List<? extends R>> inside) {
        super(source);
        this.inside = inside;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        source.subscribe(new Unfolding<>(actual, inside));
    }

    /**
     * One subscription. Signals of both sides only leave a mark and call {@code drain}, which one thread at a time runs:
     * the counter {@code work} says whether another has to look again.
     */
    private static final class Unfolding<S, R> implements CoreSubscriber<S>, Subscription {

        private final CoreSubscriber<? super R> actual;
        private final Function<? super S, ? extends List<? extends R>> inside;
        private final AtomicInteger work = new AtomicInteger();
        private final AtomicLong requested = new AtomicLong();
        private @Nullable Subscription upstream;
        private volatile @Nullable S arrived;
        private volatile @Nullable Throwable error;
        private volatile boolean done;
        private volatile boolean broken;
        private volatile boolean cancelled;

        // touched by the draining thread only
        private @Nullable Iterator<? extends R> current;
        private boolean asked;
        private boolean finished;

        Unfolding(CoreSubscriber<? super R> actual, Function<? super S, ? extends List<? extends R>> inside) {
            this.actual = actual;
            this.inside = inside;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription s) {
            if (Operators.validate(upstream, s)) {
                upstream = s;
                actual.onSubscribe(this);
            }
        }

        @Override
        public void onNext(S list) {
            arrived = list;
            drain();
        }

        @Override
        public void onError(Throwable t) {
            error = t;
            done = true;
            drain();
        }

        @Override
        public void onComplete() {
            done = true;
            drain();
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                error = new IllegalArgumentException("§3.9 violated: a positive number must be requested, not " + n);
                broken = true;
                cancelUpstream();
            } else {
                requested.accumulateAndGet(n, Operators::addCap);
            }
            drain();
        }

        @Override
        public void cancel() {
            cancelled = true;
            cancelUpstream();
        }

        private void cancelUpstream() {
            Subscription s = upstream;
            if (s != null) {
                s.cancel();
            }
        }

        private void drain() {
            if (work.getAndIncrement() != 0) {
                return;
            }
            int missed = 1;
            do {
                while (!cancelled && !finished && step()) {
                    // one step at a time
                }
                missed = work.addAndGet(-missed);
            } while (missed != 0);
        }

        /** Does one thing if there is one to do. */
        private boolean step() {
            if (broken) {
                finish();
                return false;
            }
            boolean last = done; // looked at first: the last list may arrive between the two looks
            Iterator<? extends R> at = current;
            if (at != null && at.hasNext()) {
                return emit(at);
            }
            current = null;
            S list = arrived;
            if (list != null) {
                arrived = null;
                asked = false;
                return open(list);
            }
            if (last) {
                finish();
                return false;
            }
            if (!asked && requested.get() > 0) {
                asked = true;
                Subscription s = upstream;
                if (s != null) {
                    s.request(1);
                }
                return true;
            }
            return false;
        }

        private boolean emit(Iterator<? extends R> at) {
            if (requested.get() == 0) {
                return false;
            }
            if (requested.get() != Long.MAX_VALUE) {
                requested.decrementAndGet();
            }
            actual.onNext(at.next());
            return true;
        }

        private boolean open(S list) {
            try {
                current = inside.apply(list).iterator();
            } catch (RuntimeException e) {
                cancelUpstream();
                error = e;
                done = true;
            }
            return true;
        }

        private void finish() {
            finished = true;
            Throwable t = error;
            if (t == null) {
                actual.onComplete();
            } else {
                actual.onError(t);
            }
        }
    }
}
