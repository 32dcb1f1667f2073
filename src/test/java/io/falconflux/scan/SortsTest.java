package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.FalconException;
import io.falconflux.error.QueryException;
import io.falconflux.error.ScanException;
import io.falconflux.scan.ModelFaults.Total;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Orders that cannot be cut into windows, and giving up the order. */
class SortsTest {

    private static final ScanOptions UNORDERED = Scans.options(options -> options.unordered(true));
    private static final Comparator<String> NULLS_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    @TempDir
    private Path directory;

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

    private static Outcome outcome(ModelServer server, ScanQuery query, ScanOptions options) {
        return Outcome.of(server, query, options);
    }

    @ParameterizedTest
    @EnumSource(
            value = Total.class,
            names = {"OFF", "ZERO", "CAPPED", "BELOW"})
    void aTotalThatHidesRowsBeyondTheWindowBringsNoneOutOfOrder(Total total) {
        ModelServer server = server(25_000);
        server.faults.total(total);
        Outcome outcome = outcome(server, Scans.sorted("name.asc"), ScanOptions.defaults());
        boolean seenAtOnce = total == Total.OFF || total == Total.CAPPED;
        refused(outcome, seenAtOnce ? 0 : 9_999);
    }

    @ParameterizedTest
    @CsvSource({"25000, ZERO, 4", "10001, BELOW, 4", "25000, BELOW, 1", "12000, ZERO, 1"})
    void theWindowsEndIsTheEndWhateverTheConcurrency(int rows, Total total, int concurrency) {
        ModelServer server = server(rows);
        server.faults.total(total);
        refused(outcome(server, Scans.sorted("name.asc"), Scans.concurrency(concurrency)), 9_999);
    }

    @ParameterizedTest
    @CsvSource({"EXACT, 400, 1", "ZERO, 500, 4", "BELOW, 400, 4"})
    void aWindowThatIsSmallerThanItShouldBeIsRefusedWhereItEnds(Total total, int status, int concurrency) {
        ModelServer server = server(9_900);
        server.faults.window(4_000, false, status).total(total);
        Outcome outcome = outcome(server, Scans.sorted("name.asc"), Scans.concurrency(concurrency));
        refused(outcome, 4_000);
        assertTrue(
                outcome.report().reason().contains("a limit of at most 4000,"),
                outcome.report().reason());
    }

    @Test
    void aLimitBehindTheWindowIsRefusedThereToo() {
        ModelServer server = server(25_000);
        server.faults.total(Total.ZERO);
        refused(outcome(server, Scans.query(null, "name.asc", 12_000), ScanOptions.defaults()), 9_999);
    }

    @ParameterizedTest
    @CsvSource({"9999, EXACT, 10000", "9999, EXACT, 9999", "4000, EXACT, 4000", "9700, ZERO, 10000"})
    void whatTheWindowJustHoldsIsServedWhole(int rows, Total total, int window) {
        ModelServer server = server(rows);
        server.faults.window(window, false, 400).total(total);
        OwedRows watch = server.watch(null);
        Outcome outcome =
                outcome(server, Scans.sorted("name.asc"), Scans.concurrency(2)).complete(watch);
        assertEquals(rows, inOrder(outcome.events()));
    }

    @ParameterizedTest
    @CsvSource({"ZERO, 9999", "BELOW, 9999", "ZERO, 501", "BELOW, 9400", "ZERO, 500"})
    void aLimitWithinTheWindowIsServedInOrderWhateverTheTotalSays(Total total, int limit) {
        ModelServer server = server(25_000);
        server.faults.total(total);
        Outcome outcome = outcome(server, Scans.query(null, "name.asc", limit), ScanOptions.defaults());
        assertEquals(ScanReport.Ended.LIMIT, outcome.report().ended());
        assertEquals(limit, inOrder(outcome.events()));
        assertTrue(
                server.calls.count() <= 2 * (limit / 500 + 1),
                () -> server.calls.all().toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = Total.class,
            names = {"ZERO", "BELOW"})
    void unorderedATotalThatHidesRowsHidesNone(Total total) {
        ModelServer server = server(25_000);
        server.faults.total(total);
        OwedRows watch = server.watch(null);
        outcome(server, Scans.sorted("name.asc"), UNORDERED).complete(watch);
    }

    @Test
    void aLimitedScanThatGoesOnKeepsItsOrder() {
        ModelServer server = server(9_000);
        ScanQuery query = Scans.query(null, "name.asc", 3_000);
        Path ledger = directory.resolve("ledger");
        Outcome whole = outcome(server, query, Scans.withFile(ledger));
        Checkpoint third = whole.pages().get(1).checkpoint();
        Outcome rest = outcome(
                server,
                query,
                Scans.options(options -> options.ledgerFile(ledger).resume(third)));
        assertEquals(whole.ids().subList((int) third.rows(), 3_000), rest.ids());
        assertEquals(2_000, inOrder(rest.events()));
    }

    private static void refused(Outcome outcome, long rows) {
        ScanReport report = outcome.report();
        assertEquals(ScanReport.Ended.WINDOW, report.ended(), report::toString);
        assertFalse(report.complete(), report::toString);
        assertEquals(rows, report.rows());
        assertEquals(rows, inOrder(outcome.events()));
        Finished<?> finished = assertInstanceOf(
                Finished.class, outcome.events().get(outcome.events().size() - 1));
        assertInstanceOf(QueryException.class, finished.cause());
        namesTheWaysOut(finished.cause());
        assertEquals(finished.cause().getMessage(), report.reason());
        assertTrue(rows == 0 || report.reason().contains("After " + rows + " rows"), report.reason());
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
