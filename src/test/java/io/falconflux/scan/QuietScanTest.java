package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.ScanReport.Basis;
import io.falconflux.scan.ScanReport.Ended;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Scans of data that nobody changes, at the size of the real service. */
class QuietScanTest {

    private static final double ALLOWANCE = 1.2;

    private static ModelServer server(List<Row> rows) {
        return new ModelServer(ModelShape.incidents(), rows, 1);
    }

    /** Pages that cannot be avoided, each with its entity call. */
    private static void cheap(ModelServer server, int rows) {
        double unavoidable = 2 * Math.ceil(rows / 500.0);
        int calls = server.calls.count();
        assertTrue(calls <= ALLOWANCE * unavoidable, () -> calls + " calls where " + unavoidable + " are unavoidable");
    }

    private static Outcome everything(ModelServer server, ScanQuery query, ScanOptions options) {
        OwedRows watch = server.watch(query.filter());
        Outcome outcome = Outcome.of(server, query, options).complete(watch);
        assertEquals(Ended.EXHAUSTED, outcome.report().ended());
        assertEquals(0, server.calls.beyondWindow().size(), "calls beyond the window");
        return outcome;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void sixtyThousandRowsComeOnceInOrderForFewCalls(int concurrency) {
        ModelServer server = server(ModelData.uniform(60_000, 10, 7));
        everything(server, Scans.all(), Scans.concurrency(concurrency)).inOrder(Comparator.naturalOrder());
        cheap(server, 60_000);
    }

    @Test
    void withoutALedgerTheFirstPageIsNotTakenForNewAtTheEnd() {
        ModelServer server = server(ModelData.uniform(25_000, 10, 7));
        everything(server, Scans.all(), Scans.options(ScanOptions.Builder::withoutLedger));
    }

    static Stream<Named<List<Row>>> shapes() {
        return Stream.of(
                Named.of("no rows", List.of()),
                Named.of("one row", ModelData.uniform(1, 1, 7)),
                Named.of("a page", ModelData.uniform(500, 1, 7)),
                Named.of("a page and a row", ModelData.uniform(501, 1, 7)),
                Named.of("the window less one", ModelData.uniform(9_999, 1, 7)),
                Named.of("the window", ModelData.uniform(10_000, 1, 7)),
                Named.of("the window and a row", ModelData.uniform(10_001, 1, 7)),
                Named.of("sub-second times", ModelData.nanos(25_000, 20, 7)),
                Named.of("three hundred a second", ModelData.uniform(25_000, 300, 7)),
                Named.of("thousands a second", ModelData.uniform(25_000, 4_000, 7)),
                Named.of("bursts", ModelData.bursts(25_000, 2_000, 7)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void allRowsComeOnceInOrder(List<Row> rows) {
        everything(server(rows), Scans.all(), ScanOptions.defaults()).inOrder(Comparator.naturalOrder());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void allRowsComeOnceInOrderFromTheLast(List<Row> rows) {
        everything(server(rows), Scans.sorted("start.desc"), Scans.concurrency(3))
                .inOrder(Comparator.reverseOrder());
    }

    @Test
    void rowsOnOneInstantThatAScoreDivides() {
        Outcome outcome = everything(server(ModelData.oneInstant(12_000, 7)), Scans.all(), Scans.concurrency(2));
        assertTrue(outcome.report().reason() == null, () -> outcome.report().toString());
    }

    static Stream<Named<UnaryOperator<Row>>> times() {
        Random random = new Random(7);
        return Stream.of(
                Named.of("end", row -> row.end(row.start().plusNanos(random.nextLong(86_400_000_000_000L)))),
                Named.of("change", row -> row.modified(row.start().plusSeconds(random.nextInt(300)))));
    }

    @ParameterizedTest
    @MethodSource("times")
    void rowsOnOneInstantThatAnotherTimeDividesCostLittleMoreThanOthers(UnaryOperator<Row> divide) {
        ModelServer server =
                server(ModelData.identical(30_000).stream().map(divide).toList());
        server.faults.unstableTies = true;
        everything(server, Scans.all(), Scans.concurrency(2));
        int calls = server.calls.count();
        assertTrue(calls <= 5 * 30_000 / 500, () -> calls + " calls");
    }

    @Test
    void aFilterWithAnOrAtItsTopLevelStaysWhole() {
        List<Row> rows = ModelData.uniform(14_000, 5, 7).stream()
                .map(row -> row.state(row.id().hashCode() % 2 == 0 ? "closed" : row.state()))
                .toList();
        everything(server(rows), Scans.open(), ScanOptions.defaults()).inOrder(Comparator.naturalOrder());
    }

    @Test
    void otherTimeKeysOrderAScanToo() {
        List<Row> rows = ModelData.uniform(12_000, 5, 7);
        everything(server(rows), Scans.sorted("end.asc"), ScanOptions.defaults());
        everything(server(rows), Scans.sorted("modified_timestamp.desc"), ScanOptions.defaults());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 499, 500, 501, 9_999, 10_000, 10_001, 20_000})
    void aLimitIsKeptToTheRow(int limit) {
        List<Row> rows = ModelData.uniform(15_000, 3, 7);
        ModelServer server = server(rows);
        Outcome outcome = Outcome.of(server, Scans.limited(limit), ScanOptions.defaults());
        int expected = Math.min(limit, rows.size());
        outcome.nothingWrong(server.watch(null)).inOrder(Comparator.naturalOrder());
        assertTrue(outcome.report().complete(), () -> outcome.report().toString());
        assertEquals(
                limit < rows.size() ? Ended.LIMIT : Ended.EXHAUSTED,
                outcome.report().ended());
        assertEquals(expected, outcome.rows().size());
        assertTrue(
                rows.stream()
                        .map(Row::start)
                        .limit(expected)
                        .toList()
                        .equals(outcome.rows().stream().map(Row::start).toList()),
                "not the first rows");
    }

    static List<ModelShape> collections() {
        return List.of(
                ModelShape.incidents(),
                ModelShape.cases(10_000, 10_000),
                ModelShape.behaviors(500, 10_000),
                ModelShape.crowdScores(2_500, 10_000),
                ModelShape.alerts(1_000));
    }

    @ParameterizedTest
    @MethodSource("collections")
    void everyCollectionIsScanned(ModelShape shape) {
        ModelServer server = new ModelServer(shape, ModelData.uniform(25_000, 3, 7), 1);
        Outcome outcome =
                everything(server, Scans.all(), ScanOptions.defaults()).inOrder(Comparator.naturalOrder());
        Basis basis = shape.facts().defaultKey().moves() ? Basis.CHANGE_KEY : Basis.IMMUTABLE_KEY;
        assertEquals(basis, outcome.report().basis(), shape.facts().name());
    }

    @Test
    void theThreeViewsTellTheSame() {
        ModelServer server = server(ModelData.uniform(1_700, 3, 7));
        Scan<Row> scan = new CollectionScan<>(server::open, Scans.all(), ScanOptions.defaults(), Schedulers.parallel());
        List<Row> rows = Outcome.of(server, Scans.all(), ScanOptions.defaults()).rows();
        StepVerifier.create(scan.items().collectList())
                .expectNextMatches(rows::equals)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
        StepVerifier.create(scan.pages().flatMapIterable(Page::items).collectList())
                .expectNextMatches(rows::equals)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }
}
