package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.ModelCalls.Call;
import io.falconflux.scan.ModelFaults.Served;
import io.falconflux.scan.ModelFaults.Total;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, totals and windows that are not what the service promises, at the size of the real service. */
class OddPagesTest {

    private static ModelServer server(List<Row> rows) {
        return new ModelServer(ModelShape.incidents(), rows, 3);
    }

    private static Outcome complete(ModelServer server, ScanOptions options) {
        OwedRows watch = server.watch(null);
        return Outcome.of(server, Scans.all(), options).complete(watch);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void everythingAtOnceOverFifteenThousandRows(int concurrency) {
        ModelServer server = server(ModelData.uniform(15_000, 8, 7));
        server.faults.pages(0.1).late(0.01, 1).unstableTies().total(Total.OFF);
        complete(server, Scans.concurrency(concurrency)).inOrder(Comparator.naturalOrder());
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "4, 200", "1, 37"})
    void pagesThatNeverHaveAsManyRowsAsAreAskedFor(int concurrency, int most) {
        List<Row> rows = new ArrayList<>(ModelData.uniform(9_000, 8, 7));
        rows.addAll(ModelData.uniform(1_300, 1_300, 8));
        ModelServer server = server(rows);
        server.faults.pageCap(most).unstableTies();
        complete(server, Scans.concurrency(concurrency));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOtherPageIsShortWhileTiesStandInNoOrder(long seed) {
        List<Row> rows = new ArrayList<>(ModelData.bursts(6_000, 10, seed));
        rows.addAll(ModelData.uniform(1_200, 1_200, seed));
        ModelServer server = new ModelServer(ModelShape.incidents(), rows, seed);
        server.faults.shortPages(0.5, Integer.MAX_VALUE).unstableTies();
        complete(server, Scans.concurrency((int) (seed % 4 + 1)));
    }

    @ParameterizedTest
    @CsvSource({"15000, 1", "15000, 4", "700, 4"})
    void aServiceThatPassesOverEveryFilterEndsAScanWithThatReason(int rows, int concurrency) {
        ModelServer server = server(ModelData.uniform(rows, 8, 7));
        server.faults.deaf();
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), Scans.concurrency(concurrency)).incomplete(watch);
        assertTrue(
                String.valueOf(outcome.report().reason()).contains("passes over filters"),
                () -> outcome.report().toString());
        assertTrue(server.calls.all().size() < 50, () -> server.calls.all().size() + " calls");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pagesThatBeginFurtherOnThanWasAskedFor(long seed) {
        List<Row> rows = new ArrayList<>(ModelData.uniform(9_000, 5, seed));
        rows.addAll(ModelData.uniform(1_300, 1_300, seed + 100));
        ModelServer server = server(rows);
        server.faults.farShifts(0.1).pages(0.03).unstableTies();
        complete(server, Scans.concurrency((int) (seed % 4 + 1)));
    }

    @Test
    void rowsInThePlaceOfThoseAskedForAreNoAnswer() {
        ModelServer server = server(ModelData.uniform(12_000, 8, 7));
        server.faults.late(0.05, 1).aliens(0.5);
        complete(server, Scans.concurrency(2));
    }

    @ParameterizedTest
    @EnumSource
    void whateverTheTotalSays(Total total) {
        ModelServer server = server(ModelData.uniform(22_000, 5, 7));
        server.faults.total(total);
        complete(server, ScanOptions.defaults()).inOrder(Comparator.naturalOrder());
    }

    @ParameterizedTest
    @EnumSource
    void howeverTheServiceTellsItsTime(Served served) {
        ModelServer server = server(ModelData.uniform(12_000, 5, 7));
        server.faults.served(served);
        server.churn(new ModelChurn(3, ModelChurn.ALL, 5));
        complete(server, ScanOptions.defaults());
    }

