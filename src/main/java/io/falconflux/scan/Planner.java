package io.falconflux.scan;

import java.time.Instant;
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
    private @Nullable Window ahead;

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
                    if (done && ahead == null) {
                        sink.complete();
                    } else {
                        sink.next(true);
                    }
                })
                .concatMap(more -> planned(), 0);
    }

    /** Plans the first window before it is asked for. */
    Mono<Void> ahead() {
        return next().doOnNext(window -> ahead = window).then();
    }

    private Mono<Window> planned() {
        Window window = ahead;
        ahead = null;
        return window == null ? next() : Mono.just(window);
    }

    private Mono<Window> next() {
        return hint <= reach.stride() ? rest() : probe();
    }

    private Selection selection(Range range) {
        return range.of(base, order.key()).sortedBy(order.sort());
    }

    private Mono<Window> probe() {
        return probe(reach.stride(), 1);
    }

    private Mono<Window> probe(long rank, int asked) {
        int limit = (int) Math.max(1, Math.min(PROBE, reach.cap() - rank));
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
        return end(shared).flatMap(end -> {
            if (end.total() > reach.cap()) {
                return crowded(boundary);
            }
            left = order.from(left, boundary);
            hint = Math.max(0, hint - end.total());
            return Mono.just(planned(shared, end, false));
        });
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
