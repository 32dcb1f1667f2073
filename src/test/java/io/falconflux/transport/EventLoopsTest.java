package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.json.ElementCodec;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Which threads decode replies. */
class EventLoopsTest extends ExchangeFixture {

    private static final int CALLS = 4;

    @Test
    void callsThatFollowFromTheReplyOfOneAreDecodedOnSeveralThreads() {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(CALLS);
        RawServer server = server((request, wire) -> {
            if (calls.incrementAndGet() > 1) {
                together.countDown();
                assertTrue(together.await(SOON.toSeconds(), TimeUnit.SECONDS));
            }
            wire.reply("200 OK", "", OK);
        });
        NettyExchange exchange = exchange(server.url());
        Set<String> threads = ConcurrentHashMap.newKeySet();
        ElementCodec<String> codec = ElementCodec.of(parser -> {
            threads.add(Thread.currentThread().getName());
            return parser.getText();
        });
        value(read(exchange)
                .flatMapMany(first -> Flux.range(0, CALLS))
                .flatMap(i -> exchange.exchange(ApiCall.to(READ).build(), codec))
                .count());
        assertEquals(1 + CALLS, calls.get());
        assertTrue(threads.size() > 1, threads::toString);
        assertTrue(threads.stream().allMatch(name -> name.startsWith("falconflux-")), threads::toString);
    }
}
