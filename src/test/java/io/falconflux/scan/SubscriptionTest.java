package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a subscriber may do: subscribe twice, from many threads, cancel anywhere. */
class SubscriptionTest {

    private static ModelServer server(int rows, long seed) {
        return new ModelServer(ModelShape.incidents(20, 200), ModelData.bursts(rows, 8, seed), seed);
    }

    @Example
    void twoSubscriptionsScanEachForItself() {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        ModelServer server = server(700, 1).latency(20, clock);
        Scan<Row> scan = new CollectionScan<>(server::open, Scans.all(), Scans.concurrency(3), clock);
        Held<Row> one = new Held<>();
        Held<Row> two = new Held<>();
        scan.items().subscribe(one);
        scan.items().subscribe(two);
        for (int i = 0; i < 1_000 && (one.end.getCount() > 0 || two.end.getCount() > 0); i++) {
            one.request(7);
            two.request(3);
            clock.advanceTimeBy(Duration.ofMillis(100));
        }
        assertEquals(700, new HashSet<>(one.got).size());
        assertEquals(one.got, two.got);
        assertNull(one.error);
        assertNull(two.error);
    }

    @Example
    void aCancelledSubscriptionLeavesTheOtherAlone() {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        ModelServer server = server(700, 1).latency(20, clock);
        Scan<Row> scan = new CollectionScan<>(server::open, Scans.all(), Scans.concurrency(3), clock);
        Held<Row> one = new Held<>();
        scan.items().subscribe(one);
        one.request(300);
        Drive<Row> two = Drive.through(scan.items().doOnNext(row -> one.cancel()), clock);
        assertEquals(700, two.got.size());
        assertTrue(one.got.size() <= 300);
        assertEquals(0, server.calls.inFlight());
    }

    @Property(seed = "20261124", tries = 200)
    void cancelAtAnyMomentLeavesNothingInFlight(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(max = 600) int demand,
            @ForAll @IntRange(max = 3_000) int millis,
            @ForAll @IntRange(min = 1, max = 6) int concurrency) {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        ModelServer server = server(500, seed).latency(40, clock).churn(new ModelChurn(0.5, ModelChurn.ALL, seed));
        server.faults.pages(0.1).late(0.02, 1);
        Held<Row> held = new Held<>();
        new CollectionScan<>(server::open, Scans.open(), Scans.concurrency(concurrency), clock)
                .items()
                .subscribe(held);
        held.request(demand);
        clock.advanceTimeBy(Duration.ofMillis(millis));
        held.cancel();
        int calls = server.calls.count();
        assertEquals(0, server.calls.inFlight(), "calls in flight after cancel");
        clock.advanceTimeBy(Duration.ofMinutes(10));
        assertEquals(calls, server.calls.count(), "calls after cancel");
    }

    @Example
    void demandFromManyThreadsIsServedInOneLine() throws Exception {
        ModelServer server = server(2_000, 1).latency(1, Schedulers.parallel());
        Held<Row> held = new Held<>();
        new CollectionScan<>(server::open, Scans.all(), Scans.concurrency(4), Schedulers.parallel())
                .items()
                .subscribe(held);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                workers.add(threads.submit(() -> {
                    for (int j = 0; j < 505; j++) {
                        held.request(1);
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
            assertTrue(held.end.await(20, TimeUnit.SECONDS), () -> "only " + held.got.size() + " rows");
        } finally {
            threads.shutdownNow();
        }
        assertNull(held.error);
        assertEquals(2_000, held.got.size());
        assertEquals(2_000, new HashSet<>(held.got).size());
        assertEquals(0, held.overlaps.get());
    }
}
