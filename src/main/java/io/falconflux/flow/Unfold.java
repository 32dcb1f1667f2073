package io.falconflux.flow;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.util.concurrent.Queues;

/**
 * Flattens lists with exact demand: the next list is asked for only when more elements are wanted than are at hand.
 *
 * @param <S> what the source emits
 * @param <R> what is inside
 */
public final class Unfold<S, R> extends FluxOperator<S, R> {

    /** More than ever come in unasked. */
    private static final int AHEAD = 8;

    private final Function<? super S, ? extends List<? extends R>> inside;

    private Unfold(Flux<? extends S> source, Function<? super S, ? extends List<? extends R>> inside) {
        super(source);
        this.inside = Objects.requireNonNull(inside, "inside");
    }

    /**
     * Flattens what the elements of a sequence hold.
     *
     * <p><b>Laziness</b>: nothing happens before demand. <br><b>Demand</b>: an element of the source is asked for when more is
     * wanted than the elements before it held. <br><b>Cancellation</b>: cancels the source. <br><b>Errors</b>: those of the source,
     * after what came before them, and what {@code inside} throws.
     *
     * @param source the sequence
     * @param inside what an element holds
     * @param <S> what the source emits
     * @param <R> what is inside
     */
    public static <S, R> Flux<R> each(
            Flux<? extends S> source, Function<? super S, ? extends List<? extends R>> inside) {
        return onAssembly(new Unfold<>(source, inside));
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        source.subscribe(new Unfolding<>(actual, inside));
    }

    private static final class Unfolding<S, R> extends Draining<S, R> {

        private final Function<? super S, ? extends List<? extends R>> inside;
        private @Nullable Iterator<? extends R> current;
        private boolean asked;

        Unfolding(CoreSubscriber<? super R> actual, Function<? super S, ? extends List<? extends R>> inside) {
            super(actual, Queues.<S>unbounded(AHEAD).get());
            this.inside = inside;
        }

        @Override
        protected boolean step() {
            Iterator<? extends R> at = current;
            if (at != null && at.hasNext()) {
                boolean wanted = wanted();
                if (wanted) {
                    emit(at.next());
                }
                return wanted;
            }
            current = null;
            boolean last = ended();
            S list = poll();
            if (list != null) {
                asked = false;
                open(list);
                return true;
            }
            if (last) {
                return finish();
            }
            boolean ask = !asked && wanted();
            if (ask) {
                asked = true;
                ask(1);
            }
            return ask;
        }

        private void open(S list) {
            try {
                current = inside.apply(list).iterator();
            } catch (RuntimeException e) {
                fail(e);
            }
        }
    }
}
