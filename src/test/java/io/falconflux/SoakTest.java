package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.ActionOptions;
import io.falconflux.action.Outcome;
import io.falconflux.incidents.Incident;
import io.falconflux.query.Query;
import io.falconflux.scan.Finished;
import io.falconflux.scan.Page;
import io.falconflux.scan.ScanEvent;
import io.falconflux.scan.ScanOptions;
import io.falconflux.scan.TailOptions;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/**
 * Everything at once for as long as {@code -Dsoak.minutes} says, ten unless told: scans, bulk comments, a tail and callers that go
 * away, while rows come, go and change, a twentieth of the calls fails in ten ways and tokens live two seconds. Nothing is lost,
 * nothing comes twice, and what is held does not grow.
 */
@Tag("soak")
class SoakTest {

    private static final int ROWS = 4_000;
    private static final Duration LONG = Duration.ofMinutes(Long.getLong("soak.minutes", 10));
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final long MARGIN = 48L << 20;
    private static final int REMEMBERED = 100_000;

    private final FalconSimulator falcon = FalconSimulator.builder()
            .incidents(ROWS)
            .behaviors(500)
            .crowdScores(500)
            .tokenLifetime(Duration.ofSeconds(2))
            .announcedLifetime(2)
            .allowance(600_000)
            .tokenAllowance(60_000)
            .shuffledTies(true)
            .faults(Faults.parse("any%5"))
            .start();
    private final FalconClient client = FalconClient.create(ClientOptions.builder()
            .credentials(falcon.clientId(), falcon.clientSecret())
            .baseUrl(falcon.baseUrl())
            .build());
    private final AtomicInteger scans = new AtomicInteger();
    private final AtomicInteger comments = new AtomicInteger();
    private final AtomicInteger followed = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final List<Long> held = new ArrayList<>();

    @AfterEach
    void stop() {
        client.close();
        falcon.close();
    }

    @Test
    void nothingIsLostNothingComesTwiceAndNothingGrows() {
        Mono<Long> end = Mono.delay(LONG).cache();
        Flux<Void> work = Flux.merge(
                again(end, this::scan),
                again(end, this::scan),
                again(end, this::comment),
                again(end, this::leave),
                again(end, this::churn),
                again(end, this::measure),
                tail(end));
        StepVerifier.create(work).expectComplete().verify(LONG.plus(GRACE));
        System.out.printf(
                "soak: %d scans, %d comments, %d rows followed, %d callers gone, held after each tenth of the time, MiB: %s%n",
                scans.get(),
                comments.get(),
                followed.get(),
                gone.get(),
                held.stream().map(bytes -> bytes >> 20).toList());
        assertTrue(scans.get() > 0 && comments.get() > 0 && followed.get() > 0 && gone.get() > 0);
        assertTrue(held.get(held.size() - 1) <= held.get(0) + MARGIN, () -> "grew: " + held);
    }

    private static Flux<Void> again(Mono<Long> end, Supplier<Mono<Void>> task) {
        return Mono.defer(task).repeat().takeUntilOther(end);
    }

    /** What was there before and after is owed once; what was never there does not come. */
    private Mono<Void> scan() {
        Set<String> before = new HashSet<>(falcon.tenant().incidentIds(""));
        ScanOptions options = ScanOptions.builder()
                .concurrency(1 + scans.get() % 8)
                .unordered(scans.get() % 3 == 0)
                .build();
        Map<String, Integer> got = new HashMap<>();
        return client.incidents()
                .scan(Query.all(), options)
                .events()
                .doOnNext(event -> check(event, before, got))
                .then();
    }

    private void check(ScanEvent<Incident> event, Set<String> before, Map<String, Integer> got) {
        if (event instanceof Page<Incident> page) {
            page.items().forEach(row -> got.merge(row.incidentId(), 1, Integer::sum));
        } else if (event instanceof Finished<Incident> finished) {
            before.retainAll(falcon.tenant().incidentIds(""));
            before.removeAll(got.keySet());
            assertTrue(finished.report().complete(), () -> finished.report().toString());
            assertEquals(Set.of(), before, "lost");
            assertTrue(got.values().stream().allMatch(times -> times == 1), "twice");
            scans.incrementAndGet();
        }
    }

    private Mono<Void> comment() {
        List<String> ids = falcon.tenant().incidentIds("");
        String text = "soak " + comments.incrementAndGet();
        Random random = new Random(comments.get());
        List<String> some =
                random.ints(60, 0, ids.size()).mapToObj(ids::get).distinct().toList();
        ActionOptions options =
                ActionOptions.builder().chunkSize(20).concurrency(3).build();
        return client.incidents()
                .perform(some, IncidentAction.builder().comment(text).build(), options)
                .collectList()
                .doOnNext(told -> {
                    assertEquals(some, told.stream().map(Outcome::id).toList());
                    told.forEach(outcome -> check(outcome, text));
                })
                .then(Mono.delay(Duration.ofMillis(500)))
                .then();
    }

    private void check(Outcome outcome, String text) {
        long there = falcon.tenant().comments(outcome.id()).stream()
                .filter(text::equals)
                .count();
        switch (outcome.state()) {
            case APPLIED -> assertEquals(1, there, outcome::toString);
            case REJECTED, NOT_SENT -> assertEquals(0, there, outcome::toString);
            case UNKNOWN -> assertTrue(there <= 1, outcome::toString);
        }
    }

    /** Every version comes once, as far as the last hundred thousand tell. */
    private Flux<Void> tail(Mono<Long> end) {
        Set<String> versions = Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        });
        TailOptions often =
                TailOptions.builder().interval(Duration.ofMillis(200)).build();
        return client.incidents()
                .tail(Query.all(), often)
                .items()
                .doOnNext(row -> {
                    Instant changed = row.modifiedTimestamp();
                    assertTrue(versions.add(row.incidentId() + changed), () -> "twice: " + row.incidentId() + changed);
                    followed.incrementAndGet();
                })
                .takeUntilOther(end)
                .thenMany(Flux.empty());
    }

    private Mono<Void> leave() {
        Duration patience = Duration.ofNanos(new Random(gone.get()).nextInt(50_000_000));
        return client.incidents()
                .scan(Query.all(), ScanOptions.builder().concurrency(4).build())
                .items()
                .takeUntilOther(Mono.delay(patience))
                .doOnComplete(gone::incrementAndGet)
                .then();
    }

    /** As many come as go, so that what the server holds does not grow. */
    private Mono<Void> churn() {
        return Mono.delay(Duration.ofMillis(100), Schedulers.boundedElastic())
                .doOnNext(tick -> {
                    List<String> ids = falcon.tenant().incidentIds("");
                    Random random = new Random(ids.hashCode());
                    falcon.tenant().delete(ids.get(random.nextInt(ids.size())));
                    falcon.tenant().insert(Instant.now().minusSeconds(random.nextInt(1_000_000)));
                    falcon.tenant()
                            .change(ids.get(random.nextInt(ids.size())), edit -> edit.score(random.nextInt(100)));
                })
                .then();
    }

    private Mono<Void> measure() {
        return Mono.delay(LONG.dividedBy(10), Schedulers.boundedElastic())
                .doOnNext(tick -> held.add(heldNow()))
                .then();
    }

    private static long heldNow() {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return heap + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
