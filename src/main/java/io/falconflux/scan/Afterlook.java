package io.falconflux.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Looks once more at the newest changes, where rows changed while the scan went on. A service may answer from replicas that are not
 * equally far: the one that listed the changes may not have seen yet what the one that listed the rows had already, and a row that
 * moved meanwhile is then on neither list. So the look comes when the slower one should be as far as the other was. What it
 * finds is read at the end ({@link Glimpsed}).
 *
 * <p>State: whether rows changed, noted between pages.
 */
final class Afterlook<T> {

    /** How far behind a replica may be. */
    private static final Duration BEHIND = Duration.ofSeconds(4);

    private static final int MOST_PAGES = 8;

    private final Scope<T> scope;
    private final Selection selection;
    private final Order order;
    private final Scheduler clock;
    private final long due;
    private boolean changing;

    /**
     * Begins with the pass through changes.
     *
     * @param selection what is scanned
     * @param order the order of changes
     */
    Afterlook(Scope<T> scope, Selection selection, Order order, Scheduler clock) {
        this.scope = scope;
        this.selection = selection;
        this.order = order;
        this.clock = clock;
        this.due = clock.now(TimeUnit.MILLISECONDS) + BEHIND.toMillis();
    }

    /** Notes what changed, if it did after the service answered first. */
    void saw(Batch<T> batch) {
        Instant reached = batch.position().frontier();
        Instant begun = scope.tally().served();
        changing |= !batch.ids().isEmpty() && (reached == null || begun == null || !reached.isBefore(begun));
    }

    /** Notes glimpses of rows that were not delivered; a scan of a page or two has no room between pages for any to slip through. */
    Mono<Void> look() {
        if (!changing || scope.tally().rows() <= scope.fetcher().pageSize()) {
            return Mono.empty();
        }
        long rest = Math.max(0, due - clock.now(TimeUnit.MILLISECONDS));
        return Mono.delay(Duration.ofMillis(rest), clock).then(Mono.defer(() -> look(0)));
    }

    private Mono<Void> look(int page) {
        int size = scope.fetcher().source().facts().pageMax();
        Range range = new Range(scope.since().get(), null);
        Selection newest = range.of(selection, order.key()).sortedBy(order.reversed());
        long offset = (long) page * size;
        Mono<Listing<T>> some = scope.fetcher().listWithin(scope.reach(), newest, offset, size);
        return some.flatMap(listed -> {
            List<String> news = listed.ids().stream()
                    .filter(id -> !scope.delivered().test(id))
                    .toList();
            scope.stragglers().glimpse(news, order.key(), range);
            boolean enough = listed.ids().size() < size || page + 1 >= MOST_PAGES;
            return enough ? Mono.empty() : look(page + 1);
        });
    }
}
