package io.falconflux.scan;

import io.falconflux.error.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All rows of one second, when they are too many for pages to join: divided by their time to the nanosecond, and then by
 * further properties, until each part fits one request, since only a set listed in one request is immune to ties in another
 * order at every request. What nothing divides is listed again and again, and the report says so.
 */
final class Storm<T> implements Pass<T> {

    private final Scope<T> scope;
    private final Selection second;
    private final Order order;
    private final Instant time;
    private final Position position;
    private final List<Divider> dividers;

    Storm(Scope<T> scope, Selection base, Order order, Instant time, Position position) {
        this.scope = scope;
        this.second = Order.second(time).of(base, order.key()).sortedBy(order.sort());
        this.order = order;
        this.time = time;
        this.position = position;
        this.dividers = dividers(scope.fetcher().source().facts());
    }

    /** The time first; then what is ordered and sorted, numbers before text; then known values; then what is only ordered. */
    private List<Divider> dividers(CollectionFacts facts) {
        List<Divider> all = new ArrayList<>();
        all.add(new Divider(order.key(), order.key(), order.property(), true, true, List.of()));
        facts.dividers().stream().filter(d -> walkable(d) && !d.quoted()).forEach(all::add);
        facts.dividers().stream()
                .filter(d -> !d.ordered() && !d.values().isEmpty())
                .forEach(all::add);
        facts.dividers().stream().filter(d -> walkable(d) && d.quoted()).forEach(all::add);
        facts.dividers().stream()
                .filter(d -> d.ordered() && d.sortName() == null)
                .forEach(all::add);
        return all;
    }

    private static boolean walkable(Divider divider) {
        return divider.ordered() && divider.sortName() != null;
    }

    @Override
    public Flux<Batch<T>> batches() {
        return Pass.onDemand(() -> part(second, 0));
    }

    /** Lists a part: at once if it fits a page, else divided by the next property. */
    Flux<Batch<T>> part(Selection selection, int depth) {
        return page(selection, 0, scope.fetcher().pageSize())
                .flatMapMany(page -> page.full() ? divided(selection, page, depth) : Flux.just(batch(page)));
    }

    /** Gets a page; a short one is believed when its rest was asked for and nothing came. */
    Mono<Fetched<T>> page(Selection selection, long offset, int limit) {
        Window window = Window.unknown(Order.second(time));
        return scope.fetcher().fetch(new PageTask(window, selection, offset, limit, 0, false));
    }

    Batch<T> batch(Fetched<T> page) {
        scope.stragglers().add(page.missing(), Order.second(time));
        return page.batch(position, position.phase() != Position.Phase.MAIN, scope.stragglers()::contains);
    }

    /** Returns the values that some rows of a page have, in order; bare ids have none, and are asked for theirs. */
    Mono<List<String>> values(Fetched<T> page, List<String> ids, Divider divider) {
        return scope.fetcher()
                .values(page, ids, divider.property())
                .map(values ->
                        values.values().stream().sorted(Values.of(divider)).toList());
    }

    Scope<T> scope() {
        return scope;
    }

    Order order() {
        return order;
    }

    Instant time() {
        return time;
    }

    /** Divides a part, whose first page is at hand, by a property; a property that the service refuses is passed over. */
    Flux<Batch<T>> divided(Selection selection, Fetched<T> page, int depth) {
        if (depth == dividers.size()) {
            return new StormUnions<>(this, selection, page).batches();
        }
        return dividedBy(dividers.get(depth), selection, page, depth)
                .onErrorResume(
                        error -> depth > 0 && error instanceof RefusedException refused && refused.status() == 400,
                        error -> divided(selection, page, depth + 1));
    }

    private Flux<Batch<T>> dividedBy(Divider divider, Selection selection, Fetched<T> page, int depth) {
        if (walkable(divider)) {
            return new StormWalk<>(this, selection, divider, depth, page).batches();
        }
        return divider.ordered()
                ? new StormBisection<>(this, selection, divider, depth).batches(page)
                : byValue(divider, selection, page, depth);
    }

    private Flux<Batch<T>> byValue(Divider divider, Selection selection, Fetched<T> page, int depth) {
        Set<String> found = new HashSet<>();
        Flux<Batch<T>> known = Flux.fromIterable(divider.values())
                .map(value -> Clauses.compare(divider.filterName(), "", value, divider.quoted()))
                .concatWithValues(Clauses.lacks(divider.filterName()))
                .concatMap(clause -> Pass.onDemand(() -> part(selection.and(clause), depth + 1)), 0)
                .doOnNext(batch -> found.addAll(batch.ids()));
        return known.concatWith(
                Pass.onDemand(() -> found.size() >= page.total() ? Flux.empty() : divided(selection, page, depth + 1)));
    }
}
