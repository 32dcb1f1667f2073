package io.falconflux.scan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rows that were listed but did not come. They are asked for again at the end; what then still does not come is listed again
 * where it was: an id that the service still lists is missing, one that it no longer lists has vanished, which is fine.
 */
final class Stragglers<T> {

    private static final int EMPTY_ANSWERS = 3;

    private static final Position AT_END = Position.at(Position.Phase.STRAGGLERS);

    /**
     * Some ids and where they were listed.
     *
     * @param ids the ids
     * @param range the range of the key around them
     */
    record Group(List<String> ids, Range range) {}

    private final List<Group> groups = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    synchronized void add(List<String> missing, Range range) {
        if (!missing.isEmpty()) {
            groups.add(new Group(List.copyOf(missing), range));
            known.addAll(missing);
        }
    }

    /** Tells whether a row is to come at the end, though it may be there by now: in its place it would come too late. */
    synchronized boolean contains(String id) {
        return known.contains(id);
    }

    synchronized List<Group> groups() {
        return List.copyOf(groups);
    }

    /** Returns the rows that come after all, and notes the fate of the others. */
    Flux<Batch<T>> batches(Scope<T> scope, Selection base, Order order, Ledger ledger) {
        return Flux.defer(() -> Flux.fromIterable(groups()))
                .concatMap(group -> settle(scope, base, order, group, ledger), 0);
    }

    private Mono<Batch<T>> settle(Scope<T> scope, Selection base, Order order, Group group, Ledger ledger) {
        List<String> ids = new ArrayList<>(new LinkedHashSet<>(group.ids()));
        ids.removeIf(ledger::contains);
        return scope.fetcher().entities(ids).flatMap(rows -> {
            List<String> came = ids.stream().filter(rows::containsKey).toList();
            List<T> some = new ArrayList<>(came.size());
            came.forEach(id -> some.add(rows.get(id)));
            Batch<T> batch = new Batch<>(came, some, 0, AT_END, true);
            Set<String> missing = new LinkedHashSet<>(ids);
            came.forEach(missing::remove);
            if (missing.isEmpty()) {
                return Mono.just(batch);
            }
            Selection around = group.range().of(base, order.key()).sortedBy(order.sort());
            return listed(scope, around, 0, missing, new HashSet<>(), 0)
                    .doOnNext(still -> judge(scope.tally(), missing, still))
                    .thenReturn(batch);
        });
    }

    private static void judge(Tally tally, Set<String> missing, Set<String> still) {
        tally.notHydrated(still);
        tally.vanished(missing.stream().filter(id -> !still.contains(id)).toList());
    }

    /** Returns which of some ids the service still lists. */
    private Mono<Set<String>> listed(
            Scope<T> scope, Selection around, long offset, Set<String> wanted, Set<String> seen, int empty) {
        int limit = (int) Math.min(
                scope.fetcher().source().facts().pageMax(), scope.reach().cap() - offset);
        if (limit < 1 || empty >= EMPTY_ANSWERS) {
            return Mono.just(seen);
        }
        return scope.fetcher().list(around, offset, limit).flatMap(page -> {
            page.ids().stream().filter(wanted::contains).forEach(seen::add);
            int size = page.ids().size();
            return seen.size() == wanted.size()
                    ? Mono.just(seen)
                    : listed(scope, around, offset + size, wanted, seen, size == 0 ? empty + 1 : 0);
        });
    }
}
