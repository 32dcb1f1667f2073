package io.falconflux.action;

import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Spreads the outcomes of chunks out, and opens the gate for as many chunks as the demand needs, which is exact: a write that
 * nobody asked for cannot be taken back.
 */
final class Spread extends FluxOperator<List<Outcome>, Outcome> {

    private final Gate gate;
    private final int size;

    Spread(Flux<List<Outcome>> chunks, Gate gate, int size) {
        super(chunks);
        this.gate = gate;
        this.size = size;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Outcome> actual) {
        source.subscribe(new Spreading(actual));
    }

    /** One subscription; signals leave a mark and call {@code drain}, which one thread at a time runs. */
    private final class Spreading implements CoreSubscriber<List<Outcome>>, Subscription {

        private final CoreSubscriber<? super Outcome> actual;
        private final AtomicInteger work = new AtomicInteger();
        private final AtomicLong demanded = new AtomicLong();
        private final Queue<List<Outcome>> arrived =
                Queues.<List<Outcome>>unbounded().get();
        private @Nullable Subscription upstream;
        private @Nullable Throwable error;
        private volatile boolean done;
        private volatile boolean cancelled;
        private volatile boolean broken;

        // touched by the draining thread only
        private @Nullable Iterator<Outcome> current;
        private long chunks;
        private long outcomes;
        private long emitted;
        private boolean finished;

        Spreading(CoreSubscriber<? super Outcome> actual) {
            this.actual = actual;
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
                s.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(List<Outcome> chunk) {
            arrived.add(chunk);
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
                cancelUpstream();
                error = new IllegalArgumentException("§3.9 violated: a positive number must be requested, not " + n);
                broken = true;
            } else {
                demanded.accumulateAndGet(n, Operators::addCap);
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
                if (!cancelled && !finished) {
                    gate.allow(wanted());
                }
                missed = work.addAndGet(-missed);
            } while (missed != 0);
        }

        private boolean step() {
            if (broken) {
                finish();
                return false;
            }
            Iterator<Outcome> at = current;
            if (at != null && at.hasNext()) {
                if (emitted >= demanded.get()) {
                    return false;
                }
                emitted++;
                actual.onNext(at.next());
                return true;
            }
            boolean last = done;
            List<Outcome> next = arrived.poll();
            if (next != null) {
                chunks++;
                outcomes += next.size();
                current = next.iterator();
                return true;
            }
            if (last) {
                finish();
            }
            return false;
        }

        /** Chunks that the demand needs, those that came included. */
        private long wanted() {
            long all = demanded.get();
            if (all == Long.MAX_VALUE) {
                return all;
            }
            long lacking = Math.max(0, all - outcomes);
            return chunks + (lacking + size - 1) / size;
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
