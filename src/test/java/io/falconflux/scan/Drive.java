package io.falconflux.scan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A subscriber that runs a scan to its end while virtual time goes by, so that a pause of the engine or of the server costs
 * no real time. Work that the engine hands to threads of its own is waited for.
 */
final class Drive<T> extends BaseSubscriber<T> {

    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final List<T> got = new ArrayList<>();
    volatile Throwable error;

    private final CountDownLatch end = new CountDownLatch(1);
    private final Consumer<T> each;

    private Drive(Consumer<T> each) {
        this.each = each;
    }

    /** Takes everything. */
    static <T> Drive<T> through(Publisher<T> publisher, VirtualTimeScheduler clock) {
        return through(publisher, clock, item -> {});
    }

    /** Takes everything, looking at each item, until the look throws {@link Stop}. */
    static <T> Drive<T> through(Publisher<T> publisher, VirtualTimeScheduler clock, Consumer<T> each) {
        Drive<T> drive = new Drive<>(each);
        publisher.subscribe(drive);
        return drive.run(clock);
    }

    private Drive<T> run(VirtualTimeScheduler clock) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (end.getCount() > 0) {
            clock.advanceTimeBy(STEP);
            if (end.getCount() > 0 && clock.getScheduledTaskCount() == 0) {
                await();
            }
            if (System.nanoTime() > until) {
                cancel();
                throw new AssertionError("the scan neither ended nor failed; it delivered " + got.size());
            }
        }
        return this;
    }

    private void await() {
        try {
            end.await(1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        requestUnbounded();
    }

    @Override
    protected void hookOnNext(T item) {
        got.add(item);
        try {
            each.accept(item);
        } catch (Stop stop) {
            cancel();
            end.countDown();
        }
    }

    @Override
    protected void hookOnError(Throwable throwable) {
        error = throwable;
        end.countDown();
    }

    @Override
    protected void hookOnComplete() {
        end.countDown();
    }

    /** Thrown by a look at an item to cancel. */
    static final class Stop extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
