package io.falconflux.flow;

import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Holds a sequence back until something is asked of it. */
public final class OnDemand {

    private OnDemand() {}

    /**
     * Defers a sequence, as {@link Flux#defer} does, until something is requested of it. {@code hide} matters: {@code concatMap}
     * asks scalar sources at once.
     *
     * <p><b>Laziness</b>: nothing happens before demand; each subscription makes a sequence anew.
     * <br><b>Demand</b>, <b>Cancellation</b>, <b>Errors</b>: those of the sequence, and what making it throws.
     *
     * @param later makes the sequence
     * @param <T> what it has
     */
    public static <T> Flux<T> defer(Supplier<? extends Publisher<T>> later) {
        return Flux.just(later).hide().concatMap(Supplier::get, 0);
    }
}
