package io.falconflux.scan;

import io.falconflux.scan.Position.Phase;
import io.falconflux.scan.Stragglers.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One poll of a tail: a pass through changes from a time on, as a scan makes it. */
final class Poll<T> {

    /** How far the service's clock, which is told in whole seconds, may be behind a change that it made itself. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    /** A change is not news of the time before 1970; rows without the change key are in no range of it. */
    private static final Range ANY = new Range(Instant.EPOCH, null);

    /** How many rows are looked at for the newest change: one that is being changed may not come. */
    private static final int NEWEST = 9;

    private static final int LOOKS = 3;

    private final Source<T> source;
    private final Order order;
    private final Selection base;
    private final Instant from;
    private final Tally tally = new Tally();
    private final Stragglers stragglers = new Stragglers();
    private final Fetcher<T> fetcher;
    private final Scope<T> scope;
    private int told;
    private @Nullable Instant latest;

    /**
     * Prepares a poll.
     *
     * @param filter the caller's filter
     * @param from the least change that is asked for
     * @param proven whether a page that is shorter than was asked for must be proven to be the end
     */
    Poll(Source<T> source, Order order, @Nullable String filter, Reach reach, Instant from, boolean proven) {
        this.source = source;
        this.order = order;
        this.base = new Selection(filter, order.sort());
        this.from = from;
        Fetcher<T> sure = new Fetcher<>(source, tally, page -> page, 1);
        this.fetcher = proven ? sure : sure.trusting();
        this.scope = new Scope<>(fetcher, tally, reach, stragglers, id -> false, 1, () -> Long.MAX_VALUE, () -> from);
    }

    Instant from() {
        return from;
    }

    /** Returns the rows from there on to the end, in the order of their changes. */
    Flux<Batch<T>> batches() {
        if (source instanceof Source.Chained<T> chained) {
            Position at = Position.at(Phase.CHANGES).withFrontier(from);
            return new ChainPass<>(chained, tally, stragglers, base, order, at).batches();
        }
        Range range = order.from(Range.ALL, from);
        return new Sweep<>(scope, base, order, range, Phase.CHANGES, Integer.MAX_VALUE).batches();
    }

    /** Returns rows by id, those that come, as a batch that says nothing about how far the poll is. */
    Mono<Batch<T>> rows(List<String> ids) {
        return entities(ids).map(rows -> {
            List<String> came = ids.stream().filter(rows::containsKey).toList();
            List<T> some = came.stream()
                    .map(id -> Objects.requireNonNull(rows.get(id)))
                    .toList();
            return new Batch<>(came, some, 0, Position.at(Phase.STRAGGLERS), true);
        });
    }

    private Mono<Map<String, T>> entities(List<String> ids) {
        return fetcher.entities(ids);
    }

    /** Returns the newest change that there is; empty if no row has one. */
    Mono<Optional<Instant>> newest() {
        return newest(1);
    }

    private Mono<Optional<Instant>> newest(int look) {
        Selection backward = ANY.of(base, order.key()).sortedBy(order.reversed());
        Mono<Listing<T>> listed = source instanceof Source.Chained<T> chained
                ? chained.list(backward, null, NEWEST).doOnNext(page -> tally.served(page.served()))
                : fetcher.list(backward, 0, NEWEST);
        return listed.flatMap(page -> fetcher.values(page, order.property()).flatMap(values -> {
            Optional<Instant> found = newestOf(Values.times(values.values()));
            return found.isPresent() || look >= LOOKS ? Mono.just(found) : newest(look + 1);
        }));
    }

    /** If all of them are ahead of the service's clock, it is the clock that is wrong. */
    private Optional<Instant> newestOf(List<Instant> times) {
        return times.stream()
                .filter(time -> !isAhead(time, Duration.ZERO))
                .max(Instant::compareTo)
                .or(() -> Optional.ofNullable(PageEnd.median(times)));
    }

    /**
     * Notes a change that was seen.
     *
     * @param changed when the row changed
     * @param since how long the poll has been going on
     */
    void saw(Instant changed, Duration since) {
        Instant before = latest;
        if ((before == null || changed.isAfter(before)) && !isAhead(changed, since)) {
            latest = changed;
        }
    }

    /** Tells whether a change lies in the future, by the service's clock: it must not carry the tail past the present. */
    private boolean isAhead(Instant changed, Duration since) {
        Instant served = tally.served();
        return served != null && changed.isAfter(served.plus(since).plus(AHEAD));
    }

    /** Returns the newest change that was seen; null if none was. */
    @Nullable
    Instant latest() {
        return latest;
    }

    /** Returns the ids that were listed and whose rows did not come, those of earlier calls left out. */
    List<Group> missing() {
        List<Group> all = stragglers.groups();
        List<Group> more = all.subList(told, all.size());
        told = all.size();
        return more;
    }

    /** Tells whether the poll stopped before its end, though no call failed. */
    boolean cutShort() {
        return tally.isCutShort();
    }

    /** Returns what the poll cannot vouch for; that it was cut short does not matter, since the next one goes on there. */
    List<String> doubts() {
        return tally.isCutShort() ? List.of() : tally.doubts();
    }
}
