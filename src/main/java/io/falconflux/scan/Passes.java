package io.falconflux.scan;

import io.falconflux.error.RefusedException;
import io.falconflux.flow.OnDemand;
import io.falconflux.scan.Position.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * The passes of one subscription, in their order: the rows as they were asked for, the rows that have no place in that order,
 * the rows that changed meanwhile, and the rows that did not come.
 */
final class Passes<T> {

    /** How many rows may say when the first one was; one of them may have moved since it was listed. */
    private static final int FIRST = 5;

    private final Source<T> source;
    private final Plan plan;
    private final Selection base;
    private final Tally tally;
    private final Scope<T> scope;
    private final Scheduler clock;
    private final boolean remembers;
    private @Nullable Instant first;

    /**
     * Prepares the passes of a subscription.
     *
     * @param remembers whether everything that was delivered is known, also by those that went before a resume
     */
    Passes(
            Source<T> source,
            Plan plan,
            ScanQuery query,
            Tally tally,
            Scope<T> scope,
            Scheduler clock,
            boolean remembers) {
        this.source = source;
        this.plan = plan;
        this.base = new Selection(query.filter(), plan.order().sort());
        this.tally = tally;
        this.scope = scope;
        this.clock = clock;
        this.remembers = remembers;
    }

    /** Returns everything from a position on. */
    Flux<Batch<T>> from(Position start) {
        List<Flux<Batch<T>>> all = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            if (phase.compareTo(start.phase()) >= 0 && phase != Phase.DONE) {
                Position at = phase == start.phase() ? start : Position.at(phase);
                all.add(OnDemand.defer(() -> pass(at)));
            }
        }
        return Flux.concat(all);
    }

    private Flux<Batch<T>> pass(Position at) {
        return switch (at.phase()) {
            case MAIN -> main(at);
            case RESIDUAL ->
                scope.concurrency() == 1
                        ? Flux.concat(head(), residual())
                        : Flux.mergeSequential(List.of(head(), residual()), 2, 1);
            case CHANGES -> changes(at);
            case STRAGGLERS ->
                Flux.concat(
                        new Glimpsed<>(scope, base, plan.order()).batches(),
                        OnDemand.defer(() -> new Settling<>(scope, base, plan.order(), clock).batches()),
                        OnDemand.defer(() -> new Glimpsed<>(scope, base, plan.order()).batches()));
            case DONE -> Flux.empty();
        };
    }

    private Flux<Batch<T>> main(Position at) {
        if (source instanceof Source.Chained<T> chained) {
            return chain(chained, base, plan.order(), at);
        }
        String rankSort = plan.rankSort();
        if (rankSort == null) {
            Flux<Batch<T>> all = sweep(base, plan.order(), at);
            return at.frontier() == null ? all.doOnNext(this::noteFirst) : all;
        }
        boolean begins = at.frontier() == null;
        Flux<Batch<T>> ranked = new RankPass<>(scope, base.sortedBy(rankSort), Position.at(Phase.MAIN)).batches();
        Flux<Batch<T>> hidden =
                OnDemand.defer(() -> sweep(base, plan.order(), at).map(Batch::asLate));
        return begins ? Flux.concat(ranked, hidden) : hidden;
    }

    private Flux<Batch<T>> sweep(Selection selection, Order order, Position at) {
        Instant frontier = at.frontier();
        Range range = frontier == null ? Range.ALL : order.from(Range.ALL, frontier);
        return new Sweep<>(scope, selection, order, range, at.phase()).batches();
    }

    /**
     * Nothing may lie before the first row that came: a first page that began too far behind leaves no other trace. One answer may be
     * false, so it is asked for in more than one way where there was more than a page; what is shown that was not delivered is read at the end.
     */
    private Flux<Batch<T>> head() {
        boolean known = remembers || first != null;
        if (source instanceof Source.Chained || plan.rankSort() != null || tally.rows() == 0 || !known) {
            return Flux.empty();
        }
        Order order = plan.order();
        List<Selection> ways = new ArrayList<>(List.of(base));
        Instant time = first;
        if (time != null && tally.rows() > scope.fetcher().pageSize()) {
            Selection before = order.upTo(Range.ALL, time).of(base, order.key());
            ways.add(before.sortedBy(order.sort()));
            ways.add(before.sortedBy(order.reversed()));
        }
        Fetcher<T> fetcher = scope.fetcher();
        int size = Math.max(1, fetcher.pageSize() / 2);
        return Flux.fromIterable(ways)
                .flatMapSequential(way -> fetcher.list(way, 0, size), fetcher.atOnce(), 1)
                .doOnNext(page -> scope.stragglers()
                        .glimpse(
                                page.ids().stream()
                                        .filter(scope.delivered().negate())
                                        .toList(),
                                order.key(),
                                Range.ALL))
                .thenMany(Flux.empty());
    }

    private void noteFirst(Batch<T> batch) {
        if (first == null) {
            first = batch.rows().stream()
                    .limit(FIRST)
                    .map(row -> source.keys().time(row, plan.order().property()))
                    .filter(Objects::nonNull)
                    .reduce((one, other) -> plan.order().later(one, other).equals(one) ? other : one)
                    .orElse(null);
        }
    }

    /** Rows without a key fall in no range of it. */
    private Flux<Batch<T>> residual() {
        if (source instanceof Source.Chained) {
            return Flux.empty();
        }
        String changeKey = source.facts().changeKey();
        Flux<Batch<T>> unordered = tally.isNarrowed() ? without(plan.order()) : Flux.empty();
        Flux<Batch<T>> unchanging = OnDemand.defer(() -> changeKey != null && tally.isSettled()
                ? without(new Order(changeKey, changeKey, true, false))
                : Flux.empty());
        return Flux.concat(unordered, unchanging);
    }

    /** They all tie in its order; another time puts them in one, as far as they have that. */
    private Flux<Batch<T>> without(Order order) {
        Position at = Position.at(Phase.RESIDUAL);
        Order other = Order.of(source.facts().defaultKey(), true);
        Selection timeless = base.and(Clauses.lacks(order.key()));
        Flux<Batch<T>> rows = other.key().equals(order.key())
                ? Storm.lacking(scope, base, order, at).batches()
                : Flux.concat(
                        sweep(timeless.sortedBy(other.sort()), other, at),
                        OnDemand.defer(
                                () -> Storm.lacking(scope, timeless, other, at).batches()));
        return rows.onErrorResume(
                error -> error instanceof RefusedException refused && refused.status() == 400,
                error -> Flux.empty()); // the service knows no rows without it
    }

    /** Rows that changed since the scan began may have slipped behind it; in the order of changes rows only move forward. */
    private Flux<Batch<T>> changes(Position at) {
        String key = source.facts().changeKey();
        if (key == null) {
            return Flux.empty();
        }
        Order order = new Order(key, key, true, true);
        Selection selection = base.sortedBy(order.sort());
        tally.changesListed();
        Position from = at.frontier() == null ? at.withFrontier(scope.since().get()) : at;
        if (source instanceof Source.Chained<T> chained) {
            return chain(chained, selection, order, from);
        }
        Afterlook<T> afterlook = new Afterlook<>(scope, selection, order, clock);
        Flux<Batch<T>> changed = Flux.concat(
                sweep(selection, order, from).doOnNext(afterlook::saw),
                OnDemand.defer(() -> afterlook.look().thenMany(Flux.empty())));
        return changed.onErrorResume(Canary.PassedOver.class, error -> {
            tally.cutShort(String.valueOf(error.getMessage()));
            return Flux.empty();
        });
    }

    private Flux<Batch<T>> chain(Source.Chained<T> chained, Selection selection, Order order, Position at) {
        return new ChainPass<>(chained, tally, scope.stragglers(), selection, order, at).batches();
    }
}
