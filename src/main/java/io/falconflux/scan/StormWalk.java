package io.falconflux.scan;

import io.falconflux.flow.OnDemand;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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
                .concatMap(more -> OnDemand.defer(this::step), 0)
                .concatWith(OnDemand.defer(this::lacking));
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
        return storm.first(sorted, divider.property()).flatMapMany(this::advance);
    }

    private Flux<Batch<T>> advance(Fetched<T> page) {
        if (!page.full()) {
            over = true;
            return Flux.just(storm.batch(page));
        }
        List<String> ids = page.ids();
        Mono<List<String>> first = values(page, ids.subList(0, Math.min(VOTERS, ids.size())));
        Mono<List<String>> last = values(page, ids.subList(Math.max(0, ids.size() - VOTERS), ids.size()));
        return last.zipWith(first).flatMapMany(ends -> advance(page, ends.getT2(), ends.getT1()));
    }

    private Flux<Batch<T>> advance(Fetched<T> page, List<String> first, List<String> last) {
        if (last.isEmpty()) {
            return turn(page);
        }
        String end = middle(last);
        String next = compare(ascending ? ">=" : "<=", end);
        if (!first.isEmpty() && !end.equals(middle(first)) && !next.equals(clause)) {
            clause = next;
            return Flux.just(storm.batch(page));
        }
        clause = compare(ascending ? ">" : "<", end);
        return Flux.concat(
                Flux.just(storm.batch(page)), OnDemand.defer(() -> storm.part(selection.and(equalTo(end)), depth + 1)));
    }

    /**
     * A page whose end tells nothing: rows that lack the property may all stand at this end, so look at the other. If that tells
     * nothing either, the property does not help here and the next one has to.
     */
    private Flux<Batch<T>> turn(Fetched<T> page) {
        if (!turned && clause == null) {
            turned = true;
            ascending = !ascending;
            return Flux.empty();
        }
        over = true;
        return storm.divided(clause == null ? selection : selection.and(clause), page, depth + 1);
    }

    private String compare(String operator, String value) {
        return Clauses.compare(divider.filterName(), operator, value, divider.quoted());
    }

    private String equalTo(String value) {
        return storm.isTime(divider) ? compare(">=", value) + "+" + compare("<=", value) : compare("", value);
    }

    private Mono<List<String>> values(Fetched<T> page, List<String> ids) {
        return storm.values(page, ids, divider);
    }

    /** A row that changed between being listed and being read must not decide alone. */
    private static String middle(List<String> values) {
        return values.get(values.size() / 2);
    }
}
