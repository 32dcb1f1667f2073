package io.falconflux.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A pass through pages that each name the next: one after the other, since nobody knows the name of the one after next. */
final class ChainPass<T> implements Pass<T> {

    private static final int EMPTY_PAGES = 3;

    private final Source.Chained<T> source;
    private final Tally tally;
    private final Stragglers<T> stragglers;
    private final Selection selection;
    private final Position.Phase phase;
    private @Nullable String cursor;
    private boolean over;
    private int empty;

    /**
     * Follows a chain.
     *
     * @param cursor where to go on; null to begin
     */
    ChainPass(
            Source.Chained<T> source,
            Tally tally,
            Stragglers<T> stragglers,
            Selection selection,
            Position.Phase phase,
            @Nullable String cursor) {
        this.source = source;
        this.tally = tally;
        this.stragglers = stragglers;
        this.selection = selection;
        this.phase = phase;
        this.cursor = cursor;
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
                .concatMap(more -> Pass.onDemand(() -> page().flux()), 0);
    }

    private Mono<Batch<T>> page() {
        return source.list(selection, cursor, source.facts().pageSize()).flatMap(listing -> {
            tally.served(listing.served());
            tally.total(phase == Position.Phase.MAIN ? listing.total() : 0);
            if (listing.flawed() && ++empty < EMPTY_PAGES) {
                return Mono.empty();
            }
            empty = listing.ids().isEmpty() ? empty + 1 : 0;
            String next = listing.next();
            over = next == null && (!listing.ids().isEmpty() || empty > 1) || empty >= EMPTY_PAGES;
            cursor = next == null ? cursor : next;
            return read(listing);
        });
    }

    private Mono<Batch<T>> read(Listing<T> listing) {
        Position position = Position.at(phase).withCursor(cursor);
        if (source.facts().hydrateMax() == 0) {
            return Mono.just(new Batch<>(listing.ids(), listing.rows(), 0, position, phase != Position.Phase.MAIN));
        }
        return source.entities(listing.ids()).map(rows -> inOrder(listing.ids(), rows, position));
    }

    private Batch<T> inOrder(List<String> ids, List<T> rows, Position position) {
        Map<String, T> byId = new HashMap<>();
        for (T row : rows) {
            String id = source.keys().id(row);
            if (id != null) {
                byId.put(id, row);
            }
        }
        List<String> came = ids.stream().filter(byId::containsKey).toList();
        stragglers.add(ids.stream().filter(id -> !byId.containsKey(id)).toList(), Range.ALL);
        List<T> ordered = new ArrayList<>(came.size());
        came.forEach(id -> ordered.add(byId.get(id)));
        return new Batch<>(came, ordered, 0, position, phase != Position.Phase.MAIN);
    }
}
