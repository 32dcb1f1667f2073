package io.falconflux.scan;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever other people do during a scan, every row that is owed comes exactly once. */
class ChurnPropertyTest {

    private static final int TRIES = 80;

    private static Outcome scan(ModelServer server, ScanQuery query, int concurrency) {
        OwedRows watch = server.watch(query.filter());
        return Outcome.of(server, query, Scans.concurrency(concurrency)).complete(watch);
    }

    @Property(seed = "20261124", tries = TRIES)
    void movingRowsAreDeliveredOnceWhereAChangeKeyTells(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 800) int rows,
            @ForAll @IntRange(min = 1, max = 12) int together,
            @ForAll @IntRange(max = 30) int changesInTenCalls,
            @ForAll @IntRange(min = 1, max = 4) int concurrency) {
        ModelServer server = new ModelServer(
                        ModelShape.incidents(20, 200), ModelData.bursts(rows, together, seed), seed)
                .churn(new ModelChurn(changesInTenCalls / 10.0, ModelChurn.ALL, seed));
        scan(server, Scans.open(), concurrency);
    }

    @Property(seed = "20261124", tries = TRIES)
    void rowsWhoseTimeIsFixedNeedNoChangeKey(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 800) int rows,
            @ForAll @IntRange(max = 20) int changesInTenCalls,
            @ForAll boolean whole,
            @ForAll boolean descending) {
        ModelShape shape = whole ? ModelShape.crowdScores(25, 200) : ModelShape.behaviors(20, 200);
        ModelServer server = new ModelServer(shape, ModelData.bursts(rows, 8, seed), seed)
                .churn(new ModelChurn(changesInTenCalls / 10.0, ModelChurn.FIXED_ROWS, seed));
        scan(server, Scans.query(Scans.OPEN, descending ? "timestamp.desc" : "timestamp.asc", 0), 1);
    }

    @Property(seed = "20261124", tries = TRIES)
    void growthIsSurvivedInEitherOrder(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 800) int rows,
            @ForAll boolean descending,
            @ForAll @IntRange(min = 1, max = 4) int concurrency) {
        List<ModelChurn.Kind> growth = List.of(ModelChurn.Kind.INSERT, ModelChurn.Kind.BACKDATE);
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.uniform(rows, 3, seed), seed)
                .churn(new ModelChurn(1, growth, seed));
        scan(server, Scans.query(Scans.OPEN, descending ? "start.desc" : "start.asc", 0), concurrency);
    }

    @Property(seed = "20261124", tries = TRIES)
    void aScanByTheTimeOfChangeMeetsRowsThatRunAhead(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 600) int rows,
            @ForAll boolean descending) {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.uniform(rows, 3, seed), seed)
                .churn(new ModelChurn(1.5, ModelChurn.ALL, seed));
        String sort = descending ? "modified_timestamp.desc" : "modified_timestamp.asc";
        scan(server, Scans.query(Scans.OPEN, sort, 0), 1);
    }

    @Property(seed = "20261124", tries = TRIES)
    void rowsThatMoveUnseenAreNotPromisedAndNothingElseIsLost(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll @IntRange(max = 600) int rows) {
        List<ModelChurn.Kind> kinds = List.of(ModelChurn.Kind.SILENT, ModelChurn.Kind.TOUCH, ModelChurn.Kind.DELETE);
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.uniform(rows, 3, seed), seed)
                .churn(new ModelChurn(1, kinds, seed));
        scan(server, Scans.open(), 2);
    }

    @Property(seed = "20261124", tries = TRIES)
    void pagesByCursorLoseNothingEither(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 600) int rows,
            @ForAll @IntRange(max = 20) int changesInTenCalls) {
        ModelServer server = new ModelServer(ModelShape.alerts(20), ModelData.bursts(rows, 30, seed), seed)
                .churn(new ModelChurn(changesInTenCalls / 10.0, ModelChurn.FIXED_TIMES, seed));
        scan(server, Scans.open(), 1);
    }
}
