package io.falconflux.scan;

import io.falconflux.scan.ModelCalls.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The service in memory: deterministic by its seed, with a clock that every call moves on. It answers as the facts of its
 * {@link ModelShape} say, goes wrong as its {@link ModelFaults} say, changes between calls as its {@link ModelChurn} says,
 * and knows what a scan owes ({@link #watch}).
 */
final class ModelServer {

    /** When the first call is answered; the rows of {@link ModelData} are older. */
    static final Instant START = Instant.parse("2026-03-01T08:15:30.123456789Z");

    final ModelShape shape;
    final ModelFaults faults = new ModelFaults();
    final ModelCalls calls = new ModelCalls();

    private final ModelRows rows;
    private final Random random;
    private final ModelPages pages;
    private final Map<String, Integer> late = new HashMap<>();
    private ModelChurn churn = ModelChurn.none();
    private Consumer<List<String>> beforeEntities = ids -> {};
    private Instant now = START;
    private long mostLatency;
    private Scheduler latencyClock;
    private long leastLatency;
    private Scheduler clock;

    ModelServer(ModelShape shape, Collection<Row> rows, long seed) {
        this.shape = shape;
        this.rows = new ModelRows(rows);
        this.random = new Random(seed);
        this.pages = new ModelPages(shape, faults, new Random(~seed));
    }

    ModelServer churn(ModelChurn other) {
        churn = other;
        return this;
    }

    /** Does something when rows are asked for by their ids, before they are looked up. */
    ModelServer beforeEntities(Consumer<List<String>> what) {
        beforeEntities = what;
        return this;
    }

    /** Answers after a while: anything up to that many milliseconds, so that calls overtake each other. */
    ModelServer latency(long mostMillis, Scheduler clock) {
        mostLatency = mostMillis;
        latencyClock = clock;
        return this;
    }

    /** Takes equally long for each call. */
    ModelServer steadyLatency(long millis, Scheduler clock) {
        leastLatency = millis - 1;
        return latency(1, clock);
    }

    /** Keeps step with a clock, so that time goes by for the service between calls too. */
    ModelServer clock(Scheduler other) {
        clock = other;
        return this;
    }

    /** Begins to keep account of what a scan with that filter owes. */
    synchronized OwedRows watch(String filter) {
        OwedRows watch = new OwedRows(
                rows.all(),
                ModelFilter.read(shape, filter).test(),
                shape.facts().changeKey() != null);
        rows.watch(watch);
        return watch;
    }

    /** Returns the rows as they are now. */
    synchronized List<Row> rows() {
        return List.copyOf(rows.all());
    }

    /** Changes the rows from outside, as other people do. */
    synchronized void put(Row row) {
        rows.put(row);
    }

    synchronized void remove(String id) {
        rows.remove(id);
    }

    /** Takes back every cursor that was given out. */
    synchronized void forgetCursors() {
        pages.forgetCursors();
    }

    synchronized Instant now() {
        if (clock != null) {
            Instant shown = START.plusNanos(clock.now(TimeUnit.NANOSECONDS));
            now = shown.isAfter(now) ? shown : now;
        }
        return now;
    }

    /** Opens what a subscription scans. */
    Source<Row> open() {
        return shape.facts().window() == 0 ? new ModelSource.ByCursor(this) : new ModelSource.ByRank(this);
    }

    Mono<Listing<Row>> list(Selection selection, long offset, int limit) {
        Call call = ModelCalls.listing(selection, offset, limit);
        return answer(call, () -> {
            if (beyondWindow(offset + limit)) {
                calls.refusedBeyondWindow(call);
                throw Refusals.refused(
                        faults.windowStatus,
                        "offset " + offset + " and limit " + limit + " are invalid; offset + limit must be less");
            }
            Listing<Row> page = pages.byRank(rows, selection, offset, limit, served());
            if (page.ids().isEmpty()) {
                calls.answeredEmpty(call);
            }
            return page;
        });
    }

    Mono<Listing<Row>> list(Selection selection, String cursor, int limit) {
        return answer(
                ModelCalls.listing(selection, cursor == null ? 0 : 1, limit),
                () -> pages.byCursor(rows, selection, cursor, limit, served()));
    }

    Mono<List<Row>> entities(List<String> ids) {
        if (shape.facts().hydrateMax() == 0) {
            throw new AssertionError("an entity call to a collection of whole rows");
        }
        return answer(ModelCalls.entities(ids), () -> {
            int most = shape.facts().hydrateMax();
            if (ids.isEmpty() || ids.size() > most) {
                throw Refusals.refused(
                        400,
                        "The 'ids' parameter must be present at least once and can be present up to " + most
                                + " times.");
            }
            beforeEntities.accept(ids);
            List<Row> found = new ArrayList<>();
            for (String id : new HashSet<>(ids)) {
                Row row = rows.get(id);
                if (row != null && !faults.never.contains(id) && !isLate(id)) {
                    found.add(row);
                }
            }
            fill(found, ids);
            Collections.shuffle(found, random);
            return found;
        });
    }

    private void fill(List<Row> found, List<String> ids) {
        if (random.nextDouble() < faults.aliens) {
            rows().stream()
                    .filter(row -> !ids.contains(row.id()))
                    .limit(ids.size() - found.size())
                    .forEach(found::add);
        }
    }

    private boolean beyondWindow(long end) {
        int window = faults.window == 0 ? shape.facts().window() : faults.window;
        return faults.strictWindow ? end >= window : end > window;
    }

    private boolean isLate(String id) {
        if (faults.lateEntities == 0) {
            return false;
        }
        int left = late.computeIfAbsent(id, any -> random.nextDouble() < faults.lateEntities ? faults.lateCalls : 0);
        late.put(id, Math.max(0, left - 1));
        return left > 0;
    }

    private Instant served() {
        return switch (faults.served) {
            case EXACT -> now;
            case SECONDS -> Instant.ofEpochSecond(now.getEpochSecond());
            case NONE -> null;
        };
    }

    private <R> Mono<R> answer(Call call, Supplier<R> reply) {
        return Mono.defer(() -> {
            int number = calls.begin(call);
            Mono<R> now = Mono.fromSupplier(() -> answerNow(number, reply));
            AtomicBoolean open = new AtomicBoolean(true);
            Runnable end = () -> {
                if (open.getAndSet(false)) {
                    calls.end();
                }
            };
            return (mostLatency == 0 ? now : now.delaySubscription(delay(), latencyClock))
                    .doOnTerminate(end)
                    .doOnCancel(end);
        });
    }

    private synchronized Duration delay() {
        return Duration.ofMillis(leastLatency + 1 + random.nextLong(mostLatency));
    }

    private synchronized <R> R answerNow(int number, Supplier<R> reply) {
        now = clock == null
                ? now.plusMillis(1 + random.nextInt(400)).plusNanos(random.nextInt(1_000_000))
                : now().plusNanos(1 + random.nextInt(1000));
        churn.tick(rows, now);
        RuntimeException failure = faults.failures.get(number);
        if (failure != null) {
            throw failure;
        }
        return reply.get();
    }
}
