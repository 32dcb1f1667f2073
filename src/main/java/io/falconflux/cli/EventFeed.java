package io.falconflux.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Signal;

/**
 * Hands events over to the thread of a command, one for each call of {@link #next}, so that nothing is asked for before
 * what came earlier is dealt with.
 *
 * @param <E> the type of an event
 */
final class EventFeed<E> extends BaseSubscriber<E> {

    private final BlockingQueue<Signal<E>> signals = new LinkedBlockingQueue<>();
    private volatile boolean stopped;

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        // asks for nothing until next() does
    }

    @Override
    protected void hookOnNext(E event) {
        signals.add(Signal.next(event));
    }

    @Override
    protected void hookOnError(Throwable error) {
        signals.add(Signal.error(error));
    }

    @Override
    protected void hookOnComplete() {
        signals.add(Signal.complete());
    }

    /** Ends the feed from any thread: aborts what is under way. */
    void stop() {
        stopped = true;
        cancel();
        signals.add(Signal.complete());
    }

    /** Returns whether it was stopped before it ended by itself. */
    boolean stopped() {
        return stopped;
    }

    /**
     * Asks for one event and waits for it.
     *
     * @return the event; null at the end
     * @throws RuntimeException what the publisher ended in
     */
    @Nullable
    E next() {
        request(1);
        try {
            Signal<E> signal = signals.take();
            Throwable error = signal.getThrowable();
            if (error instanceof RuntimeException known) {
                throw known;
            }
            if (error != null) {
                throw new IllegalStateException(error);
            }
            return signal.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
            return null;
        }
    }
}
