package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Runs with a journal: time is virtual, and files are written by real threads. */
final class Runs {

    private static final Duration SOON = Duration.ofSeconds(30);

    private Runs() {}

    /**
     * What a run left behind.
     *
     * @param told its outcomes
     * @param error what it ended in; null if it ended well
     */
    record Ended(List<Outcome> told, @Nullable Throwable error) {}

    static Ended of(ModelService service, ActionOptions options, List<String> ids) {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        return of(time, new BulkAction(service, options, Patience.DEFAULT, time).perform(ids));
    }

    static Ended of(VirtualTimeScheduler time, Flux<Outcome> outcomes) {
        Queue<Outcome> told = new ConcurrentLinkedQueue<>();
        Throwable[] error = new Throwable[1];
        CountDownLatch end = new CountDownLatch(1);
        Disposable run = outcomes.doFinally(signal -> end.countDown()).subscribe(told::add, e -> error[0] = e);
        pass(time, end);
        run.dispose();
        return new Ended(List.copyOf(told), error[0]);
    }

    /** Lets time go by until something has happened. */
    static void pass(VirtualTimeScheduler time, CountDownLatch end) {
        try {
            long until = System.nanoTime() + SOON.toNanos();
            while (!end.await(1, TimeUnit.MILLISECONDS)) {
                time.advanceTimeBy(Duration.ofSeconds(5));
                assertTrue(System.nanoTime() < until, "no end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