    @ParameterizedTest
    @CsvSource({
        "10000, true, 400, 1",
        "10000, true, 500, 4",
        "9999, true, 400, 1",
        "5000, false, 400, 1",
        "5000, true, 400, 4",
        "5000, true, 500, 1",
        "5000, false, 500, 4",
        "1000, false, 400, 2"
    })
    void aSmallerOrStricterWindowIsLearnt(int window, boolean strict, int status, int concurrency) {
        ModelServer server = server(ModelData.uniform(24_000, 5, 7));
        server.faults.window(window, strict, status);
        complete(server, Scans.concurrency(concurrency)).inOrder(Comparator.naturalOrder());
        List<Call> refused = server.calls.beyondWindow();
        assertEquals(refused.size(), new HashSet<>(refused).size(), () -> "asked twice: " + refused);
        if (concurrency == 1) {
            List<Long> ends = refused.stream().map(Call::end).toList();
            assertEquals(
                    ends.stream().sorted(Comparator.reverseOrder()).distinct().toList(),
                    ends,
                    "a refusal teaches the cap");
        }
    }

    @Test
    void aLimitWithinTheWindowNeverGoesBeyondIt() {
        ModelServer server = server(ModelData.uniform(24_000, 5, 7));
        server.faults.window(10_000, true, 400);
        Outcome outcome = Outcome.of(server, Scans.limited(10_000), ScanOptions.defaults());
        assertTrue(outcome.report().complete(), () -> outcome.report().toString());
        assertEquals(10_000, outcome.rows().size());
    }

    @Test
    void tiesThatReshuffleAtEveryRequest() {
        ModelServer server = server(ModelData.bursts(30_000, 400, 7));
        server.faults.unstableTies();
        complete(server, Scans.concurrency(2)).inOrder(Comparator.naturalOrder());
    }

    @Test
    void stormsThatReshuffleAndThatAScoreDivides() {
        ModelServer server = server(ModelData.bursts(30_000, 6_000, 7));
        server.faults.unstableTies();
        complete(server, Scans.concurrency(2)).inOrder(Comparator.naturalOrder());
    }

    @Test
    void thirtyThousandReshufflingRowsOnOneInstantThatAScoreDivides() {
        ModelServer server = server(ModelData.oneInstant(30_000, 7));
        server.faults.unstableTies();
        complete(server, ScanOptions.defaults());
    }

    @Test
    void aPageThatStaysFlawedIsSaid() {
        ModelServer server = server(ModelData.uniform(2_000, 5, 7));
        server.faults.flawedPages = 1;
        server.faults.inARow = Integer.MAX_VALUE;
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).incomplete(watch);
        String reason = String.valueOf(outcome.report().reason());
        assertTrue(reason.contains("shard failure") && reason.contains("t-1"), reason);
    }

    @Test
    void pagesThatAreAlwaysShortAreStillPages() {
        ModelServer server = server(ModelData.uniform(600, 5, 7));
        server.faults.shortPages = 0.8;
        server.faults.inARow = 3;
        complete(server, ScanOptions.defaults()).inOrder(Comparator.naturalOrder());
    }

    @Test
    void rowsWithoutTheTimeThatOrdersAreNeverLostInSilence() {
        List<Row> rows = ModelData.uniform(24_000, 5, 7).stream()
                .map(row -> row.id().hashCode() % 50 == 0 ? row.end(null) : row)
                .toList();
        ModelServer server = server(rows);
        OwedRows watch = server.watch(null);
        Outcome.of(server, Scans.sorted("end.asc"), ScanOptions.defaults()).nothingWrong(watch);
    }

    @Test
    void timesBeforeTheEpochAndFarAheadAreTimes() {
        List<Row> rows = ModelData.rows(
                12_000,
                7,
                i -> i % 1_000 == 0
                        ? Instant.parse("1969-12-31T23:59:59.5Z").minusSeconds(i)
                        : i % 777 == 0
                                ? Instant.parse("2099-01-01T00:00:00.000000001Z")
                                        .plusNanos(i)
                                : ModelData.FIRST.plusSeconds(i));
        complete(server(rows), ScanOptions.defaults()).inOrder(Comparator.naturalOrder());
    }
}
