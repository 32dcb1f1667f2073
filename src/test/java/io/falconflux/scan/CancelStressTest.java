package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Subscribers that go away at random moments, on real threads. */
class CancelStressTest {

    private final Queue<Throwable> dropped = new ConcurrentLinkedQueue<>();
    private final Scheduler network = Schedulers.newParallel("model-network", 2);

    @BeforeEach
    void noteWhatIsDropped() {
        Hooks.onErrorDropped(dropped::add);
    }

    @AfterEach
    void dispose() {
        Hooks.resetOnErrorDropped();
        network.dispose();
    }

    @Test
    void twoThousandCancelsLeaveNothingInFlight() throws Exception {
        cancelAtRandom(2_000);
    }

    @Test
    @Tag("slow")
    void tenThousandCancelsLeaveNothingInFlight() throws Exception {
        cancelAtRandom(10_000);
    }

    private void cancelAtRandom(int times) throws Exception {
        Random random = new Random(1);
        ModelServer server =
                new ModelServer(ModelShape.incidents(20, 200), ModelData.bursts(700, 8, 7), 1).latency(1, network);
        server.faults.pages(0.05).late(0.01, 1);
        Scan<Row> scan = new CollectionScan<>(server::open, Scans.all(), Scans.concurrency(4), Schedulers.parallel());
        CountDownLatch ends = new CountDownLatch(times);
        for (int i = 0; i < times; i++) {
            Held<Row> held = new Held<>();
            scan.items().doFinally(signal -> ends.countDown()).subscribe(held);
            held.request(1 + random.nextInt(700));
            network.schedule(held::cancel, random.nextInt(6_000), TimeUnit.MICROSECONDS);
        }
        assertEquals(true, ends.await(60, TimeUnit.SECONDS), () -> ends.getCount() + " are still there");
        int calls = -1;
        for (int looks = 0; looks < 100 && (server.calls.inFlight() > 0 || calls != server.calls.count()); looks++) {
            calls = server.calls.count();
            settle(); // a thread that the machine does not run yet is no leak, what stays or goes on is
        }
        assertEquals(0, server.calls.inFlight(), "calls in flight");
        assertEquals(calls, server.calls.count(), "calls after the last cancel");
        assertEquals(0, dropped.size(), () -> "dropped: " + dropped.peek());
    }

    /** Waits until everything that the network has to do by now is done. */
    private void settle() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        network.schedule(done::countDown, 100, TimeUnit.MILLISECONDS);
        assertEquals(true, done.await(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS));
    }
}
