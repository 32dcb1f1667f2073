package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.FalconException;
import io.falconflux.error.QueryException;
import io.falconflux.error.ScanException;
import io.falconflux.scan.ModelFaults.Total;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Orders that cannot be cut into windows, and giving up the order. */
class SortsTest {

    private static final ScanOptions UNORDERED = Scans.options(options -> options.unordered(true));
    private static final Comparator<String> NULLS_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    private static ModelServer server(int rows) {
        return new ModelServer(ModelShape.incidents(), ModelData.uniform(rows, 5, 7), 1);
    }

    private static Scan<Row> scan(ModelServer server, ScanQuery query, ScanOptions options) {
        return new CollectionScan<>(server::open, query, options, Schedulers.parallel());
    }

    private static void namesTheWaysOut(Throwable error) {
        FalconException refused = assertInstanceOf(FalconException.class, error);
        assertTrue(refused instanceof ScanException || refused instanceof QueryException, refused::toString);
        assertFalse(refused instanceof IncompleteScanException, refused::toString);
        String message = refused.getMessage().toLowerCase(Locale.ROOT);
        assertTrue(message.contains("unordered") && message.contains("limit"), message);
    }

    @Test
    void anOrderThatCannotBeWindowedIsRefusedAtOnceBeyondTheWindow() {
        ModelServer server = server(25_000);
        Scan<Row> scan = scan(server, Scans.sorted("name.asc"), Scans.concurrency(4));
        StepVerifier.create(scan.items())
                .expectErrorSatisfies(SortsTest::namesTheWaysOut)
                .verify(Duration.ofSeconds(10));
        StepVerifier.create(scan.events())
                .assertNext(event -> {
                    Finished<Row> finished = assertInstanceOf(Finished.class, event);
                    assertEquals(ScanReport.Ended.WINDOW, finished.report().ended());
                    namesTheWaysOut(finished.cause());
                })
                .expectComplete()
                .verify(Duration.ofSeconds(10));
        assertTrue(server.calls.count() <= 6, () -> server.calls.all().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"name.asc", "sort_score.desc"})
    void withinTheWindowAnyOrderIsServed(String sort) {
        ModelServer server = server(9_000);
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.sorted(sort), Scans.concurrency(2)).complete(watch);
        List<String> keys = outcome.rows().stream()
                .map(row -> sort.startsWith("name")
                        ? row.name()
                        : row.score() == null ? null : String.format("%03d", 999 - row.score()))
                .toList();
        assertTrue(keys.stream().sorted(NULLS_LAST).toList().equals(keys), "out of order");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 500, 9_000})
    void withALimitWithinTheWindowAnyOrderIsServed(int limit) {
        ModelServer server = server(25_000);
        Outcome outcome = Outcome.of(server, Scans.query(null, "name.asc", limit), ScanOptions.defaults());
        assertTrue(outcome.report().complete(), () -> outcome.report().toString());
        assertEquals(ScanReport.Ended.LIMIT, outcome.report().ended());
        assertEquals(limit, outcome.rows().size());
        List<String> names = outcome.rows().stream().map(Row::name).toList();
        assertTrue(names.stream().sorted(NULLS_LAST).toList().equals(names), "out of order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name.asc", "status.desc", "start.asc"})
    void unorderedAnySortIsScannedWhole(String sort) {
        ModelServer server = server(25_000);
        OwedRows watch = server.watch(Scans.OPEN);
        Outcome.of(server, Scans.query(Scans.OPEN, sort, 0), UNORDERED).complete(watch);
    }

    @Test
    void unorderedRowsThatChangeAreNotLost() {
        ModelServer server = server(22_000);
        server.churn(new ModelChurn(8, ModelChurn.ALL, 5));
        server.faults.unstableTies();
        OwedRows watch = server.watch(Scans.OPEN);
        Outcome.of(
                        server,
                        Scans.query(Scans.OPEN, "name.asc", 0),
                        UNORDERED.mutate().concurrency(3).build())
                .complete(watch);
    }

    @Test
    void unorderedACollectionWithoutAChangeKeyIsScannedByItsTime() {
        ModelServer server = new ModelServer(ModelShape.behaviors(500, 10_000), ModelData.uniform(22_000, 5, 7), 1);
        OwedRows watch = server.watch(null);
        Outcome.of(server, Scans.sorted("state.asc"), UNORDERED).complete(watch);
    }

    @ParameterizedTest
    @EnumSource(
            value = Total.class,
            names = {"OFF", "ZERO", "CAPPED"})
    void aTotalThatHidesRowsBeyondTheWindowHidesNoGap(Total total) {
        ModelServer server = server(25_000);
        server.faults.total(total);
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        Scan<Row> scan = new CollectionScan<>(server::open, Scans.sorted("name.asc"), ScanOptions.defaults(), clock);
        Drive<ScanEvent<Row>> drive = Drive.through(scan.events(), clock);
        if (drive.error != null) {
            namesTheWaysOut(drive.error);
            return;
        }
        Finished<?> finished = assertInstanceOf(Finished.class, drive.got.get(drive.got.size() - 1));
        if (finished.report().ended() == ScanReport.Ended.WINDOW) {
            assertEquals(0, finished.report().rows());
            namesTheWaysOut(finished.cause());
            return;
        }
        // the rows that the total hid come all the same, after the order
        assertTrue(finished.report().complete(), () -> finished.report().toString());
        assertEquals(25_000, finished.report().rows());
        assertTrue(inOrder(drive.got) <= 10_000, "rows beyond the window that are not marked as late");
    }

    /** Counts the rows that came in their order, and checks it. */
    private static int inOrder(List<ScanEvent<Row>> events) {
        List<String> names = new ArrayList<>();
        for (ScanEvent<Row> event : events) {
            if (event instanceof Page<Row> page && !page.late()) {
                page.items().forEach(row -> names.add(row.name()));
            }
        }
        assertTrue(names.stream().sorted(NULLS_LAST).toList().equals(names), "out of order");
        return names.size();
    }

    @Test
    void withoutALedgerTheReportSaysSo() {
        ModelServer server = server(15_000);
        OwedRows watch = server.watch(null);
        ScanOptions options = Scans.options(ScanOptions.Builder::withoutLedger);
        Outcome outcome =
                Outcome.of(server, Scans.all(), options).complete(watch).inOrder(Comparator.naturalOrder());
        assertEquals(ScanReport.Basis.NONE, outcome.report().basis());
    }
}
