package io.falconflux.scan;

import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a scan would do: its windows, planned but not read. */
final class Explanation<T> {

    private final Source<T> source;
    private final Plan plan;
    private final Selection base;
    private final Fetcher<T> fetcher;
    private final Reach reach;

    Explanation(Source<T> source, ScanQuery query, ScanOptions options) {
        this.source = source;
        this.plan = Plan.of(source.facts(), query, options);
        this.base = new Selection(query.filter(), plan.order().sort());
        this.fetcher = new Fetcher<>(source, new Tally(), page -> page, 1);
        this.reach = new Reach(source.facts());
    }

    Flux<ScanWindow> windows() {
        return source instanceof Source.Chained
                ? Flux.just(new ScanWindow(plan.order().key(), null, null, 0, false))
                : from(Range.ALL);
    }

    private Flux<ScanWindow> from(Range range) {
        Selection selection = range.of(base, plan.order().key());
        return fetcher.list(selection, 0, 1).flatMapMany(first -> planned(range, first.total()));
    }

    /** A crowded second is the last window that can be planned ahead; what lies behind it is planned anew. */
    private Flux<ScanWindow> planned(Range range, long hint) {
        return new Planner<>(fetcher, base, plan.order(), reach, range, hint)
                .windows()
                .concatMap(window -> {
                    ScanWindow told = ScanWindow.of(plan.order().key(), window);
                    Instant storm = window.storm();
                    return storm == null
                            ? Mono.just(told)
                            : Flux.concat(
                                    counted(window),
                                    Flux.defer(() -> from(plan.order().behind(range, storm))));
                });
    }

    private Mono<ScanWindow> counted(Window window) {
        Selection second = window.range().of(base, plan.order().key());
        return fetcher.list(second, 0, 1)
                .map(page -> new ScanWindow(
                        plan.order().key(),
                        window.range().from(),
                        window.range().to(),
                        page.total(),
                        true));
    }
}
