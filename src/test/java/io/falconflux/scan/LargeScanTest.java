package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scans that take a while. */
@Tag("slow")
class LargeScanTest {

    @Test
    void threeHundredThousandIncidents() {
        ModelServer server = new ModelServer(ModelShape.incidents(), ModelData.uniform(300_000, 20, 7), 1);
        scan(server);
    }

    @Test
    void aHundredThousandScoresInWholeRows() {
        ModelServer server =
                new ModelServer(ModelShape.crowdScores(2_500, 10_000), ModelData.bursts(100_000, 300, 7), 1);
        scan(server);
    }

    @Test
    void sixtyThousandIncidentsWhileEverythingMoves() {
        ModelServer server = new ModelServer(ModelShape.incidents(), ModelData.bursts(60_000, 3_000, 7), 1)
                .churn(new ModelChurn(12, ModelChurn.ALL, 3));
        server.faults.unstableTies().pages(0.03).late(0.001, 1).window(9_000, true, 400);
        OwedRows watch = server.watch(Scans.OPEN);
        Outcome.of(server, Scans.open(), Scans.concurrency(4)).complete(watch);
    }

    private static void scan(ModelServer server) {
        OwedRows watch = server.watch(null);
        Outcome outcome = Outcome.of(server, Scans.all(), Scans.concurrency(4)).complete(watch);
        outcome.inOrder(Comparator.naturalOrder());
        assertEquals(watch.owed().size(), outcome.rows().size());
    }
}
