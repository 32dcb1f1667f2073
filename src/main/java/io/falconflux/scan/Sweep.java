package io.falconflux.scan;

import io.falconflux.flow.OnDemand;
import io.falconflux.scan.Position.Phase;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * A pass by a time, through any number of windows.
 *
 * <p>Pages are fetched as one ordered stream of tasks across windows, so that order costs no parallelism, and checked in that
 * order by one thread at a time ({@link Seams}). Where a check fails, what was fetched ahead is dropped and a new <em>leg</em>
 * begins at the frontier, the second from which on rows may be missing; rows that come again are dropped by the ledger. A
 * second that pages cannot pass, or that three legs in a row did not pass, is listed on its own as a {@link Storm}.
 *
 * <p>State: what is left of the range and of the rows, and how the leg ended. It is touched only by the check and between legs, which never
 * overlap.
 */
final class Sweep<T> implements Pass<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int FRUITLESS_LEGS = 3;

    private static final int PATIENCE = 8;
    private static final int PATIENCE_WITH_CHANGES = 40;

    private final Scope<T> scope;
    private final Order order;
    private final Phase phase;
    private final CatchUp catchUp;

    private Selection base;
    private Range left;
    private Seams<T> seams;
    private @Nullable Instant storm;
    private Predicate<String> knows = id -> false;
    private boolean begun;
    private boolean over;
    private boolean settled;
    private int fruitless;

    /** Sweeps a range of the order's key. */
    Sweep(Scope<T> scope, Selection base, Order order, Range range, Phase phase) {
        this(scope, base, order, range, phase, phase == Phase.CHANGES ? PATIENCE_WITH_CHANGES : PATIENCE);
    }

    /** Sweeps a range of the order's key; rows that come in at its end need not come to an end. */
    Sweep(Scope<T> scope, Selection base, Order order, Range range, Phase phase, int patience) {
        this.scope = scope;
        this.base = base;
        this.order = order;
        this.left = range;
        this.phase = phase;
        this.catchUp = new CatchUp(patience);
        this.seams = new Seams<>(scope, order, range, phase, catchUp);
    }

    @Override
    public Flux<Batch<T>> batches() {
        return Flux.<Boolean>generate(sink -> {
                    if (over) {
                        sink.complete();
                    } else {
                        sink.next(true);
                    }
                })
                .concatMap(more -> OnDemand.defer(this::leg), 0);
    }

    private Flux<Batch<T>> leg() {
        Instant time = storm;
        if (time != null) {
            return storm(time);
        }
        if (Order.empty(left)) {
            over = true;
            return Flux.empty();
        }
        Predicate<String> before = seams::showed;
        knows = phase == Phase.CHANGES ? before : id -> false;
        seams = new Seams<>(scope, order, left, phase, catchUp);
        return Flux.concat(
                alone(), OnDemand.defer(() -> narrows(seams.lastPage()) ? heeded() : rest(seams.lastPage())));
    }

    /** What follows a first page by ranges, which are heeded or not; pages that need no range are on their way until that is known. */
    private Flux<Batch<T>> heeded() {
        Fetched<T> first = seams.lastPage();
        Mono<Void> heeds = scope.reach().canary().listen(scope.fetcher(), base, order);
        boolean ends = phase == Phase.CHANGES || seams.broken() || seams.tooTied();
        if (ends || limitLiesIn(first) || scope.concurrency() == 1) {
            return heeds.thenMany(OnDemand.defer(() -> rest(first)));
        }
        Planner<T> planner = planner(first);
        Mono<Window> planned = Mono.zip(heeds.thenReturn(true), planner.next(), (heeded, window) -> window);
        Begun begun = begun(first);
        List<PageTask> opening = Tasks.opening(left, begun, selection(left), scope);
        Begun further = opening.isEmpty()
                ? begun
                : begun.upTo(opening.get(opening.size() - 1).end());
        Flux<Window> windows = planned.concatWith(Flux.defer(planner::windows));
        return pages(Flux.mergeSequential(List.of(Flux.fromIterable(opening), tasks(windows, further)), 2, 1));
    }

    /** Tells whether what follows a first page is sought by ranges of the key. */
    private boolean narrows(Fetched<T> first) {
        return first.full()
                && (!left.equals(Range.ALL)
                        || !limitLiesIn(first) && hint(first) > scope.reach().stride());
    }

    private Selection selection(Range range) {
        if (!range.equals(Range.ALL)) {
            scope.tally().narrowed();
        }
        return range.of(base, order.key()).sortedBy(order.sort());
    }

    /** The first page of a leg comes alone: whoever wants no more than it holds pays for no more. */
    private Flux<Batch<T>> alone() {
        long wanted = scope.wanted().getAsLong();
        int limit = (int) Math.max(1, Math.min(scope.fetcher().pageSize(), wanted));
        Window window = Window.unknown(left);
        PageTask task = new PageTask(window, selection(left), 0, limit, 0, false);
        Fetcher<T> fetcher = phase == Phase.CHANGES && !begun ? scope.fetcher().expectingNothing() : scope.fetcher();
        begun = true;
        return new FirstPage<>(fetcher, order.property(), order.begin(left) == null, knows)
                .of(task)
                .map(this::timed)
                .map(page -> {
                    if (phase == Phase.MAIN) {
                        scope.tally().total(page.total());
                    }
                    return seams.accept(page);
                })
                .flux();
    }

    private Flux<Batch<T>> rest(Fetched<T> first) {
        return phase == Phase.CHANGES ? catchUp(first) : rest(first, windows(first));
    }

    private Flux<Batch<T>> rest(Fetched<T> first, Flux<Window> windows) {
        if (seams.broken()) {
            return ended(seams.end());
        }
        if (first.full() && seams.tooTied()) {
            return ended(seams.storm());
        }
        return pages(tasks(windows, begun(first)));
    }

    private Begun begun(Fetched<T> first) {
        return Begun.with(first, scope.wanted().getAsLong());
    }

    private Flux<PageTask> tasks(Flux<Window> windows, Begun begun) {
        return windows.concatMap(window -> Tasks.of(window, begun, selection(window.range()), scope), 1);
    }

    private Flux<Batch<T>> pages(Flux<PageTask> tasks) {
        return inOrder(tasks)
                .transform(pages -> OnDemand.concatMap(pages, this::keyed))
                .handle(this::check)
                .takeUntil(batch -> seams.broken())
                .concatWith(Flux.defer(() -> ended(seams.end())));
    }

    /**
     * Changed rows leave the range that is read and appear at its end, so that offsets shift with every change; a pass through
     * changes goes from key to key, one page a leg. A page that is not full held whatever lay ahead when it was listed.
     */
    private Flux<Batch<T>> catchUp(Fetched<T> page) {
        if (!page.full() || catchUp.reachedEnd(page.hadRoom())) {
            over = true;
            return Flux.empty();
        }
        return ended(seams.broken() ? seams.end() : seams.goOn());
    }

    private Flux<Window> windows(Fetched<T> first) {
        if (first.full() && limitLiesIn(first)) {
            return Flux.just(Window.unknown(left)); // nothing to plan
        }
        return planner(first).windows();
    }

    private Planner<T> planner(Fetched<T> first) {
        return new Planner<>(scope.fetcher(), base, order, scope.reach(), left, hint(first));
    }

    private static long hint(Fetched<?> first) {
        return Math.max(first.total(), first.ids().size());
    }

    /** Tells whether the rows that the caller still wants lie within reach of offsets. */
    private boolean limitLiesIn(Fetched<T> first) {
        long wanted = scope.wanted().getAsLong();
        return wanted <= Long.MAX_VALUE / 2
                && first.ids().size() + wanted
                        <= Math.min(hint(first), scope.reach().stride());
    }

    private Flux<Fetched<T>> inOrder(Flux<PageTask> tasks) {
        return scope.concurrency() == 1
                ? tasks.concatMap(task -> OnDemand.defer(() -> fetch(task).flux()), 0)
                : tasks.flatMapSequential(this::fetch, scope.concurrency(), 1);
    }

    private Mono<Fetched<T>> fetch(PageTask task) {
        return task.window().storm() == null
                ? scope.fetcher().fetch(task).map(this::timed)
                : Mono.just(Fetched.nothing(task));
    }

    private Fetched<T> timed(Fetched<T> page) {
        return page.timed(row -> scope.fetcher().source().keys().time(row, order.property()));
    }

    /** Pages of bare ids tell nothing about rows that tie; where two of them do not show the same, some rows are asked for theirs. */
    private Mono<Fetched<T>> keyed(Fetched<T> page) {
        List<String> ids = seams.unkeyed(page);
        return ids.isEmpty()
                ? Mono.just(page)
                : scope.fetcher()
                        .values(ids, order.property())
                        .doOnNext(keys -> seams.tell(page, ids, keys))
                        .thenReturn(page);
    }

    private void check(Fetched<T> page, SynchronousSink<Batch<T>> sink) {
        if (seams.joins(page)) {
            sink.next(seams.accept(page));
        } else {
            scope.stragglers()
                    .glimpse(page.ids(), order.key(), page.task().window().range());
            sink.complete();
        }
    }

    /** Decides what follows a leg. */
    private Flux<Batch<T>> ended(Seams.End end) {
        switch (end.kind()) {
            case DONE -> over = true;
            case STORM -> storm = end.time();
            case OUTRUN -> outrun(end.time());
            case SEEK -> {
                return Mono.justOrEmpty(end.time())
                        .switchIfEmpty(seams.vote())
                        .doOnNext(this::seek)
                        .switchIfEmpty(Mono.fromRunnable(this::lost))
                        .thenMany(Flux.empty());
            }
            default -> throw new IllegalStateException();
        }
        return Flux.empty();
    }

    /**
     * Rows come in faster than they can be read. Those that were there when the scan began can be told from them by what has not
     * changed since, and come to an end; the others are left to the pass through changes. Where nothing tells them apart, or in
     * that pass itself, a row escapes only if it changes again and again, always just ahead of the reader.
     */
    private void outrun(@Nullable Instant frontier) {
        String changeKey = scope.fetcher().source().facts().changeKey();
        if (phase != Phase.CHANGES && changeKey != null && !settled) {
            settled = true;
            base = base.and(Clauses.before(changeKey, scope.since().get()));
            left = frontier == null ? left : order.from(left, frontier);
            scope.tally().settled();
            return;
        }
        over = true;
        scope.tally()
                .cutShort("rows come in or change faster than they can be read; of those after " + frontier
                        + " some may be missing");
    }

    private void seek(Instant frontier) {
        boolean advanced = order.advances(left, frontier);
        fruitless = advanced ? 0 : fruitless + 1;
        LOG.debug("Going on at {} after a leg that ended early ({} without progress)", frontier, fruitless);
        left = order.from(left, frontier);
        if (fruitless >= FRUITLESS_LEGS || fruitless > 0 && phase == Phase.CHANGES) {
            storm = frontier;
        }
    }

    /** No row told how far the pass is: rows that lack the key may stand before all others, so leave them to the residual. */
    private void lost() {
        if (left.equals(Range.ALL)) {
            left = new Range(Instant.EPOCH, null);
        } else if (++fruitless >= FRUITLESS_LEGS) {
            over = true;
            if (seams.sawRows() && seams.lastPage().full()) {
                scope.tally().cutShort("no row tells its " + order.property() + ", so pages could not be joined");
            }
        }
    }

    private Flux<Batch<T>> storm(Instant time) {
        scope.tally().window();
        Position position = Position.at(phase).withFrontier(Order.cut(time));
        return Storm.of(scope, base, order, time, position).batches().concatWith(Flux.defer(() -> {
            left = order.behind(left, time);
            storm = null;
            fruitless = 0;
            return Flux.empty();
        }));
    }
}
