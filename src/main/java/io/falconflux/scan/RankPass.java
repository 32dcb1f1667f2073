package io.falconflux.scan;

import io.falconflux.error.QueryException;
import io.falconflux.flow.OnDemand;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A pass by plain offsets, for an order that cannot be cut into windows: as far as the service's window reaches, and refused
 * at once where it does not. What ties in another order at every request hide from it, a sweep by time finds afterwards.
 */
final class RankPass<T> implements Pass<T> {

    private final Scope<T> scope;
    private final Selection selection;
    private final Position position;
    private @Nullable Fetched<T> first;

    /** Lists by rank. */
    RankPass(Scope<T> scope, Selection selection, Position position) {
        this.scope = scope;
        this.selection = selection;
        this.position = position;
    }

    @Override
    public Flux<Batch<T>> batches() {
        return Flux.concat(alone(), OnDemand.defer(this::rest));
    }

    private Flux<Batch<T>> alone() {
        long wanted = scope.wanted().getAsLong();
        int limit = (int) Math.max(1, Math.min(scope.fetcher().pageSize(), wanted));
        return fetch(0, limit)
                .flatMap(page -> {
                    first = page;
                    scope.tally().total(page.total());
                    boolean beyond = page.total() > scope.reach().cap()
                            && wanted > scope.reach().cap();
                    return beyond ? Mono.error(tooMany(page.total())) : Mono.just(batch(page));
                })
                .flux();
    }

    private QueryException tooMany(long total) {
        return new QueryException("About " + total + " rows match, more than the service lists in the order "
                + selection.sort() + ". Sort by a time, set a limit of at most "
                + scope.reach().cap() + ", narrow the filter, or give up the order (unordered)");
    }

    private Flux<Batch<T>> rest() {
        Fetched<T> page = first;
        if (page == null || !page.full()) {
            return Flux.empty();
        }
        int size = scope.fetcher().pageSize();
        long have = page.ids().size();
        long wanted = scope.wanted().getAsLong();
        long end = Math.min(
                Math.min(scope.reach().cap(), Math.max(page.total(), have)),
                wanted > scope.reach().cap() ? Long.MAX_VALUE : have + wanted);
        Flux<Long> offsets = Flux.generate(() -> have, (offset, sink) -> {
            if (offset < end) {
                sink.next(offset);
            } else {
                sink.complete();
            }
            return offset + size;
        });
        Flux<Fetched<T>> pages = scope.concurrency() == 1
                ? offsets.concatMap(
                        at -> OnDemand.defer(() -> fetch(at, limit(at, end)).flux()), 0)
                : offsets.flatMapSequential(at -> fetch(at, limit(at, end)), scope.concurrency(), 1);
        return pages.takeUntil(Fetched::refused).filter(next -> !next.refused()).map(this::batch);
    }

    private int limit(long offset, long end) {
        return (int) Math.min(scope.fetcher().pageSize(), end - offset);
    }

    private Mono<Fetched<T>> fetch(long offset, int limit) {
        return scope.fetcher().fetch(new PageTask(Window.unknown(Range.ALL), selection, offset, limit, 0, false));
    }

    private Batch<T> batch(Fetched<T> page) {
        scope.stragglers().add(page.missing(), null, Range.ALL);
        return page.batch(position, position.phase() != Position.Phase.MAIN, scope.stragglers()::contains);
    }
}
