package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.ModelChurn.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Rows come in at the end faster than a scan reads: it ends all the same, with every row that was there when it began. */
class GrowthTest {

    private static final int ROWS = 150;
    private static final int MOST_CALLS = 2_000;

    private static Outcome scan(ModelServer server, ScanQuery query, int concurrency) {
        server.beforeEntities(ids -> assertTrue(
                server.calls.count() < MOST_CALLS,
                () -> "no end; lately " + server.calls.all().subList(MOST_CALLS - 50, MOST_CALLS)));
        return Outcome.of(server, query, Scans.concurrency(concurrency));
    }

    private static ModelServer growing(ModelShape shape, List<Row> rows, double perCall, long seed) {
        return new ModelServer(shape, rows, seed).churn(new ModelChurn(perCall, List.of(Kind.INSERT), seed));
    }

    @Property(seed = "20261125", tries = 6)
    void theScanEnds(
            @ForAll @IntRange(max = 10_000) int seed,
            @ForAll @IntRange(min = 1, max = 15) int perCall,
            @ForAll @IntRange(min = 1, max = 5) int concurrency) {
        ModelServer server = growing(ModelShape.incidents(20, 200), ModelData.uniform(ROWS, 3, seed), perCall, seed);
        OwedRows watch = server.watch(null);
        Outcome outcome = scan(server, Scans.all(), concurrency).nothingWrong(watch);
        assertTrue(outcome.missing(watch).isEmpty(), () -> "missing " + outcome.missing(watch));
    }

    /** A clock that is ahead puts rows behind those that come in. */
    @Example
    void rowsOfTheFutureAreNotLeftOut() {
        List<Row> rows = new ArrayList<>(ModelData.uniform(ROWS, 3, 1));
        Instant future = ModelServer.START.plusSeconds(1_000_000);
        for (int i = 0; i < 50; i++) {
            rows.add(Row.of("inc:future" + i, future.plusSeconds(i)).modified(ModelServer.START.minusSeconds(90)));
        }
        ModelServer server = growing(ModelShape.incidents(20, 200), rows, 15, 1);
        OwedRows watch = server.watch(null);
        Outcome outcome = scan(server, Scans.all(), 2).nothingWrong(watch);
        assertTrue(outcome.missing(watch).isEmpty(), () -> "missing " + outcome.missing(watch));
    }

    /** Without a key of changes nothing tells the rows that came in from those that were there. */
    @Example
    void withoutAChangeKeyTheScanSaysWhereItGaveUp() {
        ModelServer server = growing(ModelShape.behaviors(20, 200), ModelData.uniform(ROWS, 3, 1), 15, 1);
        OwedRows watch = server.watch(null);
        Outcome outcome = scan(server, Scans.all(), 2).nothingWrong(watch);
        assertFalse(outcome.report().complete());
        assertTrue(
                outcome.report().reason().contains("faster than they can be read"),
                outcome.report().reason());
        assertTrue(outcome.missing(watch).isEmpty());
    }
}
