package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are listed and whose entities are late, never come, or are gone. */
class EntitiesTest {

    private static final List<Row> ROWS = ModelData.uniform(12_000, 5, 7);
    private static final List<Row> CROWD = ModelData.oneInstant(3_000, 7);

    private static ModelServer server() {
        return new ModelServer(ModelShape.incidents(), ROWS, 3);
    }

    private static Set<String> some(int oneIn) {
        return ROWS.stream()
                .map(Row::id)
                .filter(id -> id.hashCode() % oneIn == 0)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void thatAreLateAreAskedForAgainAndComeOnceInPlace(int concurrency) {
        ModelServer server = server();
        server.faults.late(0.05, 1);
        OwedRows watch = server.watch(null);
        Outcome.of(server, Scans.all(), Scans.concurrency(concurrency))
                .complete(watch)
                .inOrder(Comparator.naturalOrder());
    }

    @Test
    void thatAreLaterAreAskedForAtTheEnd() {
        ModelServer server = server();
        server.faults.late(0.01, 2);
        OwedRows watch = server.watch(null);
        Outcome.of(server, Scans.all(), ScanOptions.defaults()).complete(watch);
    }

    @Test
    void thatAreLateByManyCallsAreWaitedFor() {
        ModelServer server = server();
        server.faults.late(0.01, 9);
        OwedRows watch = server.watch(null);
        Outcome.of(server, Scans.all(), ScanOptions.defaults()).complete(watch);
    }

    @Test
    void thatNeverComeAmongRowsThatTieInNoOrderAreNamedAndNotCalledVanished() {
        List<Row> ties = ModelData.uniform(3_000, 1_500, 7);
        for (int seed = 1; seed <= 20; seed++) {
            ModelServer server = new ModelServer(ModelShape.incidents(), ties, seed);
            server.faults.unstableTies();
            Set<String> never =
                    Set.of(ties.get(40 * seed).id(), ties.get(2_000 + seed).id());
            server.faults.never(never);
            OwedRows watch = server.watch(null);
            Outcome outcome =
                    Outcome.of(server, Scans.all(), ScanOptions.defaults()).incomplete(watch);
            assertEquals(never, Set.copyOf(outcome.report().notHydrated()), "seed " + seed);
            assertEquals(List.of(), outcome.report().vanished(), "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start.asc", "start.desc"})
    void theLastOfAllThatNeverComesIsNamedAndNotCalledVanished(String sort) {
        List<Row> rows = ModelData.uniform(700, 1, 7);
        String last = rows.get(sort.endsWith("asc") ? 699 : 0).id();
        ModelServer server = new ModelServer(ModelShape.incidents(), rows, 3);
        server.faults.never(Set.of(last));
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.sorted(sort), ScanOptions.defaults()).incomplete(watch);
        assertEquals(List.of(last), outcome.report().notHydrated());
        assertEquals(List.of(), outcome.report().vanished());
    }

    /** They are listed in the order of changes alone, and that is where they have to be looked for. */
    @Test
    void thatChangedAndNeverComeAreNamedAndNotCalledVanished() {
        ModelServer server = server();
        Row first = ROWS.get(0);
        Row unseen = ROWS.get(9_000);
        server.faults.never(Set.of(unseen.id()));
        server.beforeEntities(ids -> {
            if (ids.contains(ROWS.get(5_000).id())) {
                server.put(unseen.start(first.start()).modified(server.now()));
            }
        });
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).incomplete(watch);
        assertEquals(List.of(unseen.id()), outcome.report().notHydrated());
        assertEquals(List.of(), outcome.report().vanished());
    }

