package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.RefusedException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelServerTest {

    private static final Selection ALL = new Selection(null, "start.asc");

    private static ModelServer server(int page, int window, List<Row> rows) {
        return new ModelServer(ModelShape.incidents(page, window), rows, 1);
    }

    static List<ModelShape> shapes() {
        return List.of(
                ModelShape.incidents(20, 100),
                ModelShape.cases(20, 100),
                ModelShape.behaviors(20, 100),
                ModelShape.crowdScores(50, 100),
                ModelShape.alerts(20));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aPlainScanOfQuietDataFindsEveryRowInOrder(ModelShape shape) {
        List<Row> rows = ModelData.bursts(1_000, 60, 7);
        List<Row> found = ReferenceScan.of(new ModelServer(shape, rows, 1), null);
        assertEquals(new HashSet<>(rows), new HashSet<>(found));
        assertEquals(rows.size(), found.size());
        assertEquals(found.stream().sorted(Comparator.comparing(Row::start)).toList(), found);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theSameSeedMakesTheSameServer(ModelShape shape) {
        List<Row> rows = ModelData.uniform(300, 3, 7);
        List<ModelServer> twins = IntStream.range(0, 2)
                .mapToObj(i -> new ModelServer(shape, rows, 5).churn(new ModelChurn(2, ModelChurn.ALL, 6)))
                .toList();
        twins.forEach(server -> server.faults.pages(0.3).unstableTies());
        assertEquals(ReferenceScan.of(twins.get(0), null), ReferenceScan.of(twins.get(1), null));
        assertEquals(twins.get(0).calls.all(), twins.get(1).calls.all());
        assertEquals(Set.copyOf(twins.get(0).rows()), Set.copyOf(twins.get(1).rows()));
        assertEquals(twins.get(0).now(), twins.get(1).now());
    }

    @Test
    void refusesWhatIsBeyondTheWindowAndRemembersIt() {
        ModelServer server = server(10, 100, ModelData.uniform(200, 1, 7));
        assertEquals(10, server.list(ALL, 90, 10).block().ids().size());
        assertThrows(RefusedException.class, () -> server.list(ALL, 91, 10).block());
        server.faults.window(50, true, 500);
        RefusedException refused = assertThrows(
                RefusedException.class, () -> server.list(ALL, 40, 10).block());
        assertEquals(500, refused.status());
        assertEquals(9, server.list(ALL, 40, 9).block().ids().size());
        assertEquals(2, server.calls.beyondWindow().size());
        assertEquals(4, server.calls.count(ModelCalls.Kind.QUERY));
    }

    @Test
    void refusesPagesEntitiesAndSortsThatTheFactsForbid() {
        ModelServer server = server(10, 100, ModelData.uniform(20, 1, 7));
        assertThrows(RefusedException.class, () -> server.list(ALL, 0, 11).block());
        assertThrows(RefusedException.class, () -> server.list(ALL, 0, 0).block());
        assertThrows(RefusedException.class, () -> server.entities(List.of()).block());
        assertThrows(
                RefusedException.class,
                () -> server.list(ALL.sortedBy("start|asc"), 0, 5).block());
        assertThrows(
                RefusedException.class,
                () -> server.list(ALL.sortedBy("fine_score.asc"), 0, 5).block());
    }

    @Test
    void tiesKeepTheirOrderUnlessToldOtherwise() {
        ModelServer server = server(10, 100, ModelData.oneInstant(40, 7));
        List<String> first = server.list(ALL, 10, 10).block().ids();
        assertEquals(first, server.list(ALL, 10, 10).block().ids());
        server.faults.unstableTies();
        assertNotEquals(first, server.list(ALL, 10, 10).block().ids());
    }

    @Test
    void aPageIsInTroubleNoMoreThanToldInARow() {
        ModelServer server = server(10, 100, ModelData.uniform(30, 1, 7));
        server.faults.emptyPages = 1;
        for (int i = 0; i < 4; i++) {
            assertEquals(i % 2 * 10, server.list(ALL, 0, 10).block().ids().size());
        }
        server.faults.emptyPages = 0;
        server.faults.shortPages = 1;
        assertTrue(server.list(ALL, 0, 10).block().ids().size() < 10);
        assertEquals(10, server.list(ALL, 0, 10).block().ids().size());
        server.faults.shortPages = 0;
        server.faults.flawedPages = 1;
        assertTrue(server.list(ALL, 0, 10).block().flawed());
        assertFalse(server.list(ALL, 0, 10).block().flawed());
    }

    @Test
    void entitiesAreLateForAsManyCallsAsTold() {
        ModelServer server = server(10, 100, ModelData.uniform(10, 1, 7));
        List<String> ids = server.list(ALL, 0, 10).block().ids();
        server.faults.late(1, 2).never(Set.of(ids.get(0)));
        assertEquals(0, server.entities(ids).block().size());
        assertEquals(0, server.entities(ids).block().size());
        assertEquals(9, server.entities(ids).block().size());
        assertEquals(3, server.calls.count(ModelCalls.Kind.ENTITY));
    }

    @Test
    void aFailureComesAtItsCall() {
        ModelServer server = server(10, 100, ModelData.uniform(10, 1, 7));
        server.faults.failAt(2, Refusals.noReply());
        server.list(ALL, 0, 10).block();
        assertThrows(
                io.falconflux.error.NoReplyException.class,
                () -> server.list(ALL, 0, 10).block());
        assertEquals(0, server.calls.inFlight());
    }

    @Test
    void theClockGoesOnWithEveryCallAndIsToldToTheSecond() {
        ModelServer server = server(10, 100, ModelData.uniform(10, 1, 7));
        Instant served = server.list(ALL, 0, 10).block().served();
        assertEquals(0, served.getNano());
        assertTrue(server.now().isAfter(ModelServer.START));
        assertFalse(served.isAfter(server.now()));
    }
}
