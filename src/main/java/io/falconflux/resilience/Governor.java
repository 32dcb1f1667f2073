package io.falconflux.resilience;

import io.falconflux.error.DeadlineException;
import io.falconflux.error.RefusedException;
import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext.Priority;
import io.falconflux.transport.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Decides when a call goes out: a number of permits, and a cooldown shared by all calls after the service said 429.
 *
 * <p>State: the free permits, the waiters of each priority, and the end of the cooldown, all guarded by one short lock that
 * is never held while a waiter is told. A waiter is told through a sink of its own; whether it still wants the permit is
 * decided by its own atomic step, so a waiter that was cancelled leaves nothing behind and a permit is never given twice.
 * A permit is returned before the reply travels on, so that whoever reacts to the reply with another call finds it free.
 */
public final class Governor implements Exchange {

    private final Exchange next;
    private final Scheduler timer;
    private final Deque<Waiter> interactive = new ArrayDeque<>();
    private final Deque<Waiter> bulk = new ArrayDeque<>();
    private int free;
    private Cooldown cooldown = Cooldown.NONE;
    private Instant heldFrom = Instant.EPOCH;
    private @Nullable Disposable wakeUp;

    /**
     * Decorates an exchange.
     *
     * @param next where calls go
     * @param permits calls under way at most
     * @param timer what measures the waits
     */
    public Governor(Exchange next, int permits, Scheduler timer) {
        this.next = Objects.requireNonNull(next, "next");
        this.timer = Objects.requireNonNull(timer, "timer");
        this.free = permits;
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        return Mono.defer(() -> {
            Instant until = cooldownFor(call);
            if (until != null) {
                return Mono.error(new DeadlineException(
                        call.operation().id(), Duration.between(now(), until), "the service's allowance"));
            }
            Waiter waiter = new Waiter(call);
            enqueue(waiter);
            return waiter.granted
                    .asMono()
                    .then(Mono.defer(() -> next.exchange(call, codec)))
                    .doOnError(RefusedException.class, this::learn)
                    .doOnTerminate(waiter::release)
                    .doOnCancel(waiter::release);
        });
    }

    private Instant now() {
        return Instant.ofEpochMilli(timer.now(TimeUnit.MILLISECONDS));
    }

    /** Returns the end of the cooldown if it lies behind the call's deadline, else null. */
    private synchronized @Nullable Instant cooldownFor(ApiCall call) {
        Instant deadline = call.context().deadline();
        return deadline != null && cooldown.until().isAfter(deadline) ? cooldown.until() : null;
    }

    private void enqueue(Waiter waiter) {
        synchronized (this) {
            (waiter.call.context().priority() == Priority.INTERACTIVE ? interactive : bulk).add(waiter);
        }
        grant();
    }

    private void learn(RefusedException refused) {
        if (refused.status() == 429 && !refused.refusal().fromBadTokenPool()) {
            synchronized (this) {
                Instant now = now();
                heldFrom = cooldown.until().isAfter(now) ? heldFrom : now;
                cooldown = cooldown.after(refused.refusal().headers(), now);
            }
        }
    }

    /** Gives out what is free. Waiters are told outside the lock, since they go on with their call in this thread. */
    private void grant() {
        List<Waiter> told = new ArrayList<>(1);
        synchronized (this) {
            Duration wait = Duration.between(now(), cooldown.until());
            if (wait.isZero() || wait.isNegative()) {
                while (free > 0) {
                    Waiter waiter = poll();
                    if (waiter == null) {
                        break;
                    }
                    if (waiter.take()) {
                        free--;
                        told.add(waiter);
                    }
                }
            } else if (wakeUp == null && !(interactive.isEmpty() && bulk.isEmpty())) {
                wakeUp = timer.schedule(this::wake, wait.toMillis() + 1, TimeUnit.MILLISECONDS);
            }
        }
        told.forEach(Waiter::tell);
    }

    private @Nullable Waiter poll() {
        Waiter waiter = interactive.poll();
        return waiter == null ? bulk.poll() : waiter;
    }

    private void wake() {
        synchronized (this) {
            wakeUp = null;
        }
        grant();
    }

    private enum State {
        WAITING,
        GRANTED,
        RELEASED
    }

    /** One call that wants a permit, has one, or had one. */
    private final class Waiter {

        private final ApiCall call;
        private final Sinks.Empty<Void> granted = Sinks.empty();
        private final Instant since = now();
        private Duration held = Duration.ZERO;
        private State state = State.WAITING;

        Waiter(ApiCall call) {
            this.call = call;
        }

        /** Takes a permit unless the caller went away; called under the governor's lock. */
        boolean take() {
            if (state != State.WAITING) {
                return false;
            }
            state = State.GRANTED;
            held = Duration.between(since.isAfter(heldFrom) ? since : heldFrom, cooldown.until());
            return true;
        }

        void tell() {
            if (!held.isNegative() && !held.isZero()) {
                call.context().meter().throttled(held);
            }
            granted.tryEmitEmpty();
        }

        void release() {
            synchronized (Governor.this) {
                State before = state;
                state = State.RELEASED;
                if (before == State.WAITING) {
                    interactive.remove(this);
                    bulk.remove(this);
                }
                if (before != State.GRANTED) {
                    return;
                }
                free++;
            }
            grant();
        }
    }
}
