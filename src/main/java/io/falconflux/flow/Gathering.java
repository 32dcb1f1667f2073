package io.falconflux.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;

/**
 * One subscription that gathers elements into lists. What is asked for and what is at hand together never exceed one list, and
 * nothing is asked for that no list is wanted for. A list that is not full goes out when the source has ended, or when its first
 * element has waited long enough for more, so that a slow source (a tail) is served too.
 *
 * @param <T> what is gathered
 */
public class Gathering<T> extends Draining<T, List<T>> {

    private final int size;
    private final Duration linger;
    private final Scheduler timer;
    private volatile boolean due;

    // touched by the draining thread only
    private List<T> gathered = new ArrayList<>();
    private @Nullable Disposable alarm;
    private int outstanding;

    /**
     * Prepares the subscription.
     *
     * @param actual who gets the lists
     * @param size elements of a list at most, at least 1
     * @param linger how long a list waits to be full; zero for as long as it takes
     * @param timer what measures the wait
     */
    public Gathering(CoreSubscriber<? super List<T>> actual, int size, Duration linger, Scheduler timer) {
        super(actual, Queues.<T>unbounded().get());
        this.size = size;
        this.linger = linger;
        this.timer = timer;
    }

    /** Returns whether an element goes into a list; otherwise it is passed over. Called once for each, by one thread at a time. */
    protected boolean admits(T element) {
        return true;
    }

    /** Returns whether another list may go out, apart from the demand. */
    protected boolean open() {
        return true;
    }

    /** Returns whether nothing more is wanted of the source, though it may have more. */
    protected boolean closed() {
        return false;
    }

    @Override
    protected final boolean step() {
        boolean last = ended() || closed();
        T element = gathered.size() < size ? poll() : null;
        if (element != null) {
            take(element);
            return true;
        }
        if (gathered.isEmpty() && last) {
            return finish();
        }
        boolean wanted = wanted() && open();
        if (wanted && !gathered.isEmpty() && (gathered.size() == size || last || due)) {
            send();
            return true;
        }
        int room = size - gathered.size() - outstanding;
        boolean ask = wanted && !last && room > 0;
        if (ask) {
            outstanding += room;
            ask(room);
        }
        return ask;
    }

    @Override
    protected final void rest() {
        if (cancelled()) {
            silence();
        }
    }

    private void take(T element) {
        outstanding--;
        if (admits(element)) {
            gathered.add(element);
            if (gathered.size() == 1 && !linger.isZero()) {
                due = false;
                alarm = timer.schedule(this::ring, linger.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    private void ring() {
        due = true;
        drain();
    }

    private void send() {
        silence();
        List<T> full = gathered;
        gathered = new ArrayList<>();
        emit(full);
    }

    private void silence() {
        Disposable set = alarm;
        if (set != null) {
            set.dispose();
        }
        alarm = null;
        due = false;
    }
}
