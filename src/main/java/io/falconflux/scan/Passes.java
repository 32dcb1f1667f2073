package io.falconflux.scan;

import io.falconflux.error.RefusedException;
import io.falconflux.flow.OnDemand;
import io.falconflux.scan.Position.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * The passes of one subscription, in their order: the rows as they were asked for, the rows that have no place in that order,
 * the rows that changed meanwhile, and the rows that did not come.
 */
final class Passes<T> {

    private final Source<T> source;
    private final Plan plan;
    private final Selection base;
    private final Tally tally;
    private final Scope<T> scope;
    private final Scheduler clock;

    Passes(Source<T> source, Plan plan, ScanQuery query, Tally tally, Scope<T> scope, Scheduler clock) {
        this.source = source;
        this.plan = plan;
        this.base = new Selection(query.filter(), plan.order().sort());
        this.tally = tally;
        this.scope = scope;
        this.clock = clock;
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
                        OnDemand.defer(() -> new Settling<>(scope, base, plan.order(), clock).batches()));
            case DONE -> Flux.empty();
        };
    }

    private Flux<Batch<T>> main(Position at) {
        if (source instanceof Source.Chained<T> chained) {
            return chain(chained, base, plan.order(), at);
        }
        String rankSort = plan.rankSort();
        if (rankSort == null) {
            return sweep(base, plan.order(), at);
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

    /** The first row must have been delivered; a first page that began too far behind leaves no other trace. */
    private Flux<Batch<T>> head() {
        if (source instanceof Source.Chained || plan.rankSort() != null || tally.rows() == 0) {
            return Flux.empty();
        }
        return scope.fetcher().list(base, 0, 1).flatMapMany(page -> {
            boolean delivered = page.ids().stream().allMatch(scope.delivered());
            return delivered
                    ? Flux.empty()
                    : scope.fetcher()
                            .fetch(new PageTask(
                                    Window.unknown(Range.ALL),
                                    base,
                                    0,
                                    scope.fetcher().pageSize(),
                                    0,
                                    false))
                            .map(first -> first.batch(Position.at(Phase.RESIDUAL), true, id -> false))
                            .flux();
        });
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
