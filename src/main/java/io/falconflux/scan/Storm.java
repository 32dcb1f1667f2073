package io.falconflux.scan;

import io.falconflux.error.RefusedException;
import io.falconflux.flow.OnDemand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rows that tie: all of one second when they are too many for pages to join, or all that lack the key of the order. They are
 * divided by their time to the nanosecond, and then by further properties, until each part fits one request, since only a set
 * listed in one request is immune to ties in another order at every request. What nothing divides is listed again and again, and
 * the report says so.
 */
final class Storm<T> implements Pass<T> {

    private final Scope<T> scope;
    private final Selection tied;
    private final Order order;
    private final Range range;
    private final Position position;
    private final String what;
    private final int timeless;
    private boolean preferred;
    private final List<Divider> dividers;

    private Storm(
            Scope<T> scope, Selection tied, Order order, Range range, Position position, String what, int timeless) {
        this.scope = scope;
        this.tied = tied;
        this.order = order;
        this.range = range;
        this.position = position;
        this.what = what;
        this.timeless = timeless;
        this.dividers = dividers(scope.fetcher().source().facts());
    }

    /** All rows of the second that a time lies in. */
    static <T> Storm<T> of(Scope<T> scope, Selection base, Order order, Instant time, Position position) {
        Range second = Order.second(time);
        Selection tied = second.of(base, order.key()).sortedBy(order.sort());
        return new Storm<>(scope, tied, order, second, position, "share the instant " + time, 0);
    }

    /** All rows that lack the key of an order. */
    static <T> Storm<T> lacking(Scope<T> scope, Selection base, Order order, Position position) {
        Selection tied = base.and(Clauses.lacks(order.key())).sortedBy(order.sort());
        return new Storm<>(scope, tied, order, Range.ALL, position, "lack " + order.property(), 1);
    }

    /** The time first; then numbers that are sorted by, and other times; then known values, text, and what is only ordered. */
    private List<Divider> dividers(CollectionFacts facts) {
        List<Divider> all = new ArrayList<>();
        all.add(time(order.key(), order.property()));
        facts.dividers().stream().filter(d -> walkable(d) && !d.quoted()).forEach(all::add);
        facts.timeKeys().stream()
                .filter(key -> !key.name().equals(order.key()))
                .forEach(key -> all.add(time(key.name(), key.name())));
        facts.dividers().stream()
                .filter(d -> !d.ordered() && !d.values().isEmpty())
                .forEach(all::add);
        facts.dividers().stream().filter(d -> walkable(d) && d.quoted()).forEach(all::add);
        facts.dividers().stream()
                .filter(d -> d.ordered() && d.sortName() == null)
                .forEach(all::add);
        return all;
    }

    private static Divider time(String key, String property) {
        return new Divider(key, key, property, true, true, List.of());
    }

    /** Tells whether a property is a time, which is never compared for equality: a service may take that for a match of text. */
    boolean isTime(Divider divider) {
        return divider.filterName().equals(order.key())
                || scope.fetcher().source().facts().timeKeys().stream()
                        .anyMatch(key -> key.name().equals(divider.filterName()));
    }

    /** Puts what the rows of a page differ in before what they do not, as far as a page shows it. */
    private void prefer(Fetched<T> page) {
        if (preferred || !scope.fetcher().source().keys().known()) {
            return;
        }
        preferred = true;
        List<Divider> others = dividers.subList(1, dividers.size());
        Map<Boolean, List<Divider>> differing =
                others.stream().collect(Collectors.partitioningBy(divider -> values(page, divider) > 1));
        others.clear();
        dividers.addAll(differing.get(true));
        dividers.addAll(differing.get(false));
    }

    private long values(Fetched<T> page, Divider divider) {
        RowKeys<T> keys = scope.fetcher().source().keys();
        return page.ids().stream()
                .map(page::row)
                .filter(Objects::nonNull)
                .map(row -> String.valueOf(keys.value(row, divider.property())))
                .distinct()
                .limit(2)
                .count();
    }

    private static boolean walkable(Divider divider) {
        return divider.ordered() && divider.sortName() != null;
    }

    @Override
    public Flux<Batch<T>> batches() {
        return scope.reach()
                .canary()
                .listen(scope.fetcher(), tied, order)
                .thenMany(OnDemand.defer(() -> part(tied, timeless)));
    }

    /** Lists a part: at once if it fits a page, else divided by the next property. */
    Flux<Batch<T>> part(Selection selection, int depth) {
        boolean anyLack = depth == 1 && depth == timeless;
        Fetcher<T> fetcher = anyLack ? scope.fetcher().expectingNothing() : scope.fetcher();
        PageTask task = task(selection, 0, fetcher.pageSize());
        Mono<Fetched<T>> first = depth == 0 ? first(selection, order.property()) : fetcher.fetch(task);
        return first.flatMapMany(page -> {
            if (!page.full()) {
                return Flux.just(batch(page));
            }
            scope.stragglers().glimpse(page.ids(), order.key(), range);
            return divided(selection, page, depth);
        });
    }

    /** Gets a page; a short one is believed when its rest was asked for and nothing came. */
    Mono<Fetched<T>> page(Selection selection, long offset, int limit) {
        return scope.fetcher().fetch(task(selection, offset, limit));
    }

    /** Gets the first page of a walk by a property, which goes on behind what the page shows. */
    Mono<Fetched<T>> first(Selection selection, String property) {
        PageTask task = task(selection, 0, scope.fetcher().pageSize());
        return new FirstPage<>(scope.fetcher(), property, false, id -> false).of(task);
    }

    private PageTask task(Selection selection, long offset, int limit) {
        return new PageTask(Window.unknown(range), selection, offset, limit, 0, false);
    }

    Batch<T> batch(Fetched<T> page) {
        scope.stragglers().add(page.missing(), order.key(), range);
        scope.stragglers().glimpse(page.glimpsed(), order.key(), range);
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

    /** Returns what the rows have in common, such as {@code share the instant 2024-01-01T00:00:00Z}. */
    String what() {
        return what;
    }

    /** Divides a part, whose first page is at hand, by a property; a property that the service refuses is passed over. */
    Flux<Batch<T>> divided(Selection selection, Fetched<T> page, int depth) {
        if (depth > 0) {
            prefer(page);
        }
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
                .concatMap(clause -> OnDemand.defer(() -> part(selection.and(clause), depth + 1)), 0)
                .doOnNext(batch -> found.addAll(batch.ids()));
        return known.concatWith(OnDemand.defer(() -> others(selection, found.size(), page.total())
                .flatMapMany(more -> more ? divided(selection, page, depth + 1) : Flux.empty())));
    }

    /** Tells whether a part has more rows than those of the known values; the service's count alone is no proof of that. */
    private Mono<Boolean> others(Selection selection, int known, long total) {
        if (known < total || known >= scope.reach().cap()) {
            return Mono.just(known < total);
        }
        return scope.fetcher().list(selection, known, 1).map(page -> !page.ids().isEmpty());
    }
}
