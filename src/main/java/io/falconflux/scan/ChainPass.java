package io.falconflux.scan;

import io.falconflux.error.RefusedException;
import io.falconflux.flow.OnDemand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A pass through pages that each name the next: one after the other, since nobody knows the name of the one after next. A name
 * that the service has forgotten is replaced by the last key, and rows that come again are dropped by the ledger.
 */
final class ChainPass<T> implements Pass<T> {

    private static final int VOTERS = 9;
    private static final int EMPTY_PAGES = 3;

    private final Source.Chained<T> source;
    private final Tally tally;
    private final Stragglers stragglers;
    private final Selection selection;
    private final Order order;
    private Position position;
    private Range range = Range.ALL;
    private boolean over;
    private int empty;

    /**
     * Follows a chain.
     *
     * @param position where to begin, or to go on
     */
    ChainPass(
            Source.Chained<T> source,
            Tally tally,
            Stragglers stragglers,
            Selection selection,
            Order order,
            Position position) {
        this.source = source;
        this.tally = tally;
        this.stragglers = stragglers;
        this.selection = selection.sortedBy(order.sort());
        this.order = order;
        this.position = position;
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
                .concatMap(more -> OnDemand.defer(() -> page().flux()), 0);
    }

    private Mono<Batch<T>> page() {
        return source.list(from(), position.cursor(), source.facts().pageSize())
                .flatMap(this::take)
                .onErrorResume(
                        error -> position.cursor() != null
                                && error instanceof RefusedException refused
                                && refused.status() == 400,
                        error -> forgotten());
    }

    /** A chain that begins at a key stays in the range from there. */
    private Selection from() {
        Instant frontier = position.frontier();
        if (frontier != null && position.cursor() == null) {
            range = order.from(Range.ALL, frontier);
        }
        return range.of(selection, order.key());
    }

    private Mono<Batch<T>> forgotten() {
        position = position.withCursor(null);
        return Mono.empty();
    }

    private Mono<Batch<T>> take(Listing<T> listing) {
        tally.served(listing.served());
        tally.total(position.phase() == Position.Phase.MAIN ? listing.total() : 0);
        Flaw flaw = listing.flaw();
        if (flaw != null) {
            return ++empty < EMPTY_PAGES
                    ? Mono.empty()
                    : Mono.error(flaw.lasting(source.facts().name(), EMPTY_PAGES));
        }
        empty = listing.ids().isEmpty() ? empty + 1 : 0;
        String next = listing.next();
        over = next == null && (!listing.ids().isEmpty() || empty > 1) || empty >= EMPTY_PAGES;
        position = next == null ? position : position.withCursor(next);
        return read(listing);
    }

    private Mono<Batch<T>> read(Listing<T> listing) {
        return source.facts().hydrateMax() == 0
                ? Mono.just(inOrder(listing.ids(), listing.rows()))
                : source.entities(listing.ids()).map(rows -> inOrder(listing.ids(), rows));
    }

    /** Returns the range that rows of a page lie in; if one of the last did not come, nothing says where it ends. */
    private Range around(@Nullable Instant reached, boolean ends) {
        Instant before = position.frontier();
        Range from = before == null ? Range.ALL : order.from(Range.ALL, before);
        return reached == null || !ends || position.phase() != Position.Phase.MAIN ? from : order.upTo(from, reached);
    }

    private Batch<T> inOrder(List<String> ids, List<T> rows) {
        Map<String, T> byId = new HashMap<>();
        for (T row : rows) {
            String id = source.keys().id(row);
            if (id != null) {
                byId.put(id, row);
            }
        }
        List<String> came = ids.stream().filter(byId::containsKey).toList();
        List<T> ordered = new ArrayList<>(came.size());
        came.forEach(id -> ordered.add(byId.get(id)));
        Instant reached = PageEnd.median(ordered.stream()
                .skip(Math.max(0, ordered.size() - VOTERS))
                .map(row -> source.keys().time(row, order.property()))
                .toList());
        boolean ends = byId.keySet().containsAll(ids.subList(Math.max(0, ids.size() - VOTERS), ids.size()));
        stragglers.add(ids.stream().filter(id -> !byId.containsKey(id)).toList(), order.key(), around(reached, ends));
        position = reached == null ? position : position.withFrontier(reached);
        return new Batch<>(came, ordered, 0, position, position.phase() != Position.Phase.MAIN);
    }
}
