package io.falconflux.flow;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One subscription of an operator whose two sides go at their own pace. Signals of both sides, and whatever else matters to the
 * operator, only leave a mark and call {@link #drain}, which one thread at a time runs: the counter {@code work} says whether it
 * has to look again. So {@link #step} and what only it touches need no care about threads.
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
public abstract class Draining<I, O> implements CoreSubscriber<I>, Subscription {

    private final CoreSubscriber<? super O> actual;
    private final Queue<I> arrived;
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicLong demanded = new AtomicLong();
    private @Nullable Subscription upstream;
    private volatile @Nullable Throwable error;
    private volatile boolean ended;
    private volatile boolean broken;
    private volatile boolean cancelled;

    // touched by the draining thread only
    private long emitted;
    private boolean finished;

    /**
     * Prepares the subscription.
     *
     * @param actual who gets what goes out
     * @param arrived keeps what came in until it is polled: one producer, one consumer
     */
    protected Draining(CoreSubscriber<? super O> actual, Queue<I> arrived) {
        this.actual = actual;
        this.arrived = arrived;
    }

    /** Does one thing if there is one to do, and returns whether to look again. Not called after the end or a cancellation. */
    protected abstract boolean step();

    /** Does what is due each time the drain comes to rest; nothing, unless an operator says otherwise. */
    protected void rest() {}

    /** Lets one thread look what there is to do. */
    protected final void drain() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            while (!cancelled && !finished && (broken ? finish() : step())) {
                // one step at a time
            }
            rest();
            missed = work.addAndGet(-missed);
        } while (missed != 0);
    }

    /** Takes what came in first; null if nothing is there. */
    protected final @Nullable I poll() {
        return arrived.poll();
    }

    /** Returns whether nothing more comes in. Look here before {@link #poll}: the last one may arrive between the two looks. */
    protected final boolean ended() {
        return ended;
    }

    /** Returns whether nobody listens any more. */
    protected final boolean cancelled() {
        return cancelled;
    }

    /** Returns how much was asked for in all. */
    protected final long demanded() {
        return demanded.get();
    }

    /** Returns how much went out. */
    protected final long emitted() {
        return emitted;
    }

    /** Returns whether more was asked for than went out. */
    protected final boolean wanted() {
        return emitted < demanded.get();
    }

    /** Asks for so many more to come in. */
    protected final void ask(long more) {
        Subscription s = upstream;
        if (s != null) {
            s.request(more);
        }
    }

    /** Lets one out, which must be {@link #wanted}. */
    protected final void emit(O value) {
        emitted++;
        actual.onNext(value);
    }

    /** Takes nothing more in and ends in an error at the next step that finishes. */
    protected final void fail(Throwable reason) {
        cancelUpstream();
        error = reason;
        ended = true;
    }

    /** Ends, in the error if there is one; what else would come in is not taken. Returns false: there is nothing more to do. */
    protected final boolean finish() {
        finished = true;
        if (!ended) {
            cancelUpstream();
        }
        Throwable reason = error;
        if (reason == null) {
            actual.onComplete();
        } else {
            actual.onError(reason);
        }
        return false;
    }

    @Override
    public final Context currentContext() {
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
    public final void onNext(I value) {
        arrived.add(value);
        drain();
    }

    @Override
    public final void onError(Throwable t) {
        error = t;
        ended = true;
        drain();
    }

    @Override
    public final void onComplete() {
        ended = true;
        drain();
    }

    @Override
    public final void request(long n) {
        if (n <= 0) {
            fail(new IllegalArgumentException("§3.9 violated: a positive number must be requested, not " + n));
            broken = true;
        } else {
            demanded.accumulateAndGet(n, Operators::addCap);
        }
        drain();
    }

    @Override
    public final void cancel() {
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
}
