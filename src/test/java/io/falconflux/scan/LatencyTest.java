package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How long a scan takes where a call takes 50 ms and nothing else takes any time: what is left is calls that wait for each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LatencyTest {

    private static final Duration CALL = Duration.ofMillis(50);
    private static final int ROWS = 60_000;

    private long oneByOne;

    @BeforeAll
    void oneByOne() {
        oneByOne = calls(ROWS, 1);
    }

    /** Returns how many calls' time a scan takes. */
    private static long calls(int rows, int concurrency) {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        ModelServer server = new ModelServer(ModelShape.incidents(), ModelData.uniform(rows, 5, 7), 1)
                .steadyLatency(CALL.toMillis(), clock);
        AtomicLong got = new AtomicLong();
        new CollectionScan<>(server::open, Scans.all(), Scans.concurrency(concurrency), clock)
                .items()
                .count()
                .subscribe(got::set);
        long calls = 0;
        for (; got.get() == 0; calls++) {
            clock.advanceTimeBy(CALL);
        }
        assertEquals(rows, got.get());
        return calls;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void pagesInFlightAreWorthMostOfWhatTheyMayBe(int concurrency) {
        long calls = calls(ROWS, concurrency);
        double ideal = (double) oneByOne / concurrency;
        assertTrue(ideal / calls > 0.9, () -> calls + " instead of " + ideal);
    }

    @Test
    void pagesAreOnTheirWayWhileTheFirstWindowIsPlanned() {
        assertTrue(calls(ROWS, 64) <= 20, () -> calls(ROWS, 64) + " calls one after the other");
    }
}
