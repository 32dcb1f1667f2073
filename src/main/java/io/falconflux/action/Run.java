package io.falconflux.action;

import io.falconflux.error.FalconException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What the chunks of one subscription share: the way to the service, and whether it is still worth going. State: whether the
 * caller stopped it, what made it hopeless, and how many sendings and chunks in a row came to nothing, which slows it down and
 * at last ends it: a service that answers nothing should not be sent the rest, whose outcome would then be unknown too.
 */
final class Run {

    private static final Duration GRACE = Duration.ofSeconds(2);

    final ActionTarget target;
    final ActionFacts facts;
    final ActionOptions options;
    final Patience patience;
    final Journal journal;
    final Scheduler timer;
    final Division division = new Division();
    private final Flux<Boolean> stop;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger unknownChunks = new AtomicInteger();
    private volatile boolean stopped;
    private volatile @Nullable FalconException halted;

    Run(ActionTarget target, ActionOptions options, Patience patience, Journal journal, Scheduler timer) {
        this.target = target;
        this.facts = target.facts();
        this.options = options;
        this.patience = patience;
        this.journal = journal;
        this.timer = timer;
        this.stop = options.stop()
                .map(signal -> Flux.from(signal)
                        .materialize()
                        .next()
                        .map(any -> stopped = true)
                        .flux()
                        .replay(1)
                        .refCount(1))
                .orElse(Flux.never());
    }

    /** Returns what ends waiting: it signals when the caller stops the run. */
    Mono<Boolean> stop() {
        return stop.next();
    }

    /** Watches for the caller's signal as long as something flows. */
    <T> Flux<T> watched(Flux<T> flow) {
        return flow.takeUntilOther(stop().then(Mono.never()));
    }

    /** Returns what ends a call: the caller stopped the run, and the call had time to end by itself. */
    Mono<Boolean> stopAfterGrace() {
        return stop().delayElement(GRACE, timer);
    }

    /** Returns why nothing more is to be sent; null while it is. */
    @Nullable
    String over() {
        FalconException error = halted;
        if (error != null) {
            return "not sent after this: " + error.getMessage();
        }
        return stopped ? "not sent, since it was stopped before" : null;
    }

    /** Returns what made it hopeless; null if nothing did. */
    @Nullable
    FalconException halted() {
        return halted;
    }

    void halt(FalconException error) {
        if (halted == null) {
            halted = error;
        }
    }

    /** The service took an action. */
    void accepted(boolean odd) {
        division.accepted(odd);
        answered();
        unknownChunks.set(0);
    }

    /** The service answered, whatever it said. */
    void answered() {
        unanswered.set(0);
    }

    /** A sending came to nothing that is known. */
    void unanswered() {
        unanswered.incrementAndGet();
    }

    /** Tells whether the service has answered nothing for as long as a chunk is sent. */
    boolean mute() {
        return unanswered.get() >= patience.tries();
    }

    /** A chunk came to nothing that is known. */
    void unknown(FalconException last) {
        if (unknownChunks.incrementAndGet() >= patience.tries()) {
            halt(last);
        }
    }

    Instant now() {
        return Instant.ofEpochMilli(timer.now(TimeUnit.MILLISECONDS));
    }

    /** Returns how long to wait before ids are sent that failed so often. */
    Duration pause(int failures) {
        return patience.wait(Math.max(failures, unanswered.get()));
    }
}
