package io.falconflux.scan;

import io.falconflux.flow.OnDemand;
import io.falconflux.scan.Stragglers.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What becomes of rows of which there was only a glimpse: an answer showed them that was not taken for the page, since another
 * one contradicted it, and no page had them after that. Replicas of a service that are not equally far do that. They are read by id;
 * those that lie where they were glimpsed are delivered, the others were deleted, or moved and were listed where they are now, or
 * were never an answer to this question. Glimpses are not part of a checkpoint.
 */
final class Glimpsed<T> {

    private static final Position AT_END = Position.at(Position.Phase.STRAGGLERS);

    private final Scope<T> scope;
    private final Selection base;
    private final Order order;

    Glimpsed(Scope<T> scope, Selection base, Order order) {
        this.scope = scope;
        this.base = base;
        this.order = order;
    }

    /** Returns the rows that were glimpsed and not delivered. */
    Flux<Batch<T>> batches() {
        return OnDemand.concatMap(Flux.defer(() -> Flux.fromIterable(parts())), this::batch);
    }

    private List<Group> parts() {
        int size = scope.fetcher().pageSize();
        List<Group> parts = new ArrayList<>();
        for (Group group : scope.stragglers().glimpses()) {
            List<String> ids = group.ids().stream()
                    .filter(id ->
                            !scope.delivered().test(id) && !scope.stragglers().contains(id))
                    .toList();
            for (int from = 0; from < ids.size(); from += size) {
                List<String> some = List.copyOf(ids.subList(from, Math.min(ids.size(), from + size)));
                parts.add(new Group(some, group.key() == null ? order.key() : group.key(), group.range()));
            }
        }
        return parts;
    }

    private Flux<Batch<T>> batch(Group part) {
        return scope.fetcher().source().facts().hydrateMax() == 0
                ? listed(part)
                : scope.fetcher()
                        .entities(part.ids())
                        .map(rows -> batch(part.ids(), within(part, rows)))
                        .flux();
    }

    private Map<String, T> within(Group part, Map<String, T> rows) {
        Map<String, T> some = new LinkedHashMap<>();
        rows.forEach((id, row) -> {
            if (within(part, scope.fetcher().source().keys().time(row, String.valueOf(part.key())))) {
                some.put(id, row);
            }
        });
        return some;
    }

    private static boolean within(Group part, @Nullable Instant time) {
        return part.range().equals(Range.ALL) || time != null && part.range().contains(time);
    }

    /** Rows that cannot be read by id are listed again, each in the second of its time, or where it was glimpsed. */
    private Flux<Batch<T>> listed(Group part) {
        String key = String.valueOf(part.key());
        return scope.fetcher().values(part.ids(), key).flatMapMany(values -> {
            Map<Range, Set<String>> seconds = new LinkedHashMap<>();
            values.forEach((id, value) -> {
                Instant time = Values.time(value);
                if (time != null && within(part, time)) {
                    seconds.computeIfAbsent(Order.second(time), second -> new LinkedHashSet<>())
                            .add(id);
                }
            });
            Set<String> others = new LinkedHashSet<>(part.ids());
            others.removeAll(values.keySet());
            if (!others.isEmpty() && scope.fetcher().source().keys().known()) { // no call tells the time of a whole row
                seconds.computeIfAbsent(part.range(), range -> new LinkedHashSet<>())
                        .addAll(others);
            }
            return Flux.fromIterable(seconds.entrySet())
                    .concatMap(second -> relisted(second.getKey(), key, second.getValue()), 0);
        });
    }

    private Mono<Batch<T>> relisted(Range second, String key, Set<String> ids) {
        Order by = key.equals(order.key()) ? order : new Order(key, key, true, true);
        return new Relisting<>(scope, base, second, by, ids).rows().map(rows -> batch(List.copyOf(ids), rows));
    }

    private Batch<T> batch(List<String> ids, Map<String, T> rows) {
        List<String> came = ids.stream().filter(rows::containsKey).toList();
        List<T> some = new ArrayList<>(came.size());
        came.forEach(id -> some.add(rows.get(id)));
        return new Batch<>(came, some, 0, AT_END, true);
    }
}
