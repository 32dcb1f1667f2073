package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Everything that a scan told, taken through {@link Scan#events()}.
 *
 * @param server what was scanned
 * @param events the events
 * @param report the report
 * @param checkpoint the last checkpoint
 */
record Outcome(ModelServer server, List<ScanEvent<Row>> events, ScanReport report, Checkpoint checkpoint) {

    /** Scans the server to the end, in virtual time. */
    static Outcome of(ModelServer server, ScanQuery query, ScanOptions options) {
        return of(server, query, options, VirtualTimeScheduler.create());
    }

    static Outcome of(ModelServer server, ScanQuery query, ScanOptions options, VirtualTimeScheduler clock) {
        return of(server, server::open, query, options, clock);
    }

    static Outcome of(
            ModelServer server,
            Supplier<Source<Row>> sources,
            ScanQuery query,
            ScanOptions options,
            VirtualTimeScheduler clock) {
        CollectionScan<Row> scan = new CollectionScan<>(sources, query, options, clock);
        Drive<ScanEvent<Row>> drive = Drive.through(scan.events(), clock);
        assertNull(drive.error, () -> "events() ended in " + drive.error);
        assertFalse(drive.got.isEmpty(), "no events");
        Finished<?> finished = assertInstanceOf(Finished.class, drive.got.get(drive.got.size() - 1), "the last event");
        assertEquals(1, drive.got.stream().filter(Finished.class::isInstance).count(), "reports");
        assertEquals(0, server.calls.staying(), "calls in flight after the end");
        return new Outcome(server, drive.got, finished.report(), finished.checkpoint());
    }

    List<Page<Row>> pages() {
        List<Page<Row>> pages = new ArrayList<>();
        for (ScanEvent<Row> event : events) {
            if (event instanceof Page<Row> page) {
                pages.add(page);
            }
        }
        return pages;
    }

    List<Row> rows() {
        return pages().stream().flatMap(page -> page.items().stream()).toList();
    }

    List<String> ids() {
        return rows().stream().map(Row::id).toList();
    }

    /** Every row at most once, none that never matched, counts that agree. */
    Outcome nothingWrong(OwedRows watch) {
        nothingTwice(ids());
        Set<String> never = new TreeSet<>(ids());
        never.removeAll(watch.allowed());
        none(never, "rows that never matched");
        assertEquals(rows().size(), report.rows(), "rows in the report");
        pages().forEach(page -> assertFalse(page.items().isEmpty(), "an empty page"));
        return truthful(watch);
    }

    static void nothingTwice(Collection<String> ids) {
        Map<String, Long> counts = ids.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        counts.values().removeIf(count -> count == 1);
        none(counts.keySet(), "rows that came twice");
    }

    private static void none(Collection<String> ids, String what) {
        List<String> some = ids.stream().limit(5).toList();
        assertTrue(ids.isEmpty(), () -> ids.size() + " " + what + ", such as " + some);
    }

    /** Complete means that nothing owed is missing; incomplete has a reason. */
    private Outcome truthful(OwedRows watch) {
        if (report.complete()) {
            assertNull(report.reason(), "the reason of a complete scan");
            if (report.ended() == ScanReport.Ended.EXHAUSTED) {
                none(inexcusable(missing(watch)), "owed rows that a complete scan lacks; " + report);
            }
        } else {
            assertNotNull(report.reason(), "the reason of an incomplete scan");
            assertFalse(report.reason().isBlank(), "the reason of an incomplete scan");
        }
        return this;
    }

    /** A basis of fixpoint admits that rows may be missing where more stood on one instant than a page holds. */
    private Set<String> inexcusable(Set<String> missing) {
        if (report.basis() == ScanReport.Basis.FIXPOINT) {
            Map<Instant, Long> crowds =
                    server.rows().stream().collect(Collectors.groupingBy(Outcome::start, Collectors.counting()));
            long crowd = server.shape.facts().pageSize() / 2;
            server.rows().stream()
                    .filter(row -> crowds.get(start(row)) > crowd)
                    .map(Row::id)
                    .forEach(missing::remove);
        }
        return missing;
    }

    private static Instant start(Row row) {
        return row.start() == null ? Instant.MAX : row.start();
    }

    Set<String> missing(OwedRows watch) {
        Set<String> missing = new TreeSet<>(watch.owed());
        missing.removeAll(new HashSet<>(ids()));
        return missing;
    }

    /** The scan came out as well as can be. */
    Outcome complete(OwedRows watch) {
        assertTrue(report.complete(), () -> "incomplete: " + report);
        nothingWrong(watch);
        none(missing(watch), "owed rows that are missing; " + report);
        return this;
    }

    Outcome incomplete(OwedRows watch) {
        assertFalse(report.complete(), () -> "complete: " + report);
        return nothingWrong(watch);
    }

    /** The rows came in the order of their start, late pages aside. */
    Outcome inOrder(Comparator<Instant> order) {
        List<Instant> starts = pages().stream()
                .filter(page -> !page.late())
                .flatMap(page -> page.items().stream())
                .map(Row::start)
                .toList();
        for (int i = 1; i < starts.size(); i++) {
            int at = i;
            assertTrue(
                    order.compare(starts.get(i - 1), starts.get(i)) <= 0,
                    () -> "row " + at + " is out of order: " + starts.get(at - 1) + " before " + starts.get(at));
        }
        return this;
    }
}
