package io.falconflux.scan;

import io.falconflux.error.FalconException;
import io.falconflux.error.QueryException;
import io.falconflux.error.ScanException;
import io.falconflux.flow.OnDemand;
import io.falconflux.scan.TailCheckpoint.Mark;
import io.falconflux.scan.Versions.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

/**
 * One subscription of a tail: polls, one after the other, and what they bring against what was delivered.
 *
 * <p>State: the watermark, the versions of the overlap, the ids that are waited for and the pace. It is touched only by the one poll that
 * is under way and between polls, which never overlap.
 */
final class Tailing<T> {

    /** Versions that are remembered at most, unless more share a second: about 8 MB. */
    static final int MOST_VERSIONS = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Tailing.class);
    private static final int NAMED = 5;

    private final Source<T> source;
    private final ScanQuery query;
    private final TailOptions options;
    private final Scheduler clock;
    private final Order order;
    private final Reach reach;
    private final String fingerprint;
    private final Pace pace;
    private final Versions versions;
    private final Pending pending;
    private final long limit;
    private final int mostVersions;
    private @Nullable Watermark watermark;
    private Instant since = Instant.EPOCH;
    private @Nullable Instant known;
    private long rows;
    private long delivered;
    private long due;
    private long began;
    private long heard;
    private boolean answered;
    private boolean over;

    /** Begins, or goes on from the options' checkpoint. */
    Tailing(Source<T> source, ScanQuery query, TailOptions options, Scheduler clock) {
        this(source, query, options, clock, MOST_VERSIONS);
    }

    /** The same with room for so many versions. */
    Tailing(Source<T> source, ScanQuery query, TailOptions options, Scheduler clock, int mostVersions) {
        this.mostVersions = mostVersions;
        this.source = source;
        this.query = query;
        this.options = options;
        this.clock = clock;
        this.order = order(source.facts());
        this.reach = new Reach(source.facts());
        this.fingerprint = query.fingerprintOfTail(source.facts(), order.key());
        this.pace = new Pace(options.afterNews(), options.whenIdle());
        this.due = now();
        TailCheckpoint from = options.resume().map(this::mine).orElse(null);
        this.versions = new Versions(from == null ? List.of() : from.versions());
        this.pending = new Pending(from == null ? List.of() : from.pending(), now());
        if (from != null) {
            resume(from);
        }
        this.limit = query.limit() == 0 ? Long.MAX_VALUE : rows + query.limit();
    }

    /** Returns the order of changes; of rows that never change, that of their times. */
    private static Order order(CollectionFacts facts) {
        String change = facts.changeKey();
        if (change == null && facts.defaultKey().moves()) {
            throw new QueryException(facts.name() + " cannot be followed: nothing tells when one of them changed."
                    + " Scan them again instead");
        }
        String key = change == null ? facts.defaultKey().name() : change;
        return new Order(key, key, true, true);
    }

    private TailCheckpoint mine(TailCheckpoint checkpoint) {
        if (!checkpoint.query().equals(fingerprint)) {
            throw new QueryException("The checkpoint belongs to another tail: collection, filter, base URL, client and"
                    + " member must be the same");
        }
        return checkpoint;
    }

    private void resume(TailCheckpoint from) {
        Mark mark = from.mark();
        since = mark.since();
        known = mark.known();
        rows = from.rows();
        watermark = new Watermark(mark.frontier(), mark.newest(), options.overlap());
    }

    Flux<TailEvent<T>> events() {
        return Flux.<Boolean>generate(sink -> {
                    if (over) {
                        sink.complete();
                    } else {
                        sink.next(true);
                    }
                })
                .concatMap(more -> OnDemand.defer(this::turn), 0);
    }

    private long now() {
        return clock.now(TimeUnit.NANOSECONDS);
    }

    /** Waits for the rest of the pause; whoever asks for more after it need not wait. */
    private Flux<TailEvent<T>> turn() {
        long rest = due - now();
        Flux<TailEvent<T>> work = Flux.defer(this::work).onErrorResume(this::failed);
        return rest <= 0 ? work : Mono.delay(Duration.ofNanos(rest), clock).thenMany(work);
    }

    private Flux<TailEvent<T>> work() {
        began = now();
        heard = began;
        Watermark mark = watermark;
        return mark == null ? begin() : poll(mark);
    }

    /** Looks where the newest change is: by the service's clock, since the local one may be wrong. */
    private Flux<TailEvent<T>> begin() {
        return new Poll<>(source, order, query.filter(), reach, Instant.EPOCH, true)
                .newest()
                .map(this::begun)
                .flux();
    }

    private TailEvent<T> begun(Optional<Instant> newest) {
        known = options.since().isPresent() ? null : newest.orElse(null);
        since = options.since().orElse(newest.map(Order::cut).orElse(Instant.EPOCH));
        Watermark mark = new Watermark(since, newest.orElse(null), options.overlap());
        watermark = mark;
        answered = true;
        return new Polled<>(0, Duration.ZERO, List.of(), checkpoint(mark));
    }

    private Flux<TailEvent<T>> poll(Watermark mark) {
        Instant from = mark.begin(began, versions.size() <= source.facts().pageSize());
        boolean proven = mark.moves() || known != null;
        Poll<T> poll = new Poll<>(source, order, query.filter(), reach, from, proven);
        delivered = 0;
        return Flux.concat(OnDemand.defer(() -> overdue(poll)), OnDemand.defer(poll::batches))
                .<TailEvent<T>>handle((batch, sink) -> deliver(mark, poll, batch, sink))
                .takeUntil(page -> over)
                .concatWith(Flux.defer(() -> over ? Flux.empty() : Flux.just(polled(mark, poll))))
                .doOnError(error -> mark.stop(now(), poll.latest()));
    }

    private Flux<Batch<T>> overdue(Poll<T> poll) {
        return pending.isEmpty() ? Flux.empty() : poll.rows(pending.ids()).flux();
    }

    /** Lets through the versions that were not delivered yet, and no more than is wanted. */
    private void deliver(Watermark mark, Poll<T> poll, Batch<T> batch, SynchronousSink<TailEvent<T>> sink) {
        heard = now();
        poll.missing().forEach(group -> group.ids().forEach(id -> wait(id, poll)));
        List<T> fresh = new ArrayList<>();
        for (int i = 0; i < batch.rows().size(); i++) {
            if (rows + fresh.size() >= limit) {
                over = true;
                break;
            }
            if (isNews(poll, batch, i)) {
                fresh.add(batch.rows().get(i));
            }
        }
        rows += fresh.size();
        delivered += fresh.size();
        over |= rows >= limit;
        if (!over) {
            passed(mark, batch.position().frontier());
        }
        if (!fresh.isEmpty()) {
            sink.next(new TailPage<>(fresh, checkpoint(mark)));
        }
    }

    private boolean isNews(Poll<T> poll, Batch<T> batch, int i) {
        String id = batch.ids().get(i);
        Instant told = source.keys().time(batch.rows().get(i), order.property());
        Instant changed = told == null ? known(batch.position().frontier(), poll) : told;
        Instant awaited = pending.from(id);
        if (changed.isBefore(awaited == null ? poll.from() : awaited)) {
            wait(id, poll); // it was read as it was before the change for which it was listed
            return false;
        }
        pending.came(id);
        if (told != null) {
            poll.saw(told, Duration.ofNanos(now() - began));
        }
        Instant before = known;
        return versions.add(Version.of(id, changed))
                && !changed.isBefore(since)
                && (before == null || changed.isAfter(before));
    }

    /** A row that does not tell its change is a version of the time at which it was listed. */
    private static Instant known(@Nullable Instant frontier, Poll<?> poll) {
        return frontier == null ? poll.from() : frontier;
    }

    private void wait(String id, Poll<T> poll) {
        if (source.facts().hydrateMax() > 0 && !pending.add(id, poll.from(), now())) {
            LOG.warn("{} was listed and its row did not come; too many are waited for already", id);
        }
    }

    /** What lies before a time is done: forgets what cannot be listed again, and more if there is no room. */
    private void passed(Watermark mark, @Nullable Instant frontier) {
        if (frontier != null) {
            mark.read(frontier);
        }
        versions.forgetBefore(mark.frontier());
        while (versions.size() > mostVersions) {
            int before = versions.size();
            mark.shorten(versions.endOfOldest());
            versions.forgetBefore(mark.frontier());
            if (versions.size() == before) {
                return; // they share the second that is being read
            }
        }
    }

    private TailEvent<T> polled(Watermark mark, Poll<T> poll) {
        poll.missing().forEach(group -> group.ids().forEach(id -> wait(id, poll)));
        answered = true;
        if (poll.cutShort()) {
            mark.stop(now(), poll.latest());
        } else {
            mark.end(now(), poll.latest());
            known = null;
        }
        passed(mark, null);
        Duration pause = delivered == 0 ? pace.afterNothing() : pace.afterNews();
        Duration rest = poll.cutShort() && delivered > 0 ? Duration.ZERO : pause;
        due = heard + rest.toNanos(); // this is run when there is demand, which may be long after the poll
        return new Polled<>(delivered, rest, doubts(poll), checkpoint(mark));
    }

    private List<String> doubts(Poll<T> poll) {
        List<String> doubts = new ArrayList<>(poll.doubts());
        List<String> lost = pending.giveUp(now(), options.overlap().toNanos());
        if (!lost.isEmpty()) {
            doubts.add(lost.size() + " ids were listed and their rows did not come, because they were deleted or the"
                    + " service does not show them, such as "
                    + String.join(", ", lost.subList(0, Math.min(NAMED, lost.size()))));
        }
        doubts.forEach(doubt -> LOG.warn("Following {}: {}", source.facts().name(), doubt));
        return doubts;
    }

    private Flux<TailEvent<T>> failed(Throwable error) {
        if (Hopeless.is(error, answered)) {
            return Flux.error(
                    error instanceof FalconException
                            ? error
                            : new ScanException("The tail ended unexpectedly: " + error, error));
        }
        Duration pause = pace.afterFailure();
        due = now() + pause.toNanos();
        LOG.warn(
                "Following {}: a poll failed, the next one comes in {} ms: {}",
                source.facts().name(),
                pause.toMillis(),
                error.getMessage());
        return Flux.just(new PollFailed<>(error, pace.failures(), pause));
    }

    private TailCheckpoint checkpoint(Watermark mark) {
        Mark at = new Mark(since, known, mark.frontier(), mark.newest());
        return new TailCheckpoint(fingerprint, rows, at, pending.list(), versions.list());
    }
}
