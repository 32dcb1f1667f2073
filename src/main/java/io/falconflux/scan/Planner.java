package io.falconflux.scan;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Cuts a range of the key into windows that offsets reach through, ahead of the pages: a row is probed by its rank, its
 * second becomes the boundary, and the reverse order tells the last row and the number of rows of the window. Neighbouring
 * windows share the second of the boundary, so that the last row of the one must reappear in the next, as with pages.
 */
final class Planner<T> {

    private static final int PROBE = 5;
    private static final int EMPTY_ANSWERS = 3;

    private final Fetcher<T> fetcher;
    private final Selection base;
    private final Order order;
    private final Reach reach;
    private Range left;
    private long hint;
    private boolean first = true;
    private boolean done;
    private @Nullable Listing<T> ahead;

    /**
     * Plans a range.
     *
     * @param hint how many rows it has, as the service says
     */
    Planner(Fetcher<T> fetcher, Selection base, Order order, Reach reach, Range range, long hint) {
        this.fetcher = fetcher;
        this.base = base;
        this.order = order;
        this.reach = reach;
        this.left = range;
        this.hint = hint;
    }

    /** Returns the windows in order, each planned when it is asked for; a storm is the last that can be planned. */
    Flux<Window> windows() {
        return Flux.<Boolean>generate(sink -> {
                    if (done) {
                        sink.complete();
                    } else {
                        sink.next(true);
                    }
                })
                .concatMap(more -> next(), 0);
    }

    /** Plans the next window. */
    Mono<Window> next() {
        return hint <= reach.stride() ? rest() : probe();
    }

    private Selection selection(Range range) {
        return range.of(base, order.key()).sortedBy(order.sort());
    }

    private Mono<Window> probe() {
        Listing<T> found = ahead;
        ahead = null;
        return found == null ? probe(reach.stride(), 1) : cutAt(found);
    }

    private Mono<Window> probe(long rank, int asked) {
        int limit = limit(rank);
        return fetcher.list(selection(left), rank, limit)
                .flatMap(found -> {
                    reach.served(rank + limit);
                    if (found.ids().isEmpty()) {
                        return asked < EMPTY_ANSWERS ? probe(rank, asked + 1) : rest();
                    }
                    return cutAt(found);
                })
                .onErrorResume(error -> Fetcher.beyondWindow(error) && reach.canShrink(), error -> {
                    reach.refusedProbe(rank + limit);
                    return next();
                });
    }

    private Mono<Window> cutAt(Listing<T> found) {
        return fetcher.values(found, order.property()).flatMap(values -> {
            Instant time = found.ids().stream()
                    .map(values::get)
                    .map(Values::time)
                    .filter(key -> key != null)
                    .findFirst()
                    .orElse(null);
            return time == null ? rest() : window(time);
        });
    }

    private Mono<Window> window(Instant boundary) {
        if (!order.advances(left, boundary)) {
            return Mono.just(storm(boundary));
        }
        Range shared = order.upTo(left, boundary);
        Range behind = order.from(left, boundary);
        return Mono.zip(end(shared), ahead(behind)).flatMap(both -> {
            Listing<T> end = both.getT1();
            ahead = both.getT2().orElse(null);
            if (end.total() > reach.cap()) {
                return crowded(boundary);
            }
            left = behind;
            hint = Math.max(0, hint - end.total());
            return Mono.just(planned(shared, end, false));
        });
    }

    /** Probes what follows a window while that is planned, where calls may be made at once and the next window is not the last. */
    private Mono<Optional<Listing<T>>> ahead(Range behind) {
        long rank = reach.stride();
        if (fetcher.atOnce() == 1 || hint - rank <= rank) {
            return Mono.just(Optional.empty());
        }
        return fetcher.listWithin(reach, selection(behind), rank, limit(rank))
                .filter(found -> !found.ids().isEmpty())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private int limit(long rank) {
        return (int) Math.max(1, Math.min(PROBE, reach.cap() - rank));
    }

    /** The second of the boundary alone is so full that the window would not fit: leave it to a storm of its own. */
    private Mono<Window> crowded(Instant boundary) {
        Range before = order.before(left, boundary);
        return end(before).map(end -> {
            Window window = planned(before, end, false);
            left = order.from(left, boundary);
            hint = Long.MAX_VALUE;
            return window;
        });
    }

    private Window storm(Instant time) {
        done = true;
        return Window.storm(Order.second(time), time);
    }

    private Mono<Window> rest() {
        return end(left).flatMap(end -> {
            if (end.total() > reach.cap() && hint <= reach.stride()) {
                hint = end.total();
                return probe();
            }
            done = true;
            return Mono.just(planned(left, end, true));
        });
    }

    private Window planned(Range range, Listing<T> end, boolean last) {
        boolean begins = first;
        first = false;
        return Window.planned(range, end.total(), lastId(end), begins, last);
    }

    private static @Nullable String lastId(Listing<?> end) {
        return end.ids().isEmpty() ? null : end.ids().get(0);
    }

    /** Asks for the last row of a range under the reverse order. */
    private Mono<Listing<T>> end(Range range) {
        return end(range.of(base, order.key()).sortedBy(order.reversed()), 1);
    }

    /** An empty answer would end the range unseen, so it is believed only when it was given several times. */
    private Mono<Listing<T>> end(Selection reversed, int asked) {
        return fetcher.list(reversed, 0, 1)
                .flatMap(end ->
                        end.ids().isEmpty() && asked < EMPTY_ANSWERS ? end(reversed, asked + 1) : Mono.just(end));
    }
}
