package io.falconflux.action;

import io.falconflux.flow.Draining;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;

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

    /** One subscription. Ids asked for and ids at hand together never exceed one chunk. */
    private final class Gathering extends Draining<String, List<String>> {

        private volatile boolean due;

        // touched by the draining thread only
        private final Set<String> seen = new HashSet<>();
        private List<String> chunk = new ArrayList<>();
        private @Nullable Disposable alarm;
        private int outstanding;

        Gathering(CoreSubscriber<? super List<String>> actual) {
            super(actual, Queues.<String>unbounded().get());
        }

        @Override
        public void onSubscribe(Subscription s) {
            gate.opens(this::drain);
            super.onSubscribe(s);
        }

        @Override
        protected boolean step() {
            boolean last = ended() || gate.ended();
            String id = chunk.size() < size ? poll() : null;
            if (id != null) {
                take(id);
                return true;
            }
            if (chunk.isEmpty() && last) {
                return finish();
            }
            boolean wanted = wanted() && emitted() < gate.allowed();
            if (wanted && !chunk.isEmpty() && (chunk.size() == size || last || due)) {
                send();
                return true;
            }
            int room = size - chunk.size() - outstanding;
            boolean ask = wanted && !last && room > 0;
            if (ask) {
                outstanding += room;
                ask(room);
            }
            return ask;
        }

        @Override
        protected void rest() {
            if (cancelled()) {
                silence();
            }
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

        private void send() {
            silence();
            List<String> full = chunk;
            chunk = new ArrayList<>();
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
}
