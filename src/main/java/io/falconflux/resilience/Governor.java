package io.falconflux.resilience;

import io.falconflux.error.DeadlineException;
import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext.Priority;
import io.falconflux.transport.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Decides when a call goes out: a number of permits, and a pace that is learnt from the rate headers of every reply. One
 * governor for one allowance: what the token endpoint says does not concern the calls of a customer, nor one customer's
 * replies another's.
 *
 * <p>State: the free permits, the waiters, the {@link Pace} and the time for which it held somebody back, all guarded by one
 * short lock that is never held while a waiter is told. A waiter is told through a sink of its own; whether it still wants
 * the permit is decided by its own atomic step, so a waiter that was cancelled leaves nothing behind and a permit is never
 * given twice. A permit is returned, and the reply learnt from, before the reply travels on, so that whoever reacts to it
 * with another call finds the permit free. Permits are given out in a loop that one thread runs at a time, so replies that
 * come at once do not grow the stack. There is at most one timer, and none while nobody waits.
 */
public final class Governor implements Exchange {

    private final Exchange next;
    private final Scheduler timer;
    private final AtomicInteger wanted = new AtomicInteger();
    private final WaitingLine<Waiter> line = new WaitingLine<>();
    private final List<Waiter> late = new ArrayList<>(0);
    private int free;
    private Pace pace = Pace.START;
    private final Stopwatch held = new Stopwatch();
    private @Nullable Instant wakeAt;
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
            Waiter waiter = new Waiter(call);
            waiter.enqueue();
            return waiter.granted
                    .asMono()
                    .then(Mono.defer(() -> next.exchange(call, codec)))
                    .doOnSuccess(reply -> waiter.end(Word.of(reply)))
                    .doOnError(error -> waiter.end(Word.of(error)))
                    .doOnCancel(() -> waiter.end(Word.NONE));
        });
    }

    /** Returns what the service's clock shows at least, to the second or better; empty until a reply told it. */
    public Optional<Instant> serviceTime() {
        ServerClock clock;
        synchronized (this) {
            clock = pace.learnt().clock();
        }
        return clock.equals(ServerClock.UNKNOWN) ? Optional.empty() : Optional.of(clock.at(now()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(timer.now(TimeUnit.MILLISECONDS));
    }

    /** Gives out what may go. Waiters are told outside the lock, since they go on with their call in this thread. */
    private void grant() {
        if (wanted.getAndIncrement() != 0) {
            return; // the thread that is at it goes round once more
        }
        int missed = 1;
        do {
            List<Waiter> told;
            synchronized (this) {
                told = take(now());
            }
            told.forEach(Waiter::tell);
            missed = wanted.addAndGet(-missed);
        } while (missed != 0);
    }

    private List<Waiter> take(Instant now) {
        List<Waiter> told = new ArrayList<>(late);
        late.clear();
        Instant opens = Instant.MAX;
        while (free > 0 && !line.isEmpty()) {
            opens = pace.opens(line.urgentNext());
            if (opens.isAfter(now)) {
                break;
            }
            Waiter waiter = line.next();
            waiter.take(now);
            told.add(waiter);
        }
        boolean holding = free > 0 && !line.isEmpty();
        held.set(holding, now);
        wake(holding && !opens.equals(Instant.MAX) ? opens : null, now);
        return told;
    }

    /** Sets the one timer, moves it, or takes it away. */
    private void wake(@Nullable Instant at, Instant now) {
        if (Objects.equals(at, wakeAt)) {
            return;
        }
        if (wakeUp != null) {
            wakeUp.dispose();
        }
        wakeAt = at;
        wakeUp = at == null
                ? null
                : timer.schedule(this::woken, Duration.between(now, at).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void woken() {
        synchronized (this) {
            wakeAt = null;
            wakeUp = null;
        }
        grant();
    }

    private enum State {
        WAITING,
        GRANTED,
        LATE,
        OVER
    }

    /** One call that wants a permit, has one, or had one. Its state changes under the governor's lock. */
    private final class Waiter {

        private final ApiCall call;
        private final boolean urgent;
        private final Sinks.Empty<Void> granted = Sinks.empty();
        private State state = State.WAITING;
        private Duration wait = Duration.ZERO;
        private Ticket ticket = new Ticket(0, Instant.EPOCH, false);

        Waiter(ApiCall call) {
            this.call = call;
            this.urgent = call.context().priority() == Priority.INTERACTIVE;
        }

        void enqueue() {
            synchronized (Governor.this) {
                Instant now = now();
                if (tooLate(now)) {
                    late.add(this);
                } else {
                    wait = held.total(now);
                    line.add(this, urgent);
                }
            }
            grant();
        }

        /** Whether the allowance is known to open only after the caller's deadline; then the call ends now and says so. */
        boolean tooLate(Instant now) {
            Instant deadline = call.context().deadline();
            Instant opens = pace.earliest(urgent);
            if (deadline == null || !opens.isAfter(deadline) || !opens.isAfter(now)) {
                return false;
            }
            state = State.LATE;
            wait = Duration.between(now, opens);
            return true;
        }

        void take(Instant now) {
            state = State.GRANTED;
            wait = held.total(now).minus(wait);
            ticket = pace.ticket(now);
            pace = pace.sent();
            free--;
        }

        void tell() {
            if (state == State.LATE) {
                granted.tryEmitError(new DeadlineException(call.operation().id(), wait, "the service's allowance"));
                return;
            }
            if (!wait.isZero()) {
                call.context().meter().throttled(wait);
            }
            granted.tryEmitEmpty();
        }

        /** The call ended, with or without a reply, or its caller went away. */
        void end(Word word) {
            synchronized (Governor.this) {
                State before = state;
                state = State.OVER;
                if (before == State.WAITING) {
                    line.remove(this);
                } else if (before == State.GRANTED) {
                    free++;
                    Instant now = now();
                    Instant until = pace.brake().until();
                    pace = word.turn(pace, ticket, now);
                    if (pace.brake().until().isAfter(until)) {
                        late.addAll(line.removeIf(waiter -> waiter.tooLate(now)));
                    }
                } else {
                    return;
                }
            }
            grant();
        }
    }
}
