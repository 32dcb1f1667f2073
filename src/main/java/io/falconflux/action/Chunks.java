package io.falconflux.action;

import io.falconflux.flow.Gathering;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.scheduler.Scheduler;

/** Gathers ids into chunks, each id once, and only the chunks that the gate lets through. */
final class Chunks extends FluxOperator<String, List<String>> {

    private final Gate gate;
    private final Duration linger;
    private final Scheduler timer;

    Chunks(Flux<String> ids, Gate gate, Duration linger, Scheduler timer) {
        super(ids);
        this.gate = gate;
        this.linger = linger;
        this.timer = timer;
    }

    @Override
    public void subscribe(CoreSubscriber<? super List<String>> actual) {
        source.subscribe(new Gated(actual));
    }

    private final class Gated extends Gathering<String> {

        private final Set<String> seen = new HashSet<>();

        Gated(CoreSubscriber<? super List<String>> actual) {
            super(actual, gate.size(), linger, timer);
        }

        @Override
        public void onSubscribe(Subscription s) {
            gate.opens(this::drain);
            super.onSubscribe(s);
        }

        @Override
        protected boolean admits(String id) {
            return seen.add(id);
        }

        @Override
        protected boolean open() {
            return emitted() < gate.allowed();
        }

        @Override
        protected boolean closed() {
            return gate.ended();
        }
    }
}
