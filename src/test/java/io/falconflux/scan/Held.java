package io.falconflux.scan;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/** A subscriber that takes nothing until it is told to, and notices signals that overlap. */
final class Held<T> extends BaseSubscriber<T> {

    final List<T> got = new CopyOnWriteArrayList<>();
    final CountDownLatch end = new CountDownLatch(1);
    final AtomicInteger overlaps = new AtomicInteger();
    volatile Throwable error;

    private final AtomicInteger inside = new AtomicInteger();

    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected void hookOnNext(T item) {
        if (inside.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        got.add(item);
        inside.decrementAndGet();
    }

    @Override
    protected void hookOnError(Throwable throwable) {
        error = throwable;
    }

    @Override
    protected void hookFinally(SignalType type) {
        end.countDown();
    }
}
