package io.falconflux.transport;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Lets so many calls at a time to the connections, the others wait in order.
 *
 * <p>Why not the pool's own queue: Reactor Netty does not tell its pool that a waiting call was cancelled. Such a call is given a
 * connection in its turn all the same, a new one if need be, which is then closed; a thousand cancelled calls make a thousand
 * connections. Here a cancelled call leaves nothing behind, and the pool's queue stays empty.
 */
final class Slots {

    private final Set<Waiter> waiting = new LinkedHashSet<>();
    private final Set<MonoSink<Void>> watching = new LinkedHashSet<>();
    private final AtomicInteger granting = new AtomicInteger();
    private int most;
    private int taken;

    Slots(int most) {
        this.most = most;
    }

    /** Sets how many calls may be under way; those that are go on. */
    void most(int number) {
        synchronized (waiting) {
            most = number;
        }
        grant();
    }

    /**
     * Runs a call in a slot.
     *
     * @param call makes the call; it is handed what gives the slot back, to be run once, when the call itself has ended, which
     *     may be after its listener went away
     */
    <T> Mono<T> run(Function<Runnable, Mono<T>> call) {
        return Mono.using(
                this::enter,
                waiter ->
                        waiter.turn().then(Mono.defer(() -> waiter.start() ? call.apply(waiter::leave) : Mono.empty())),
                Waiter::leaveUnlessStarted);
    }

    /** Completes when no call is under way and none waits. */
    Mono<Void> idle() {
        return Mono.create(watcher -> {
            boolean now;
            synchronized (waiting) {
                now = taken == 0 && waiting.isEmpty() || !watching.add(watcher);
            }
            if (now) {
                watcher.success();
            }
        });
    }

    private Waiter enter() {
        Waiter waiter = new Waiter();
        synchronized (waiting) {
            waiting.add(waiter);
        }
        grant();
        return waiter;
    }

    /** Wakes those whose turn it is. What a woken call does may end it at once and wake others, so there is one loop for all. */
    private void grant() {
        if (granting.getAndIncrement() > 0) {
            return;
        }
        do {
            Waiter next = next();
            while (next != null) {
                next.wake();
                next = next();
            }
        } while (granting.decrementAndGet() > 0);
    }

    private @Nullable Waiter next() {
        synchronized (waiting) {
            Iterator<Waiter> inOrder = waiting.iterator();
            if (taken >= most || !inOrder.hasNext()) {
                return null;
            }
            Waiter next = inOrder.next();
            inOrder.remove();
            taken++;
            next.state = State.GRANTED;
            return next;
        }
    }

    private enum State {
        WAITING,
        GRANTED,
        STARTED,
        GONE
    }

    private final class Waiter {

        private State state = State.WAITING;
        private @Nullable MonoSink<Void> sink;

        /** Completes when it is this call's turn. */
        Mono<Void> turn() {
            return Mono.create(listener -> {
                boolean now;
                synchronized (waiting) {
                    sink = listener;
                    now = state != State.WAITING;
                }
                if (now) {
                    listener.success();
                }
            });
        }

        void wake() {
            MonoSink<Void> listener;
            synchronized (waiting) {
                listener = sink;
            }
            if (listener != null) {
                listener.success();
            }
        }

        boolean start() {
            synchronized (waiting) {
                if (state == State.GRANTED) {
                    state = State.STARTED;
                }
                return state == State.STARTED;
            }
        }

        void leaveUnlessStarted() {
            synchronized (waiting) {
                if (state == State.STARTED) {
                    return;
                }
            }
            leave();
        }

        void leave() {
            List<MonoSink<Void>> told = List.of();
            synchronized (waiting) {
                if (state == State.WAITING) {
                    waiting.remove(this);
                } else if (state != State.GONE) {
                    taken--;
                }
                state = State.GONE;
                if (taken == 0 && waiting.isEmpty()) {
                    told = List.copyOf(watching);
                    watching.clear();
                }
            }
            told.forEach(MonoSink::success);
            grant();
        }
    }
}
