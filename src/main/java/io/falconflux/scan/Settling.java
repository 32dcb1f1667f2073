package io.falconflux.scan;

import io.falconflux.flow.OnDemand;
import io.falconflux.scan.Stragglers.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What becomes of the rows that were listed but did not come. They are asked for again; those that still do not come are listed
 * again where they were. An id that the service no longer lists has vanished, which is fine. The others are asked for a few times
 * more, with pauses, since an entity may lag behind its index by seconds; what is listed even then is missing.
 *
 * <p>State: the ids that are open, touched by one step at a time.
 */
final class Settling<T> {

    private static final List<Duration> PAUSES = List.of(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4));

    private static final Position AT_END = Position.at(Position.Phase.STRAGGLERS);

    private final Scope<T> scope;
    private final Selection base;
    private final Order order;
    private final Scheduler clock;
    private final Map<String, Set<Place>> open = new LinkedHashMap<>();

    Settling(Scope<T> scope, Selection base, Order order, Scheduler clock) {
        this.scope = scope;
        this.base = base;
        this.order = order;
        this.clock = clock;
        for (Group group : scope.stragglers().groups()) {
            Place place = new Place(group.key() == null ? order.key() : group.key(), group.range());
            for (String id : group.ids()) {
                if (!scope.delivered().test(id)) {
                    open.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(place);
                }
            }
        }
    }

    /**
     * Where ids were listed.
     *
     * @param key the time by which
     * @param range the range of it
     */
    private record Place(String key, Range range) {}

    /** Returns the rows that come after all, and notes the fate of the others. */
    Flux<Batch<T>> batches() {
        return Flux.concat(
                OnDemand.defer(this::ask),
                OnDemand.defer(this::look),
                Flux.fromIterable(PAUSES).concatMap(this::patiently, 0),
                OnDemand.defer(this::look),
                Flux.defer(this::giveUp));
    }

    private Flux<Batch<T>> patiently(Duration pause) {
        return open.isEmpty() ? Flux.empty() : Mono.delay(pause, clock).thenMany(OnDemand.defer(this::ask));
    }

    private Flux<Batch<T>> ask() {
        List<String> ids = List.copyOf(open.keySet());
        int size = Math.max(1, scope.fetcher().source().facts().hydrateMax());
        return OnDemand.concatMap(
                Flux.range(0, (ids.size() + size - 1) / size),
                chunk -> rows(ids.subList(chunk * size, Math.min(ids.size(), (chunk + 1) * size))));
    }

    private Mono<Batch<T>> rows(List<String> ids) {
        return scope.fetcher().entities(ids).map(rows -> {
            List<String> came = ids.stream().filter(rows::containsKey).toList();
            List<T> some = new ArrayList<>(came.size());
            came.forEach(id -> some.add(rows.get(id)));
            came.forEach(open::remove);
            return new Batch<>(came, some, 0, AT_END, true);
        });
    }

    /** Notes which ids the service no longer lists where they were. */
    private Flux<Batch<T>> look() {
        Map<Place, Set<String>> where = new LinkedHashMap<>();
        open.forEach((id, places) -> places.forEach(
                place -> where.computeIfAbsent(place, key -> new HashSet<>()).add(id)));
        Set<String> listed = new HashSet<>();
        return Flux.fromIterable(where.entrySet())
                .concatMap(entry -> relisting(entry.getKey(), entry.getValue()).stillListed(), 0)
                .doOnNext(listed::addAll)
                .thenMany(Flux.defer(() -> moved(listed).doOnNext(listed::addAll)))
                .thenMany(Flux.defer(() -> vanish(listed)));
    }

    /** Returns those that are listed elsewhere, since they changed: a row that moved away has not vanished. */
    private Mono<Set<String>> moved(Set<String> listed) {
        Set<String> gone = new LinkedHashSet<>(open.keySet());
        gone.removeAll(listed);
        String changeKey = scope.fetcher().source().facts().changeKey();
        return gone.isEmpty() || changeKey == null
                ? Mono.empty()
                : relisting(new Place(changeKey, new Range(scope.since().get(), null)), gone)
                        .seen();
    }

    private Relisting<T> relisting(Place place, Set<String> ids) {
        String key = place.key();
        Order by = key.equals(order.key()) ? order : new Order(key, key, true, true);
        return new Relisting<>(scope, base, place.range(), by, ids);
    }

    private Flux<Batch<T>> vanish(Set<String> listed) {
        scope.tally()
                .vanished(open.keySet().stream()
                        .filter(id -> !listed.contains(id))
                        .toList());
        open.keySet().retainAll(listed);
        return Flux.empty();
    }

    private Flux<Batch<T>> giveUp() {
        scope.tally().notHydrated(open.keySet());
        return Flux.empty();
    }
}
