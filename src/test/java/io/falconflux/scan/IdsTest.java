package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Scans of ids alone, whose times can only be asked for. */
class IdsTest {

    private static Outcome scan(ModelServer server, ScanQuery query, ScanOptions options) {
        return Outcome.of(server, () -> new ModelIds(server), query, options, VirtualTimeScheduler.create());
    }

    private static List<String> complete(ModelServer server, ScanQuery query, ScanOptions options) {
        return scan(server, query, options).complete(server.watch(null)).ids();
    }

    @Example
    void withinTheWindowNoRowIsRead() {
        List<Row> rows = ModelData.uniform(4_000, 1, 7);
        ModelServer server = new ModelServer(ModelShape.incidents(), rows, 1);
        assertTrue(rows.stream().map(Row::id).toList().equals(complete(server, Scans.all(), ScanOptions.defaults())));
        assertEquals(0, server.calls.count(ModelCalls.Kind.ENTITY));
    }

    @Example
    void beyondTheWindowAFewRowsAreReadForTheirTimes() {
        List<Row> rows = ModelData.uniform(40_000, 1, 7);
        ModelServer server = new ModelServer(ModelShape.incidents(), rows, 1);
        assertTrue(rows.stream().map(Row::id).toList().equals(complete(server, Scans.all(), Scans.concurrency(4))));
        int read = server.calls.count(ModelCalls.Kind.ENTITY);
        assertTrue(read <= 20, () -> read + " entity calls");
    }

    @Property(seed = "20261124", tries = 60)
    void nothingIsLostWhileRowsMove(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 700) int rows,
            @ForAll @IntRange(min = 1, max = 40) int together,
            @ForAll @IntRange(max = 20) int changesInTenCalls) {
        ModelServer server = new ModelServer(
                        ModelShape.incidents(20, 200), ModelData.bursts(rows, together, seed), seed)
                .churn(new ModelChurn(changesInTenCalls / 10.0, ModelChurn.ALL, seed));
        OwedRows watch = server.watch(Scans.OPEN);
        scan(server, Scans.open(), Scans.concurrency(2)).complete(watch);
    }

    /** Bare ids do not tell that they tie, so that pages which meet by chance look as if they joined. */
    @Property(seed = "20261124", tries = 100)
    void nothingIsLostWhereTiesStandInNoOrder(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 700) int rows,
            @ForAll @IntRange(min = 1, max = 60) int together) {
        ModelServer server =
                new ModelServer(ModelShape.incidents(20, 200), ModelData.bursts(rows, together, seed), seed);
        server.faults.unstableTies();
        OwedRows watch = server.watch(null);
        scan(server, Scans.all(), Scans.concurrency(2)).complete(watch);
    }

    @Property(seed = "20261124", tries = 60)
    void nothingIsLostOnOneInstant(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll @IntRange(min = 100, max = 900) int rows) {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.oneInstant(rows, seed), seed);
        server.faults.unstableTies();
        OwedRows watch = server.watch(null);
        scan(server, Scans.all(), Scans.concurrency(2)).complete(watch);
    }
}
