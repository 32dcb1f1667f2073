package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.query.Query;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import io.netty.channel.Channel;
import io.netty.channel.ChannelId;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Callers that go away, at any moment of their calls, by the thousand. */
class CancelStormTest {

    private static final int CONNECTIONS = 8;

    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private final Set<ChannelId> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger most = new AtomicInteger();
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(2);
    private final Scheduler timer = Schedulers.fromExecutorService(timers);
    private final FalconSimulator falcon = FalconSimulator.builder()
            .incidents(100)
            .behaviors(1)
            .crowdScores(1)
            .latency(Duration.ofMillis(2))
            .tokenCalls(200)
            .faults(Faults.parse("500@queries%3 reset@queries%2 429=0@queries%1"))
            .start();

    @AfterEach
    void stop() {
        falcon.close();
        timer.dispose();
    }

    @Test
    void permitsConnectionsAndTimersAreBackAfterSomeHundredCancels() {
        permitsConnectionsAndTimersAreBackAfter(300);
    }

    @Test
    @Tag("slow")
    void permitsConnectionsAndTimersAreBackAfterTenThousandCancels() {
        permitsConnectionsAndTimersAreBackAfter(10_000);
    }

    private void permitsConnectionsAndTimersAreBackAfter(int cancels) {
        Assembly assembly = Assembly.of(options(), timer);
        FalconClient client = FalconClient.over(assembly.exchange());
        Random random = new Random(5);
        AtomicInteger gone = new AtomicInteger();
        Flux<Long> storm = Flux.range(0, Integer.MAX_VALUE)
                .map(i -> Duration.ofNanos(random.nextInt(20_000_000)))
                .flatMap(patience -> impatient(client, patience, gone), 64)
                .takeUntil(x -> gone.get() >= cancels);
        StepVerifier.create(storm.then()).expectComplete().verify(Duration.ofMinutes(5));
        falcon.clearFaults();
        falcon.inject(Faults.parse("delay=40"));
        eventually("no timer is left", () -> timers.getQueue().isEmpty() && timers.getActiveCount() == 0);
        eventually("no connection is open beyond the permits", () -> open() <= CONNECTIONS);

        underWay.clear();
        most.set(0);
        Flux<String> calm = Flux.range(0, 80)
                .flatMap(i -> client.incidents().query(Query.all().limit(1)), 64);
        StepVerifier.create(calm).expectNextCount(80).expectComplete().verify(Duration.ofMinutes(1));
        assertEquals(CONNECTIONS, most.get(), "permits are all back");
        StepVerifier.create(assembly.tokens().revoke().then(assembly.disconnect()))
                .expectComplete()
                .verify(Duration.ofSeconds(10));
        eventually("no connection is left", () -> open() == 0);
        assertEquals(0, timers.getQueue().size());
    }

    /** One call whose caller goes away; ends with one element whatever becomes of it. */
    private static Mono<Long> impatient(FalconClient client, Duration patience, AtomicInteger gone) {
        return client.incidents()
                .query(Query.all().limit(1))
                .then(Mono.just(0L))
                .onErrorReturn(0L)
                .takeUntilOther(Mono.delay(patience))
                .switchIfEmpty(Mono.fromCallable(() -> (long) gone.incrementAndGet()));
    }

    private ClientOptions options() {
        return ClientOptions.builder()
                .credentials(falcon.clientId(), falcon.clientSecret())
                .baseUrl(falcon.baseUrl())
                .transport(transport -> transport
                        .maxConnections(CONNECTIONS)
                        .customizer(http -> http.doOnConnected(connection -> {
                                    channels.add(connection.channel());
                                    connection
                                            .channel()
                                            .closeFuture()
                                            .addListener(closed -> underWay.remove(
                                                    connection.channel().id()));
                                })
                                .doAfterRequest((request, connection) -> {
                                    underWay.add(connection.channel().id());
                                    most.accumulateAndGet(underWay.size(), Math::max);
                                })
                                .doAfterResponseSuccess((response, connection) ->
                                        underWay.remove(connection.channel().id()))))
                .build();
    }

    /** Asks the channels themselves: a listener of one that closes as it is made may not be told. */
    private long open() {
        return channels.stream().filter(Channel::isOpen).count();
    }

    private static void eventually(String what, java.util.function.BooleanSupplier so) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            Thread.onSpinWait();
        }
    }
}
