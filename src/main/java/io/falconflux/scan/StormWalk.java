package io.falconflux.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Walks through a part by a property that the service sorts by: a full page is complete up to its last value, and the next
 * page begins at that value. Rows that lack the property fall in no range and are listed at the end.
 */
final class StormWalk<T> {

    private static final int VOTERS = 5;

    private final Storm<T> storm;
    private final Selection selection;
    private final Divider divider;
    private final int depth;
    private final String sortName;
    private @Nullable Fetched<T> atHand;
    private boolean ascending;
    private boolean turned;
    private boolean over;
    private @Nullable String clause;

    /** Walks through a part; its first page is of use only if it is in the order of the property. */
    StormWalk(Storm<T> storm, Selection selection, Divider divider, int depth, Fetched<T> page) {
        this.storm = storm;
        this.selection = selection;
        this.divider = divider;
        this.depth = depth;
        this.atHand = depth == 0 ? page : null;
        this.sortName = Objects.requireNonNull(divider.sortName());
        this.ascending = depth > 0 || storm.order().ascending();
    }

    Flux<Batch<T>> batches() {
        return Flux.<Boolean>generate(sink -> {
                    if (over) {
                        sink.complete();
                    } else {
                        sink.next(true);
                    }
                })
                .concatMap(more -> Pass.onDemand(this::step), 0)
                .concatWith(Pass.onDemand(this::lacking));
    }

    /** Rows of one second have a time; of any other property, list those that lack it. */
    private Flux<Batch<T>> lacking() {
        return depth == 0 ? Flux.empty() : storm.part(selection.and(Clauses.lacks(divider.filterName())), depth + 1);
    }

    private Flux<Batch<T>> step() {
        Fetched<T> first = atHand;
        if (first != null) {
            atHand = null;
            return advance(first);
        }
        Selection from = clause == null ? selection : selection.and(clause);
        Selection sorted = from.sortedBy(sortName + (ascending ? ".asc" : ".desc"));
        return storm.page(sorted, 0, storm.scope().fetcher().pageSize()).flatMapMany(this::advance);
    }

    private Flux<Batch<T>> advance(Fetched<T> page) {
        if (!page.full()) {
            over = true;
            return Flux.just(storm.batch(page));
        }
        List<String> ids = page.ids();
        String last = vote(page, ids.subList(Math.max(0, ids.size() - VOTERS), ids.size()));
        if (last == null) {
            return turn();
        }
        String first = vote(page, ids.subList(0, Math.min(VOTERS, ids.size())));
        String next = compare(ascending ? ">=" : "<=", last);
        if (!last.equals(first) && !next.equals(clause)) {
            clause = next;
            return Flux.just(storm.batch(page));
        }
        clause = compare(ascending ? ">" : "<", last);
        return Flux.concat(
                Flux.just(storm.batch(page)), Pass.onDemand(() -> storm.part(selection.and(equalTo(last)), depth + 1)));
    }

    /** A page of nothing but rows that lack the property: they may all stand at this end, so look at the other. */
    private Flux<Batch<T>> turn() {
        over = turned || clause != null;
        turned = true;
        ascending = !ascending;
        return Flux.empty();
    }

    private String compare(String operator, String value) {
        return Clauses.compare(divider.filterName(), operator, value, divider.quoted());
    }

    /** A time is never compared for equality, which a service may take for a match of text. */
    private String equalTo(String value) {
        return depth == 0 ? compare(">=", value) + "+" + compare("<=", value) : compare("", value);
    }

    /** The middle one of some values: a row that changed between being listed and being read must not decide alone. */
    private @Nullable String vote(Fetched<T> page, List<String> ids) {
        List<String> values = new ArrayList<>(VOTERS);
        for (String id : ids) {
            String value = storm.value(page, id, divider);
            if (value != null) {
                values.add(value);
            }
        }
        values.sort(Values.of(divider));
        return values.isEmpty() ? null : values.get(values.size() / 2);
    }
}
