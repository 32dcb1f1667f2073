package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Services that allow few connections, or few calls on one. */
class FewConnectionsTest extends ExchangeFixture {

    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServiceThatAllowsTwoConnectionsIsFoundOutAndThenServesEveryCall(boolean abruptly) {
        RawServer server = closing(RawServer.allowing(2, abruptly, (request, wire) -> {
            wire.pause(10);
            wire.reply("200 OK", "", OK);
        }));
        NettyExchange exchange = exchange(server.url());
        AtomicInteger failures = new AtomicInteger();
        many(exchange, 200, failures);
        int learning = failures.get();
        assertTrue(learning < 60, () -> learning + " calls failed before the limit was known");
        many(exchange, 200, failures);
        assertTrue(failures.get() - learning <= 1, () -> failures.get() - learning + " calls failed after that");
        assertEquals(400, server.requests().size());
    }

    @Test
    void aServerThatEndsEachConnectionAfterAFewCallsLosesNone() {
        AtomicInteger calls = new AtomicInteger();
        RawServer server = server((request, wire) -> {
            boolean last = calls.incrementAndGet() % 3 == 0;
            wire.reply("200 OK", last ? "Connection: close" : "", OK);
            if (last) {
                wire.close();
            }
        });
        AtomicInteger failures = new AtomicInteger();
        many(exchange(server.url()), 200, failures);
        assertEquals(0, failures.get());
    }

    private static void many(NettyExchange exchange, int number, AtomicInteger failures) {
        Flux.range(0, number)
                .flatMap(
                        i -> read(exchange)
                                .doOnError(NoReplyException.class, e -> failures.incrementAndGet())
                                .retryWhen(
                                        Retry.backoff(20, Duration.ofMillis(5)).maxBackoff(Duration.ofMillis(100))),
                        16)
                .then(Mono.just(true))
                .block(LONG);
    }
}
