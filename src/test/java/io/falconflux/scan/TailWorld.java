package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A service and the people who change its rows while virtual time goes by, and what a tail owes: the last version of every row.
 * A change may become visible later than it was made.
 */
final class TailWorld {

    final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    final ModelServer server;

    private final Map<String, Row> last = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private Instant lastMade = Instant.EPOCH;

    TailWorld(ModelShape shape, List<Row> rows, long seed) {
        server = new ModelServer(shape, rows, seed).clock(clock);
        rows.forEach(this::note);
    }

    private void note(Row row) {
        last.put(row.id(), row);
        made.add(version(row));
    }

    static String version(Row row) {
        return row.id() + "@" + row.modified();
    }

    /** Returns a time for a change, later than all others. */
    Instant tick() {
        Instant now = server.now();
        lastMade = now.isAfter(lastMade) ? now : lastMade.plusNanos(1);
        return lastMade;
    }

    /** Makes a change now, and shows it at once. */
    Row change(Row row) {
        return change(row, tick(), Duration.ZERO);
    }

    /** Makes a change of a time that {@link #tick} gave, and shows it late. */
    Row change(Row row, Instant at, Duration late) {
        Row changed = row.modified(at);
        note(changed);
        if (late.isZero()) {
            show(changed);
        } else {
            clock.schedule(() -> show(changed), late.toMillis(), TimeUnit.MILLISECONDS);
        }
        return changed;
    }

    /** A late change does not hide a newer one, nor bring a deleted row back. */
    private void show(Row row) {
        boolean stale = server.rows().stream()
                .anyMatch(
                        there -> there.id().equals(row.id()) && there.modified().isAfter(row.modified()));
        if (!stale && last.containsKey(row.id())) {
            server.put(row);
        }
    }

    void delete(String id) {
        last.remove(id);
        if (server.rows().stream().anyMatch(row -> row.id().equals(id))) {
            server.remove(id);
        }
    }

    /** Returns the rows as they were changed last, visible or not. */
    List<Row> rows() {
        return List.copyOf(last.values());
    }

    void pass(Duration time) {
        for (long left = time.toMillis(); left > 0; left -= 50) {
            clock.advanceTimeBy(Duration.ofMillis(Math.min(50, left)));
        }
    }

    CollectionTail<Row> tail(ScanQuery query, TailOptions options) {
        return new CollectionTail<>(server::open, query, options, clock);
    }

    /** Begins to follow, and takes everything. */
    Follower follow(ScanQuery query, UnaryOperator<TailOptions.Builder> options) {
        Follower follower = new Follower();
        tail(query, options.apply(TailOptions.builder()).build()).events().subscribe(follower);
        return follower;
    }

    /** Every row that changed after a time and matches came as it is, no version twice, and nothing that never was. */
    void owesNothing(List<Row> delivered, Instant since, Predicate<Row> filter) {
        Set<String> got = new HashSet<>();
        List<String> twice = new ArrayList<>();
        delivered.forEach(row -> {
            if (!got.add(version(row))) {
                twice.add(version(row));
            }
        });
        assertTrue(twice.isEmpty(), () -> twice.size() + " versions came twice, such as " + twice.get(0));
        List<String> missing = last.values().stream()
                .filter(filter)
                .filter(row -> row.modified().isAfter(since))
                .map(TailWorld::version)
                .filter(version -> !got.contains(version))
                .sorted()
                .toList();
        assertTrue(missing.isEmpty(), () -> missing.size() + " are missing, such as " + missing.get(0));
        got.removeAll(made);
        assertTrue(got.isEmpty(), () -> "never were: " + got);
    }
}
