package io.falconflux.scan;

import io.falconflux.error.QueryException;
import io.falconflux.flow.Unfold;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/**
 * The scan of one collection. What is here is only its three views; one subscription's work and state is a
 * {@link Scanning}.
 *
 * @param <T> the type of a row
 */
public final class CollectionScan<T> implements Scan<T> {

    private final Supplier<Source<T>> sources;
    private final ScanQuery query;
    private final ScanOptions options;
    private final Scheduler clock;

    /**
     * Describes a scan; nothing happens before a view is subscribed to.
     *
     * @param sources makes the source of one subscription
     * @param query what is asked for
     * @param options how
     * @param clock what tells the time
     */
    public CollectionScan(Supplier<Source<T>> sources, ScanQuery query, ScanOptions options, Scheduler clock) {
        this.sources = Objects.requireNonNull(sources, "sources");
        this.query = Objects.requireNonNull(query, "query");
        this.options = Objects.requireNonNull(options, "options");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Flux<T> items() {
        return Unfold.each(bare(), Page<T>::items).checkpoint("scan items [falcon]");
    }

    @Override
    public Flux<Page<T>> pages() {
        return bare().checkpoint("scan pages [falcon]");
    }

    @Override
    public Flux<ScanEvent<T>> events() {
        return stream().checkpoint("scan events [falcon]");
    }

    @Override
    public Flux<ScanWindow> windows() {
        return Flux.defer(() -> new Explanation<>(sources.get(), query, options).windows())
                .checkpoint("scan windows [falcon]");
    }

    private Flux<ScanEvent<T>> stream() {
        return Flux.defer(() -> new Scanning<>(sources.get(), query, options, clock).events());
    }

    private Flux<Page<T>> bare() {
        return stream().handle(this::pageOnly);
    }

    private void pageOnly(ScanEvent<T> event, SynchronousSink<Page<T>> sink) {
        if (event instanceof Page<T> page) {
            sink.next(page);
        } else if (event instanceof Finished<T> finished) {
            boolean fine = finished.report().complete() || options.lenient();
            if (finished.cause() instanceof QueryException refused) {
                sink.error(refused);
            } else if (fine && finished.cause() == null) {
                sink.complete();
            } else {
                sink.error(new IncompleteScanException(finished.report(), finished.checkpoint(), finished.cause()));
            }
        }
    }
}
