package io.falconflux.flow;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.scheduler.Scheduler;

/**
 * Gathers elements into lists; see {@link Gathering}.
 *
 * @param <T> what is gathered
 */
public final class Gather<T> extends FluxOperator<T, List<T>> {

    private final int size;
    private final Duration linger;
    private final Scheduler timer;

    private Gather(Flux<? extends T> source, int size, Duration linger, Scheduler timer) {
        super(source);
        this.size = size;
        this.linger = Objects.requireNonNull(linger, "linger");
        this.timer = Objects.requireNonNull(timer, "timer");
    }

    /**
     * Gathers what comes.
     *
     * <p><b>Laziness</b>: nothing happens before demand. <br><b>Demand</b>: for each list as many elements as it holds.
     * <br><b>Cancellation</b>: cancels the source and drops what was gathered. <br><b>Errors</b>: those of the source, after what
     * came before them.
     *
     * @param source what comes
     * @param size elements of a list at most, at least 1
     * @param linger how long a list waits to be full; zero for as long as it takes
     * @param timer what measures the wait
     * @param <T> what is gathered
     */
    public static <T> Flux<List<T>> lists(Flux<? extends T> source, int size, Duration linger, Scheduler timer) {
        return onAssembly(new Gather<>(source, size, linger, timer));
    }

    @Override
    public void subscribe(CoreSubscriber<? super List<T>> actual) {
        source.subscribe(new Gathering<>(actual, size, linger, timer));
    }
}
