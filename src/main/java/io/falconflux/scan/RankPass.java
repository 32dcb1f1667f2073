package io.falconflux.scan;

import io.falconflux.error.QueryException;
import io.falconflux.flow.OnDemand;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A pass by plain offsets, for an order that cannot be cut into windows: as far as the service's window reaches, and refused
 * where it does not, at once if the total tells. A total is a hint: pages behind it are asked for until one is not full, and
 * where the window ends before the rows do, the scan ends too, since what a sweep by time found of them would stand out of the
 * order. What ties in another order at every request hide from it, such a sweep finds afterwards.
 *
 * <p>State: the last page that came, touched by one step at a time.
 */
final class RankPass<T> implements Pass<T> {

    private final Scope<T> scope;
    private final Selection selection;
    private final Position position;
    private @Nullable Fetched<T> last;
    private long next;
    private boolean refused;

    /**
     * Lists by rank.
     *
     */
    RankPass(Scope<T> scope, Selection selection, Position position) {
        this.scope = scope;
        this.selection = selection;
        this.position = position;
    }

    @Override
    public Flux<Batch<T>> batches() {
        return Flux.concat(
                alone(),
                OnDemand.defer(this::upToTotal),
                OnDemand.defer(this::behindTotal),
                OnDemand.defer(this::atTheEnd));
    }

    /** Returns the rank up to which rows are wanted, those that an earlier part of the scan delivered included. */
    private long enough() {
        return scope.tally().rows() + scope.wanted().getAsLong();
    }

    private boolean enoughWithinReach() {
        return enough() <= scope.reach().cap();
    }

    private long bound() {
        return Math.min(scope.reach().cap(), enough());
    }

    private Flux<Batch<T>> alone() {
        int limit = (int) Math.max(1, Math.min(scope.fetcher().pageSize(), enough()));
        return fetch(0, limit)
                .flatMap(page -> {
                    scope.tally().total(page.total());
                    return page.total() > scope.reach().cap() && !enoughWithinReach()
                            ? Mono.error(tooMany("About " + page.total() + " rows match"))
                            : Mono.just(batch(page));
                })
                .flux();
    }

    /** As many pages as the service says that there are, some of them at once. */
    private Flux<Batch<T>> upToTotal() {
        Fetched<T> first = last;
        if (first == null || !first.full()) {
            return Flux.empty();
        }
        int size = scope.fetcher().pageSize();
        long end = Math.min(first.total(), bound());
        Flux<Long> offsets = Flux.generate(() -> next, (offset, sink) -> {
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
        return pages.takeUntil(this::behindWindow)
                .filter(page -> !page.refused())
                .map(this::batch);
    }

    /** What else there is, page by page. */
    private Flux<Batch<T>> behindTotal() {
        return Flux.<Long>generate(sink -> {
                    Fetched<T> page = last;
                    if (page == null || !page.full() || refused || next >= bound()) {
                        sink.complete();
                    } else {
                        sink.next(next);
                    }
                })
                .concatMap(
                        at -> OnDemand.defer(() -> fetch(at, limit(at, bound())).flux()), 0)
                .takeUntil(this::behindWindow)
                .filter(page -> !page.refused())
                .map(this::batch);
    }

    private boolean behindWindow(Fetched<T> page) {
        if (page.refused()) {
            refused = true;
            scope.reach().refusedPage(page.task().offset() + page.task().limit());
        }
        return page.refused();
    }

    /** Where offsets reach no further and rows are still wanted, what is left has no place in the order. */
    private Flux<Batch<T>> atTheEnd() {
        Fetched<T> page = last;
        if (page == null || !refused && (!page.full() || enoughWithinReach())) {
            return Flux.empty();
        }
        return wholeAfterAll(page)
                .flatMapMany(whole -> whole
                        ? Flux.empty()
                        : Flux.error(tooMany("After " + scope.tally().rows() + " rows others seem to follow")));
    }

    /** As many rows as the window holds are no more than it holds if the total and the reverse order both say so. */
    private Mono<Boolean> wholeAfterAll(Fetched<T> page) {
        return page.total() == next
                ? scope.fetcher()
                        .list(selection.sortedBy(reversed(selection.sort())), 0, 1)
                        .map(end -> !end.ids().isEmpty() && seen(end.ids().get(0)))
                : Mono.just(false);
    }

    private boolean seen(String id) {
        return scope.delivered().test(id) || scope.stragglers().contains(id);
    }

    private static String reversed(String sort) {
        return sort.endsWith(".desc") ? sort.replaceFirst("desc$", "asc") : sort.replaceFirst("asc$", "desc");
    }

    private QueryException tooMany(String rows) {
        return new QueryException(rows + ", more than the service lists in the order "
                + selection.sort() + ". Sort by a time, set a limit of at most "
                + scope.reach().cap() + ", narrow the filter, or give up the order (unordered)");
    }

    private int limit(long offset, long end) {
        return (int) Math.min(scope.fetcher().pageSize(), end - offset);
    }

    private Mono<Fetched<T>> fetch(long offset, int limit) {
        return scope.fetcher().fetch(new PageTask(Window.unknown(Range.ALL), selection, offset, limit, 0, false));
    }

    private Batch<T> batch(Fetched<T> page) {
        last = page;
        next = page.task().offset() + page.task().limit();
        scope.reach().served(next);
        scope.stragglers().add(page.missing(), null, Range.ALL);
        scope.stragglers().glimpse(page.glimpsed(), null, Range.ALL);
        return page.batch(position, position.phase() != Position.Phase.MAIN, scope.stragglers()::contains);
    }
}
