package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Rows that lack the key of the order fall in no range of it, and all of them tie. */
class LackingKeyTest {

    private static ModelServer server(List<Row> rows, int seed) {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), rows, seed);
        server.faults.unstableTies();
        return server;
    }

    private static List<Row> lackingEnd(int rows, int seed) {
        return ModelData.bursts(rows, 3, seed).stream()
                .map(row -> row.id().hashCode() % 4 == 0 ? row : row.end(null))
                .toList();
    }

    @Property(seed = "20261125", tries = 15)
    void manyOfThemAreListedByAnotherTime(
            @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 300, max = 900) int rows) {
        ModelServer server = server(lackingEnd(rows, seed), seed);
        OwedRows watch = server.watch(null);
        Outcome.of(server, Scans.sorted("end.asc"), Scans.concurrency(2)).complete(watch);
    }

    @Property(seed = "20261125", tries = 15)
    void withoutAnyTimeTheyAreDividedByOtherProperties(
            @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 100, max = 500) int timeless) {
        List<Row> rows = new ArrayList<>(ModelData.uniform(300, 3, ~seed));
        ModelData.oneInstant(timeless, seed).forEach(row -> rows.add(row.start(null)));
        ModelServer server = server(rows, seed);
        OwedRows watch = server.watch(null);
        Outcome.of(server, Scans.all(), Scans.concurrency(2)).complete(watch);
    }

    @Example
    void noneOfThemHasAny() {
        List<Row> rows = ModelData.oneInstant(500, 1).stream()
                .map(row -> row.start(null))
                .toList();
        ModelServer server = server(rows, 1);
        OwedRows watch = server.watch(null);
        Outcome.of(server, Scans.all(), Scans.concurrency(2)).complete(watch);
    }

    @Example
    void whatNothingDividesIsNamed() {
        List<Row> rows = new ArrayList<>(ModelData.uniform(300, 3, 1));
        ModelData.identical(400).forEach(row -> rows.add(row.start(null)));
        ModelServer server = server(rows, 1);
        OwedRows watch = server.watch(null);
        String reason = Outcome.of(server, Scans.all(), Scans.concurrency(2))
                .incomplete(watch)
                .report()
                .reason();
        assertTrue(reason.contains("400 rows lack start"), reason);
    }
}
