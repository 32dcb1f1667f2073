package io.falconflux.scan;

import io.falconflux.error.FalconException;
import io.falconflux.error.QueryException;
import io.falconflux.error.ScanException;
import io.falconflux.flow.Unfold;
import io.falconflux.scan.Position.Phase;
import io.falconflux.scan.ScanReport.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One subscription of a scan: what its passes bring, against what was delivered.
 *
 * <p>State: the ledger, the tally and the position. Deliveries are made one at a time, by whichever thread brings a page; with
 * a ledger in a file that is never an event loop.
 */
final class Scanning<T> {

    private final ScanOptions options;
    private final Scheduler clock;
    private final Source<T> source;
    private final Plan plan;
    private final String fingerprint;
    private final long limit;
    private final long began;
    private final Tally tally;
    private final Stragglers stragglers = new Stragglers();
    private final Ledger ledger;
    private final Passes<T> passes;
    private Position position;
    private @Nullable Throwable cause;
    private boolean stopped;

    /** Begins, or goes on from the options' checkpoint. */
    Scanning(Source<T> source, ScanQuery query, ScanOptions options, Scheduler clock) {
        this.source = source;
        this.options = options;
        this.clock = clock;
        this.plan = Plan.of(source.facts(), query, options);
        this.fingerprint = query.fingerprint(source.facts(), options.unordered());
        this.limit = query.limit() == 0 ? Long.MAX_VALUE : query.limit();
        this.began = clock.now(TimeUnit.NANOSECONDS);
        Checkpoint from = options.resume().map(this::mine).orElse(null);
        this.position = from == null ? Position.START : from.position();
        this.tally = from == null ? new Tally() : Tally.resumed(from);
        if (from != null) {
            from.stragglers().forEach(group -> stragglers.add(group.ids(), group.key(), group.range()));
        }
        this.ledger = ledger(from);
        Scope<T> scope = new Scope<>(
                new Fetcher<>(source, tally, this::hop, options.concurrency())
                        .telling(ids -> stragglers.glimpse(ids, null, Range.ALL)),
                tally,
                new Reach(source.facts()),
                stragglers,
                ledger::contains,
                options.concurrency(),
                this::wanted,
                this::since);
        this.passes = new Passes<>(source, plan, query, tally, scope, clock, options.ledger());
    }

    private Checkpoint mine(Checkpoint checkpoint) {
        if (!checkpoint.query().equals(fingerprint)) {
            throw new QueryException(
                    "The checkpoint belongs to another scan: collection, filter, sort, base URL, client"
                            + " and member must be the same");
        }
        return checkpoint;
    }

    private Ledger ledger(@Nullable Checkpoint from) {
        if (!options.ledger()) {
            return new RecentLedger(
                    2 * Math.max(source.facts().window(), 10 * source.facts().pageSize()),
                    source.facts().pageSize());
        }
        long id = Fingerprint.of(fingerprint).high();
        return options.ledgerFile()
                .<Ledger>map(
                        file -> from == null ? LedgerFile.create(file, id) : LedgerFile.open(file, id, from.ledger()))
                .orElseGet(MemoryLedger::new);
    }

    Flux<ScanEvent<T>> events() {
        Flux<List<ScanEvent<T>>> deliveries = passes.from(position)
                .map(this::deliver)
                .takeUntil(events -> wanted() == 0)
                .filter(events -> !events.isEmpty());
        return Unfold.each(stoppable(deliveries), events -> events)
                .onErrorResume(error -> {
                    cause = error instanceof FalconException ? error : unexpected(error);
                    return Flux.empty();
                })
                .concatWith(Mono.fromSupplier(this::finish))
                .doFinally(signal -> ledger.close());
    }

    private <E> Flux<E> stoppable(Flux<E> work) {
        return options.stop()
                .map(stop -> work.takeUntilOther(Flux.from(stop).materialize().doOnNext(signal -> stopped = true)))
                .orElse(work);
    }

    private static ScanException unexpected(Throwable error) {
        return new ScanException("The scan ended unexpectedly: " + error, error);
    }

    private long wanted() {
        return limit - tally.rows();
    }

    /** A ledger in a file is read and written off the event loop. */
    private <R> Mono<R> hop(Mono<R> page) {
        return options.ledgerFile().isPresent() ? page.publishOn(Schedulers.boundedElastic()) : page;
    }

    private Instant since() {
        return tally.since(Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS)));
    }

    /** Lets through what was not delivered yet, and no more than is wanted. */
    private List<ScanEvent<T>> deliver(Batch<T> batch) {
        position = batch.position();
        List<T> fresh = new ArrayList<>(batch.rows().size());
        int repeated = 0;
        long room = wanted();
        for (int i = 0; i < batch.rows().size() && fresh.size() < room; i++) {
            if (ledger.add(batch.ids().get(i))) {
                fresh.add(batch.rows().get(i));
            } else {
                repeated++;
            }
        }
        stragglers.delivered(ledger::contains);
        tally.delivered(fresh.size());
        if (batch.late() && !options.unordered()) {
            tally.late(fresh.size());
        }
        if (position.phase() == Phase.MAIN && !batch.late()) {
            tally.duplicates(Math.max(0, repeated - batch.repeats()));
        }
        return fresh.isEmpty() ? List.of() : List.of(new Page<>(fresh, checkpoint(position), batch.late()), progress());
    }

    private Progress<T> progress() {
        long total = Math.min(tally.total(), limit);
        return new Progress<>(tally.rows(), total < 0 ? OptionalLong.empty() : OptionalLong.of(total), elapsed());
    }

    private Duration elapsed() {
        return Duration.ofNanos(clock.now(TimeUnit.NANOSECONDS) - began);
    }

    private Checkpoint checkpoint(Position at) {
        return new Checkpoint(
                fingerprint,
                since(),
                at,
                tally.rows(),
                tally.late(),
                ledger.mark(),
                stragglers.groups(),
                tally.doubts(),
                tally.isFixpoint());
    }

    private Finished<T> finish() {
        Ended ended = how();
        String reason = reason(ended);
        boolean done = ended == Ended.EXHAUSTED || ended == Ended.LIMIT;
        ScanReport report = new ScanReport(
                reason == null,
                ended,
                tally.basis(plan.keyMoves(source.facts()), options.ledger()),
                tally.rows(),
                tally.late(),
                tally.duplicates(),
                tally.notHydrated(),
                tally.vanished(),
                tally.windows(),
                source.cost(),
                elapsed(),
                reason);
        return new Finished<>(report, checkpoint(done ? Position.at(Phase.DONE) : position), cause);
    }

    private Ended how() {
        if (cause != null) {
            return cause instanceof QueryException ? Ended.WINDOW : Ended.FAILED;
        }
        if (stopped) {
            return Ended.CANCELLED;
        }
        return wanted() == 0 ? Ended.LIMIT : Ended.EXHAUSTED;
    }

    private @Nullable String reason(Ended ended) {
        return switch (ended) {
            case FAILED, WINDOW -> Objects.requireNonNull(cause).getMessage();
            case CANCELLED -> "it was stopped";
            case LIMIT -> null;
            case EXHAUSTED -> tally.nothingOf() == null ? tally.reason() : tally.nothingOf();
        };
    }
}
