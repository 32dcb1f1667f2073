package io.falconflux.flow;

import java.util.function.Function;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Holds sequences back until something is asked of them. */
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

    /**
     * Maps each element to a sequence and has these one after the other, as {@link Flux#concatMap(Function, int)} does, which asks for
     * the next element as soon as a sequence has ended. Here a sequence ends only when more is wanted than it had.
     *
     * <p><b>Laziness</b>: nothing happens before demand.
     * <br><b>Demand</b>: an element is asked for when more is wanted than the sequences of those before it had.
     * <br><b>Cancellation</b>: cancels the sequence at hand and the source.
     * <br><b>Errors</b>: those of the source, after the sequence at hand; those of the sequences, and what {@code mapper} throws.
     *
     * @param source the elements
     * @param mapper makes an element's sequence
     * @param <T> what the source emits
     * @param <R> what the sequences have
     */
    public static <T, R> Flux<R> concatMap(Flux<T> source, Function<? super T, ? extends Publisher<R>> mapper) {
        return source.concatMapDelayError(
                element -> Flux.concat(defer(() -> mapper.apply(element)), OnDemand.<R>defer(Flux::empty)), 0);
    }
}
