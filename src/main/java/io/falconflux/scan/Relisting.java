package io.falconflux.scan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds out which of some ids a selection still lists. One that is found is listed; that one is not found proves something only if
 * the whole selection was seen. Where it has more than a page, rows that tie may be in another order at each request and hide
 * between pages, so it is walked through again, from the other end. What lies beyond the reach of offsets from either end is sought by
 * id ({@link ByIdFilter}); what cannot be told even so counts as listed.
 */
final class Relisting<T> {

    /** Rows that come in faster than they are listed must not keep a walk going, and one answer alone may be false. */
    private static final int ENDS = 3;

    /** A row of three pages of ties in random order hides from a walk about one time in three. */
    private static final int MOST_PAGES = 24;

    private final Scope<T> scope;
    private final Range range;
    private final Selection selection;
    private final Order order;
    private final Set<String> wanted;
    private final Set<String> found = new HashSet<>();
    private final Map<String, T> rows = new HashMap<>();
    private @Nullable String witness;
    private boolean seenToItsEnd;
    private int pages;

    /**
     * Lists a range again.
     *
     * @param base what is scanned
     * @param range the range of the order's key
     * @param wanted the ids that are looked for
     */
    Relisting(Scope<T> scope, Selection base, Range range, Order order, Set<String> wanted) {
        this.scope = scope;
        this.range = range;
        this.selection = range.of(base, order.key());
        this.order = order;
        this.wanted = Set.copyOf(wanted);
    }

    /** Returns the ids that are listed, and those of which it cannot be told. */
    Mono<Set<String>> stillListed() {
        return walk(true).then(Mono.defer(() -> seenToItsEnd ? Mono.just(found) : byId()));
    }

    private Mono<Set<String>> byId() {
        String name = scope.fetcher().source().facts().idFilter();
        String shown = witness;
        if (name == null || shown == null || chained()) {
            return Mono.just(wanted);
        }
        List<String> open =
                wanted.stream().filter(id -> !found.contains(id)).sorted().toList();
        return new ByIdFilter<>(scope, selection.sortedBy(order.sort()), name, shown)
                .stillListed(open)
                .map(listed -> {
                    Set<String> all = new HashSet<>(listed);
                    all.addAll(found);
                    return all;
                });
    }

    /** Returns the ids that are listed as far as offsets reach. */
    Mono<Set<String>> seen() {
        return walk(true).thenReturn(found);
    }

    /** Returns the rows that are listed as far as offsets reach, of pages that hold whole rows. */
    Mono<Map<String, T>> rows() {
        return walk(true).thenReturn(rows);
    }

    private Mono<Void> walk(boolean forward) {
        int before = pages;
        Selection way = selection.sortedBy(forward ? order.sort() : order.reversed());
        return page(way, null, 0, 0).then(Mono.defer(() -> {
            boolean again = pages - before > 1 && pages < MOST_PAGES && !all();
            return again || !seenToItsEnd && forward ? walk(!forward) : Mono.empty();
        }));
    }

    private boolean all() {
        return found.size() == wanted.size();
    }

    private Mono<Void> page(Selection way, @Nullable String cursor, long offset, int ends) {
        return list(way, cursor, offset).flatMap(page -> {
            note(page);
            int size = page.ids().size();
            pages += size == 0 ? 0 : 1;
            int inARow = isEnd(page, offset) ? ends + 1 : 0;
            boolean over = all() || inARow == ENDS || chained() && page.next() == null;
            seenToItsEnd |= over;
            return over ? Mono.empty() : page(way, page.next(), offset + size, inARow);
        });
    }

    /** Other rows that it shows and that were not delivered are read at the end, too. */
    private void note(Listing<T> page) {
        List<String> others = page.ids().stream()
                .filter(id -> !wanted.contains(id) && !scope.delivered().test(id))
                .toList();
        scope.stragglers().glimpse(others, order.key(), range);
        witness = page.ids().stream()
                .filter(id -> !wanted.contains(id))
                .findFirst()
                .orElse(witness);
        for (int i = 0; i < page.ids().size(); i++) {
            String id = page.ids().get(i);
            if (wanted.contains(id)) {
                found.add(id);
                if (i < page.rows().size()) {
                    rows.put(id, page.rows().get(i));
                }
            }
        }
    }

    private boolean isEnd(Listing<T> page, long offset) {
        int size = page.ids().size();
        return size == 0 || size < scope.fetcher().pageSize() && offset + size >= page.total();
    }

    /** Lists a page; empty beyond the reach of offsets. */
    private Mono<Listing<T>> list(Selection way, @Nullable String cursor, long offset) {
        Source<T> source = scope.fetcher().source();
        if (source instanceof Source.Chained<T> chain) {
            return chain.list(way, cursor, source.facts().pageSize());
        }
        int limit = (int) Math.min(source.facts().pageMax(), scope.reach().cap() - offset);
        return limit < 1 ? Mono.empty() : scope.fetcher().listWithin(scope.reach(), way, offset, limit);
    }

    private boolean chained() {
        return scope.fetcher().source() instanceof Source.Chained;
    }
}
