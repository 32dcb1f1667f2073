package io.falconflux.action;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Gathers ids into chunks, each id once. No id is asked for that no chunk is wanted for. A chunk that is not full is sent when
 * the source ends or when it has waited long enough for more, so that a slow source (a tail) is served too.
 */
final class Gather extends FluxOperator<String, List<String>> {

    private final Gate gate;
    private final int size;
    private final Duration linger;
    private final Scheduler timer;

    Gather(Flux<String> ids, Gate gate, int size, Duration linger, Scheduler timer) {
        super(ids);
        this.gate = gate;
        this.size = size;
        this.linger = linger;
        this.timer = timer;
    }

    @Override
    public void subscribe(CoreSubscriber<? super List<String>> actual) {
        source.subscribe(new Gathering(actual));
    }

    /**
     * One subscription. Signals of both sides, of the gate and of the clock only leave a mark and call {@code drain}, which one
     * thread at a time runs. Ids asked for and ids at hand together never exceed one chunk.
     */
    private final class Gathering implements CoreSubscriber<String>, Subscription {

        private final CoreSubscriber<? super List<String>> actual;
        private final AtomicInteger work = new AtomicInteger();
        private final AtomicLong requested = new AtomicLong();
        private final Queue<String> arrived = Queues.<String>unbounded().get();
        private @Nullable Subscription upstream;
        private @Nullable Throwable error;
        private volatile boolean done;
        private volatile boolean cancelled;
        private volatile boolean due;

        // touched by the draining thread only
        private final Set<String> seen = new HashSet<>();
        private List<String> chunk = new ArrayList<>();
        private @Nullable Disposable alarm;
        private int outstanding;
        private long emitted;
        private boolean finished;

        Gathering(CoreSubscriber<? super List<String>> actual) {
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
                gate.opens(this::drain);
                actual.onSubscribe(this);
            }
        }

        @Override
        public void onNext(String id) {
            arrived.add(id);
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
            if (Operators.validate(n)) {
                requested.accumulateAndGet(n, Operators::addCap);
                drain();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            cancelUpstream();
            drain();
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
                if (cancelled) {
                    silence();
                }
                missed = work.addAndGet(-missed);
            } while (missed != 0);
        }

        /** Does one thing if there is one to do. */
        private boolean step() {
            boolean last = done || gate.ended();
            String id = chunk.size() < size ? arrived.poll() : null;
            if (id != null) {
                take(id);
                return true;
            }
            if (chunk.isEmpty() && last) {
                finish();
                return false;
            }
            boolean wanted = emitted < Math.min(requested.get(), gate.allowed());
            if (wanted && !chunk.isEmpty() && (chunk.size() == size || last || due)) {
                emit();
                return true;
            }
            int room = size - chunk.size() - outstanding;
            if (wanted && !last && room > 0) {
                outstanding += room;
                ask(room);
                return true;
            }
            return false;
        }

        private void take(String id) {
            outstanding--;
            if (seen.add(id)) {
                chunk.add(id);
                if (chunk.size() == 1 && !linger.isZero()) {
                    due = false;
                    alarm = timer.schedule(this::ring, linger.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        }

        private void ring() {
            due = true;
            drain();
        }

        private void emit() {
            silence();
            emitted++;
            List<String> full = chunk;
            chunk = new ArrayList<>();
            actual.onNext(full);
        }

        private void silence() {
            Disposable set = alarm;
            if (set != null) {
                set.dispose();
            }
            alarm = null;
            due = false;
        }

        private void ask(int more) {
            Subscription s = upstream;
            if (s != null) {
                s.request(more);
            }
        }

        private void finish() {
            finished = true;
            Throwable t = error;
            if (!done) {
                cancelUpstream();
            }
            if (t == null) {
                actual.onComplete();
            } else {
                actual.onError(t);
            }
        }
    }
}