    @Test
    void thatNeverComeAreNamed() {
        ModelServer server = server();
        Set<String> never = some(900);
        server.faults.never(never);
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).incomplete(watch);
        assertEquals(never, new TreeSet<>(outcome.report().notHydrated()));
        assertEquals(never.size(), outcome.report().notHydrated().size());
        assertEquals(List.of(), outcome.report().vanished());
        assertEquals(never, outcome.missing(watch));
    }

    @Test
    void thatAreGoneVanishedAndNothingIsMissing() {
        ModelServer server = server();
        Set<String> gone = some(900);
        server.beforeEntities(ids -> ids.stream()
                .filter(gone::contains)
                .filter(id -> server.rows().stream().anyMatch(row -> row.id().equals(id)))
                .toList()
                .forEach(server::remove));
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).complete(watch);
        assertEquals(gone, new TreeSet<>(outcome.report().vanished()));
        assertEquals(List.of(), outcome.report().notHydrated());
    }

    @Test
    void thatAreGoneAndThatNeverComeAreToldApart() {
        ModelServer server = server();
        Set<String> never = some(900);
        Set<String> gone = some(701);
        gone.removeAll(never);
        server.faults.never(never);
        server.beforeEntities(ids -> ids.stream()
                .filter(gone::contains)
                .filter(id -> server.rows().stream().anyMatch(row -> row.id().equals(id)))
                .toList()
                .forEach(server::remove));
        OwedRows watch = server.watch(null);
        Outcome outcome = Outcome.of(server, Scans.all(), Scans.concurrency(3)).incomplete(watch);
        assertEquals(never, new TreeSet<>(outcome.report().notHydrated()));
        assertEquals(gone, new TreeSet<>(outcome.report().vanished()));
    }

    @Test
    void aWholePageThatNeverComesIsNamedToo() {
        ModelServer server = server();
        Set<String> never = ROWS.subList(0, 1_000).stream().map(Row::id).collect(Collectors.toSet());
        server.faults.never(never);
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).incomplete(watch);
        assertEquals(never, Set.copyOf(outcome.report().notHydrated()));
        assertEquals(11_000, outcome.rows().size());
    }

    @Test
    void thatComeInAnyOrderAreBroughtBackToTheOrderOfTheList() {
        ModelServer server = server();
        OwedRows watch = server.watch(null);
        Outcome outcome = Outcome.of(server, Scans.limited(700), ScanOptions.defaults());
        outcome.nothingWrong(watch).inOrder(Comparator.naturalOrder());
        assertTrue(outcome.report().complete(), () -> outcome.report().toString());
    }

    /** Some rows of an instant that has more than the window go when they are first asked for, or never come. */
    private static Outcome crowded(ModelShape shape, Set<String> gone, Set<String> never) {
        ModelServer server = new ModelServer(shape, CROWD, 3);
        server.faults.never(never);
        server.beforeEntities(ids -> ids.stream()
                .filter(gone::contains)
                .filter(id -> server.rows().stream().anyMatch(row -> row.id().equals(id)))
                .toList()
                .forEach(server::remove));
        OwedRows watch = server.watch(null);
        Outcome outcome = Outcome.of(server, Scans.all(), ScanOptions.defaults());
        return outcome.nothingWrong(watch);
    }

    @Test
    void thatGoFromAnInstantWithMoreThanTheWindowHaveVanished() {
        Set<String> gone = crowd(70);
        Set<String> never = crowd(90);
        gone.removeAll(never);
        Outcome outcome = crowded(ModelShape.incidents(100, 1_000), gone, never);
        assertMostOf(gone, outcome.report().vanished());
        assertEquals(never, new TreeSet<>(outcome.report().notHydrated()));
    }

    @Test
    void ofWhichNothingCanBeToldCountAsMissing() {
        Set<String> gone = crowd(70);
        ModelShape shape = ModelShape.incidents(100, 1_000).withoutFilter("id");
        Outcome outcome = crowded(shape, gone, Set.of());
        assertEquals(List.of(), outcome.report().vanished());
        assertMostOf(gone, outcome.report().notHydrated());
    }

    /** A row that goes before it is listed leaves no trace. */
    private static void assertMostOf(Set<String> gone, List<String> told) {
        assertTrue(gone.containsAll(told) && told.size() > gone.size() * 0.9, () -> told + " of " + gone);
    }

    private static Set<String> crowd(int oneIn) {
        return CROWD.stream()
                .map(Row::id)
                .filter(id -> id.hashCode() % oneIn == 0)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
