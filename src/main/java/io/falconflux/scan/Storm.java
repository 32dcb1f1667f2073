package io.falconflux.scan;

import io.falconflux.error.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All rows of one second, when they are too many for pages to join: divided by their time to the nanosecond, and then by
 * further properties, until each part fits one request, since only a set listed in one request is immune to ties in another
 * order at every request. What nothing divides is listed until two unions agree, and the report says so.
 */
final class Storm<T> implements Pass<T> {

    private static final int UNIONS = 5;

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

    /** The time first, then what is ordered, numbers before text, then what has known values. */
    private List<Divider> dividers(CollectionFacts facts) {
        List<Divider> all = new ArrayList<>();
        all.add(new Divider(order.key(), order.key(), order.property(), true, true, List.of()));
        facts.dividers().stream().filter(d -> walkable(d) && !d.quoted()).forEach(all::add);
        facts.dividers().stream()
                .filter(d -> !walkable(d) && !d.values().isEmpty())
                .forEach(all::add);
        facts.dividers().stream().filter(d -> walkable(d) && d.quoted()).forEach(all::add);
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
    private Flux<Batch<T>> part(Selection selection, int depth) {
        return page(selection)
                .flatMapMany(
                        page -> page.full() ? divided(selection, page.total(), depth, page) : Flux.just(batch(page)));
    }

    private Mono<Fetched<T>> page(Selection selection) {
        int size = scope.fetcher().pageSize();
        return scope.fetcher().fetch(new PageTask(window(), selection, 0, size, 0, false, 1));
    }

    private Window window() {
        return Window.unknown(Order.second(time));
    }

    private Batch<T> batch(Fetched<T> page) {
        return batch(page, page.ids().size());
    }

    private Batch<T> batch(Fetched<T> page, int count) {
        scope.stragglers().add(page.missing(), Order.second(time));
        return page.batch(count, position, position.phase() != Position.Phase.MAIN);
    }

    /**
     * Divides a part by a property.
     *
     * @param page its first page in the order of the time, if it is at hand
     */
    private Flux<Batch<T>> divided(Selection selection, long total, int depth, @Nullable Fetched<T> page) {
        if (depth == dividers.size()) {
            return new Unions(selection, total).batches();
        }
        Divider divider = dividers.get(depth);
        Flux<Batch<T>> parts = walkable(divider)
                ? new Walk(selection, divider, depth, depth == 0 ? page : null).batches()
                : byValue(selection, divider, depth, total);
        return parts.onErrorResume(
                error -> depth > 0 && error instanceof RefusedException refused && refused.status() == 400,
                error -> divided(selection, total, depth + 1, null)); // the service does not divide by this property
    }

    private Flux<Batch<T>> byValue(Selection selection, Divider divider, int depth, long total) {
        Set<String> found = new HashSet<>();
        Flux<Batch<T>> known = Flux.fromIterable(divider.values())
                .map(value -> Clauses.compare(divider.filterName(), "", value, divider.quoted()))
                .concatWithValues(Clauses.lacks(divider.filterName()))
                .concatMap(clause -> Pass.onDemand(() -> part(selection.and(clause), depth + 1)), 0)
                .doOnNext(batch -> found.addAll(batch.ids()));
        return known.concatWith(
                Pass.onDemand(() -> found.size() >= total ? Flux.empty() : divided(selection, total, depth + 1, null)));
    }

    /**
     * Walks through a part by an ordered property: of a full page everything before its last value is complete, and the
     * next page begins at that value. Rows that lack the property fall in no range and are listed at the end.
     */
    private final class Walk {

        private static final int VOTERS = 5;

        private final Selection selection;
        private final Divider divider;
        private final int depth;
        private final String sortName;
        private @Nullable Fetched<T> atHand;
        private boolean ascending;
        private boolean turned;
        private boolean over;
        private @Nullable String clause;

        Walk(Selection selection, Divider divider, int depth, @Nullable Fetched<T> atHand) {
            this.selection = selection;
            this.divider = divider;
            this.depth = depth;
            this.atHand = atHand;
            this.sortName = Objects.requireNonNull(divider.sortName());
            this.ascending = depth > 0 || order.ascending();
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
            return depth == 0 ? Flux.empty() : part(selection.and(Clauses.lacks(divider.filterName())), depth + 1);
        }

        private Flux<Batch<T>> step() {
            Fetched<T> first = atHand;
            if (first != null) {
                atHand = null;
                return advance(first);
            }
            Selection from = clause == null ? selection : selection.and(clause);
            return page(from.sortedBy(sortName + (ascending ? ".asc" : ".desc")))
                    .flatMapMany(this::advance);
        }

        private Flux<Batch<T>> advance(Fetched<T> page) {
            if (!page.full()) {
                over = true;
                return Flux.just(batch(page));
            }
            String value = boundary(page);
            if (value == null) {
                return turn();
            }
            int complete = firstAt(page, value);
            String next = compare(ascending ? ">=" : "<=", value);
            if (complete > 0 && !next.equals(clause)) {
                clause = next;
                return Flux.just(batch(page, complete));
            }
            clause = compare(ascending ? ">" : "<", value);
            return part(selection.and(equalTo(value)), depth + 1);
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

        /** The middle one of the last values: a row that changed between being listed and being read must not decide alone. */
        private @Nullable String boundary(Fetched<T> page) {
            List<String> last = new ArrayList<>(VOTERS);
            List<String> ids = page.ids();
            for (int i = ids.size() - 1; i >= 0 && last.size() < VOTERS; i--) {
                String value = value(page, ids.get(i));
                if (value != null) {
                    last.add(value);
                }
            }
            last.sort(Values.of(divider));
            return last.isEmpty() ? null : last.get(last.size() / 2);
        }

        private int firstAt(Fetched<T> page, String boundary) {
            int at = 0;
            while (!boundary.equals(value(page, page.ids().get(at)))) {
                at++;
            }
            return at;
        }

        private @Nullable String value(Fetched<T> page, String id) {
            T row = page.row(id);
            return row == null ? null : scope.fetcher().source().keys().value(row, divider.property());
        }
    }

    /** Rows that nothing divides: listed as far as offsets reach, until two unions agree. */
    private final class Unions {

        private final Selection selection;
        private final Set<String> union = new HashSet<>();
        private long total;
        private long offset;
        private int rounds;
        private int before = -1;
        private boolean agreed;
        private boolean cutShort;

        Unions(Selection selection, long total) {
            this.selection = selection;
            this.total = total;
        }

        Flux<Batch<T>> batches() {
            scope.tally().fixpoint();
            return Flux.<Boolean>generate(sink -> {
                        if (agreed || cutShort || rounds >= UNIONS) {
                            judge();
                            sink.complete();
                        } else {
                            sink.next(true);
                        }
                    })
                    .concatMap(more -> Pass.onDemand(this::step), 0);
        }

        private Flux<Batch<T>> step() {
            int limit = (int) Math.min(scope.fetcher().pageSize(), scope.reach().cap() - offset);
            if (limit < 1) {
                return cutShort();
            }
            return scope.fetcher()
                    .fetch(new PageTask(window(), selection, offset, limit, 0, true, 1))
                    .flatMapMany(page -> {
                        if (page.refused()) {
                            scope.reach().refusedAt(offset + limit);
                            return cutShort();
                        }
                        total = Math.max(total, page.total());
                        union.addAll(page.ids());
                        offset += page.ids().size();
                        if (!page.full()) {
                            roundEnded();
                        }
                        return Flux.just(batch(page));
                    });
        }

        /** Offsets do not reach the end, so there is nothing to agree about. */
        private Flux<Batch<T>> cutShort() {
            cutShort = true;
            return Flux.empty();
        }

        private void roundEnded() {
            agreed = before == union.size();
            before = union.size();
            offset = 0;
            rounds++;
        }

        private void judge() {
            if (!agreed) {
                scope.tally()
                        .doubt(Math.max(total, union.size()) + " rows share the instant " + time
                                + " and nothing tells them apart; the service shows " + union.size() + " of them");
            }
        }
    }
}
