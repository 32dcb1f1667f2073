package io.falconflux.scan;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Temporary. */
public final class CollectionScan<T> implements Scan<T> {
    private final Supplier<Source<T>> sources;
    private final ScanQuery query;

    public CollectionScan(Supplier<Source<T>> sources, ScanQuery query, ScanOptions options, Scheduler clock) {
        this.sources = sources;
        this.query = query;
    }

    @Override
    public Flux<T> items() {
        return pages().concatMapIterable(Page::items, 1);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Flux<Page<T>> pages() {
        return events().filter(e -> e instanceof Page).map(e -> (Page<T>) e);
    }

    @Override
    public Flux<ScanEvent<T>> events() {
        return Flux.defer(() -> {
            Source.Ranked<T> source = (Source.Ranked<T>) sources.get();
            CollectionFacts facts = source.facts();
            long max = query.limit() == 0 ? facts.window() - 1 : Math.min(query.limit(), facts.window() - 1);
            Selection selection = new Selection(
                    query.filter(), query.sort() == null ? facts.defaultKey().name() + ".asc" : query.sort());
            long[] rows = {0};
            return Flux.<Long, Long>generate(() -> 0L, (at, sink) -> {
                        sink.next(at);
                        return at + facts.pageSize();
                    })
                    .takeWhile(at -> at < max)
                    .concatMap(
                            at -> Flux.just(at)
                                    .hide()
                                    .concatMap(
                                            o -> source.list(selection, o, (int) Math.min(facts.pageSize(), max - o)),
                                            0),
                            0)
                    .takeUntil(l -> l.ids().size() < facts.pageSize())
                    .concatMap(
                            l -> facts.hydrateMax() == 0 || l.ids().isEmpty()
                                    ? Flux.just(l.rows())
                                    : source.entities(l.ids()),
                            0)
                    .filter(l -> !l.isEmpty())
                    .<ScanEvent<T>>concatMap(
                            items -> {
                                rows[0] += items.size();
                                return Flux.just(
                                        new Page<>(items, new Checkpoint("x"), false),
                                        new Progress<>(rows[0], OptionalLong.empty(), Duration.ZERO));
                            },
                            0)
                    .concatWith(Flux.defer(() -> Flux.just(new Finished<>(
                            new ScanReport(
                                    true,
                                    ScanReport.Ended.EXHAUSTED,
                                    ScanReport.Basis.NONE,
                                    rows[0],
                                    0,
                                    List.of(),
                                    List.of(),
                                    1,
                                    source.cost(),
                                    Duration.ZERO,
                                    null),
                            new Checkpoint("x")))));
        });
    }
}
