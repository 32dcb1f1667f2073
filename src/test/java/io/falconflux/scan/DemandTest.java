package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.ModelCalls.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a demand costs, on quiet data with one row an instant, 100 rows a page. */
class DemandTest {

    private static final int PAGE = 100;
    private static final int OVERLAP = 8;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ModelServer server =
            new ModelServer(ModelShape.incidents(PAGE, 10_000), ModelData.uniform(20_000, 1, 7), 1);
    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();

    private Scan<Row> scan(ScanQuery query, ScanOptions options) {
        return new CollectionScan<>(server::open, query, options, clock);
    }

    private Held<Row> held(int concurrency) {
        Held<Row> held = new Held<>();
        scan(Scans.all(), Scans.concurrency(concurrency)).items().subscribe(held);
        return held;
    }

    private static int pagesFor(int rows) {
        return rows <= PAGE ? Math.min(rows, 1) : 1 + (rows - PAGE + PAGE - OVERLAP - 1) / (PAGE - OVERLAP);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 250, 1_000})
    void aDemandCostsThePagesThatHoldIt(int demand) {
        Held<Row> held = held(1);
        held.request(demand);
        clock.advanceTimeBy(SOON);
        assertEquals(demand, held.got.size());
        int pages = server.calls.count(Kind.QUERY);
        assertTrue(pages <= pagesFor(demand), () -> pages + " pages for " + demand + " rows");
        assertTrue(
                server.calls.count(Kind.ENTITY) <= pages + server.calls.count(Kind.PROBE),
                () -> "calls: " + server.calls.all());
        held.cancel();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 100})
    void whatTheFirstPageCoversCostsTwoCallsWhateverTheConcurrency(int demand) {
        for (int concurrency : List.of(1, 4)) {
            server.calls.forget();
            Held<Row> held = held(concurrency);
            held.request(demand);
            clock.advanceTimeBy(SOON);
            assertEquals(demand, held.got.size());
            assertEquals(2, server.calls.count(), () -> "calls: " + server.calls.all());
            held.cancel();
        }
    }

    @ParameterizedTest
    @CsvSource({"101, 2", "101, 4", "250, 4", "1000, 8"})
    void readAheadIsAtMostTheConcurrencyBeyondNeed(int demand, int concurrency) {
        Held<Row> held = held(concurrency);
        held.request(demand);
        clock.advanceTimeBy(SOON);
        assertEquals(demand, held.got.size());
        int pages = server.calls.count(Kind.QUERY);
        assertTrue(pages <= pagesFor(demand) + concurrency, () -> pages + " pages for " + demand + " rows");
        held.cancel();
    }

    @Test
    void theFirstPageComesAlone() {
        server.latency(20, clock);
        Held<Row> held = held(8);
        held.request(5_000);
        assertEquals(1, server.calls.count());
        assertEquals(1, server.calls.inFlight());
        clock.advanceTimeBy(SOON);
        assertEquals(5_000, held.got.size());
        int most = server.calls.mostInFlight();
        assertTrue(most > 2 && most <= 8 + 2, () -> most + " calls in flight, 8 pages and the probes");
        held.cancel();
    }

    @Test
    void nothingIsAskedBeforeDemand() {
        Held<Row> rows = held(4);
        Held<Page<Row>> pages = new Held<>();
        Held<ScanEvent<Row>> events = new Held<>();
        scan(Scans.all(), ScanOptions.defaults()).pages().subscribe(pages);
        scan(Scans.all(), ScanOptions.defaults()).events().subscribe(events);
        clock.advanceTimeBy(SOON);
        assertEquals(0, server.calls.count());
        rows.cancel();
        pages.cancel();
        events.cancel();
        assertEquals(0, server.calls.count());
    }

    @Test
    void rowsAskedForOneByOneCostNoMoreThanAllTogether() {
        Held<Row> held = held(1);
        for (int asked = 1; asked <= 350; asked++) {
            held.request(1);
            clock.advanceTimeBy(Duration.ofSeconds(1));
            assertEquals(asked, held.got.size());
            int most = pagesFor(asked);
            assertTrue(server.calls.count(Kind.QUERY) <= most, () -> server.calls.count(Kind.QUERY) + " > " + most);
        }
        held.cancel();
    }

    @Test
    void aPageIsDemandedAsAWhole() {
        Held<Page<Row>> held = new Held<>();
        scan(Scans.all(), ScanOptions.defaults()).pages().subscribe(held);
        held.request(1);
        clock.advanceTimeBy(SOON);
        assertEquals(1, held.got.size());
        assertEquals(PAGE, held.got.get(0).items().size());
        assertEquals(2, server.calls.count());
        held.request(2);
        clock.advanceTimeBy(SOON);
        assertEquals(3, held.got.size());
        assertTrue(server.calls.count(Kind.QUERY) <= 3, () -> server.calls.all().toString());
        held.cancel();
    }

    @Test
    void takingOneRowCostsOneQueryAndOneEntityCall() {
        StepVerifier.create(new CollectionScan<>(server::open, Scans.all(), Scans.concurrency(4), Schedulers.parallel())
                        .items()
                        .take(1))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
        assertEquals(1, server.calls.listings());
        assertEquals(1, server.calls.count(Kind.ENTITY));
        assertEquals(0, server.calls.inFlight());
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "50, 2", "100, 2", "101, 4", "190, 4"})
    void aLimitCostsWhatItMust(int limit, int calls) {
        Outcome outcome = Outcome.of(server, Scans.limited(limit), Scans.concurrency(4));
        assertEquals(limit, outcome.rows().size());
        assertEquals(calls, server.calls.count(), () -> "calls: " + server.calls.all());
        assertEquals(
                limit == 1 ? 1 : Math.min(PAGE, limit),
                server.calls.all().get(0).limit());
    }

    @Test
    void aBoundedSubscriberOfOneAtATimeGetsEverything() {
        StepVerifier.create(
                        new CollectionScan<>(server::open, Scans.all(), ScanOptions.defaults(), Schedulers.parallel())
                                .items()
                                .limitRate(1)
                                .count())
                .expectNext(20_000L)
                .expectComplete()
                .verify(Duration.ofSeconds(20));
    }
}
