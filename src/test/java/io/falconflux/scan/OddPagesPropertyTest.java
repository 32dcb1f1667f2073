package io.falconflux.scan;

import io.falconflux.scan.ModelFaults.Total;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Everything that a service does to a scan, at once and at random. */
class OddPagesPropertyTest {

    private static final int TRIES = 80;

    @Property(seed = "20261125", tries = TRIES)
    void oddPagesLateEntitiesAndChurnTogether(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 600) int rows,
            @ForAll @IntRange(max = 30) int oddPagesInHundred,
            @ForAll @IntRange(max = 15) int changesInTenCalls,
            @ForAll @IntRange(min = 1, max = 4) int concurrency,
            @ForAll Total total) {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.bursts(rows, 8, seed), seed)
                .churn(new ModelChurn(changesInTenCalls / 10.0, ModelChurn.ALL, seed));
        server.faults
                .pages(oddPagesInHundred / 100.0)
                .late(0.02, 1)
                .unstableTies()
                .total(total);
        OwedRows watch = server.watch(Scans.OPEN);
        Outcome.of(server, Scans.open(), Scans.concurrency(concurrency)).nothingWrong(watch);
    }

    @Property(seed = "20261124", tries = TRIES)
    void oddPagesOfQuietDataAreNoReasonToMissARow(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 600) int rows,
            @ForAll @IntRange(max = 20) int oddPagesInHundred,
            @ForAll @IntRange(min = 1, max = 4) int concurrency,
            @ForAll Total total) {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.bursts(rows, 8, seed), seed);
        server.faults.pages(oddPagesInHundred / 100.0).late(0.02, 1).total(total);
        OwedRows watch = server.watch(null);
        Outcome.of(server, Scans.all(), Scans.concurrency(concurrency)).complete(watch);
    }

    @Property(seed = "20261124", tries = TRIES)
    void tiesOfEverySizeUpToAPage(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 600) int rows,
            @ForAll @IntRange(min = 1, max = 20) int together,
            @ForAll boolean descending,
            @ForAll @IntRange(min = 1, max = 4) int concurrency) {
        ModelServer server =
                new ModelServer(ModelShape.incidents(20, 200), ModelData.bursts(rows, together, seed), seed);
        server.faults.unstableTies();
        OwedRows watch = server.watch(null);
        ScanQuery query = Scans.sorted(descending ? "start.desc" : "start.asc");
        Outcome.of(server, query, Scans.concurrency(concurrency)).complete(watch);
    }

    @Property(seed = "20261124", tries = TRIES)
    void stormsLargerThanAPageAndLargerThanTheWindow(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 900) int rows,
            @ForAll @IntRange(min = 20, max = 500) int together,
            @ForAll @IntRange(max = 10) int changesInTenCalls) {
        ModelServer server = new ModelServer(
                        ModelShape.incidents(20, 200), ModelData.bursts(rows, together, seed), seed)
                .churn(new ModelChurn(changesInTenCalls / 10.0, ModelChurn.ALL, seed));
        server.faults.unstableTies();
        OwedRows watch = server.watch(Scans.OPEN);
        Outcome.of(server, Scans.open(), Scans.concurrency(2)).nothingWrong(watch);
    }

    @Property(seed = "20261124", tries = TRIES)
    void pagesByCursorThatAreOdd(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 600) int rows,
            @ForAll @IntRange(max = 20) int oddPagesInHundred,
            @ForAll @IntRange(max = 15) int changesInTenCalls) {
        ModelServer server = new ModelServer(ModelShape.alerts(20), ModelData.bursts(rows, 30, seed), seed)
                .churn(new ModelChurn(changesInTenCalls / 10.0, ModelChurn.FIXED_TIMES, seed));
        server.faults.pages(oddPagesInHundred / 100.0);
        OwedRows watch = server.watch(Scans.OPEN);
        Outcome.of(server, Scans.open(), ScanOptions.defaults()).nothingWrong(watch);
    }
}
