package io.falconflux.scan;

import io.falconflux.flow.Unfold;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/**
 * The tail of one collection. What is here is only its three views; one subscription's work and state is a {@link Tailing}.
 *
 * @param <T> the type of a row
 */
public final class CollectionTail<T> implements Tail<T> {

    private final Supplier<Source<T>> sources;
    private final ScanQuery query;
    private final TailOptions options;
    private final Scheduler clock;

    /**
     * Describes a tail; nothing happens before a view is subscribed to.
     *
     * @param sources makes the source of one subscription
     * @param query which rows, without an order, and how many at most
     * @param options how
     * @param clock what tells the time and waits
     */
    public CollectionTail(Supplier<Source<T>> sources, ScanQuery query, TailOptions options, Scheduler clock) {
        this.sources = Objects.requireNonNull(sources, "sources");
        this.query = Objects.requireNonNull(query, "query");
        this.options = Objects.requireNonNull(options, "options");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Flux<T> items() {
        return Unfold.each(bare(), TailPage<T>::items).checkpoint("tail items [falcon]");
    }

    @Override
    public Flux<TailPage<T>> pages() {
        return bare().checkpoint("tail pages [falcon]");
    }

    @Override
    public Flux<TailEvent<T>> events() {
        return stream().checkpoint("tail events [falcon]");
    }

    private Flux<TailEvent<T>> stream() {
        return Flux.defer(() -> new Tailing<>(sources.get(), query, options, clock).events());
    }

    private Flux<TailPage<T>> bare() {
        return stream().handle(CollectionTail::pageOnly);
    }

    private static <T> void pageOnly(TailEvent<T> event, SynchronousSink<TailPage<T>> sink) {
        if (event instanceof TailPage<T> page) {
            sink.next(page);
        }
    }
}
