package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Scans of ids alone, whose times can only be asked for. */
class IdsTest {

    private static List<String> scan(ModelServer server, ScanQuery query, ScanOptions options) {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        Scan<String> scan = new CollectionScan<>(() -> new ModelIds(server), query, options, clock);
        Drive<ScanEvent<String>> drive = Drive.through(scan.events(), clock);
        assertNull(drive.error);
        List<String> ids = new ArrayList<>();
        for (ScanEvent<String> event : drive.got) {
            if (event instanceof Page<String> page) {
                ids.addAll(page.items());
            }
        }
        Finished<?> finished = assertInstanceOf(Finished.class, drive.got.get(drive.got.size() - 1));
        assertTrue(finished.report().complete(), () -> finished.report().toString());
        assertEquals(ids.size(), finished.report().rows());
        Outcome.nothingTwice(ids);
        return ids;
    }

    @Example
    void withinTheWindowNoRowIsRead() {
        List<Row> rows = ModelData.uniform(4_000, 1, 7);
        ModelServer server = new ModelServer(ModelShape.incidents(), rows, 1);
        assertTrue(rows.stream().map(Row::id).toList().equals(scan(server, Scans.all(), ScanOptions.defaults())));
        assertEquals(0, server.calls.count(ModelCalls.Kind.ENTITY));
    }

    @Example
    void beyondTheWindowAFewRowsAreReadForTheirTimes() {
        List<Row> rows = ModelData.uniform(40_000, 1, 7);
        ModelServer server = new ModelServer(ModelShape.incidents(), rows, 1);
        assertTrue(rows.stream().map(Row::id).toList().equals(scan(server, Scans.all(), Scans.concurrency(4))));
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
        Set<String> ids = new HashSet<>(scan(server, Scans.open(), Scans.concurrency(2)));
        assertTrue(ids.containsAll(watch.owed()), () -> "of " + watch.owed().size() + " only " + ids.size());
        assertTrue(watch.allowed().containsAll(ids));
    }
}
