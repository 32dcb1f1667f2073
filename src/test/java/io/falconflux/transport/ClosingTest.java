package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import io.falconflux.json.ElementCodec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

/** How a client ends, and what it leaves alone. */
class ClosingTest extends ExchangeFixture {

    @Test
    void aCallUnderWayMayEndAndNoOtherBegins() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        RawServer server = server((request, wire) -> {
            arrived.countDown();
            answer.await(5, TimeUnit.SECONDS);
            wire.reply("200 OK", "", OK);
        });
        NettyExchange exchange = new NettyExchange(
                TransportOptions.builder().baseUrl(server.url()).build());
        CompletableFuture<ApiReply<String>> call = read(exchange).toFuture();
        assertTrue(arrived.await(5, TimeUnit.SECONDS));
        CompletableFuture<Void> closing = exchange.disposeLater().toFuture();
        assertTrue(exchange.isDisposed());
        NoReplyException e = failure(NoReplyException.class, read(exchange));
        assertTrue(e.getMessage().contains("the client is closed"), e.getMessage());
        assertFalse(e.sent());
        assertTrue(e.lasting());
        assertFalse(closing.isDone());
        answer.countDown();
        assertEquals(1, call.get(5, TimeUnit.SECONDS).resources().size());
        closing.get(5, TimeUnit.SECONDS);
        assertTrue(server.clientLeft());
        assertEquals(1, server.requests().size());
    }

    @Test
    void anExchangeThatMadeNoCallIsClosedToo() {
        RawServer server = server(always("200 OK", "", OK));
        NettyExchange exchange = new NettyExchange(
                TransportOptions.builder().baseUrl(server.url()).build());
        StepVerifier.create(exchange.disposeLater()).expectComplete().verify(SOON);
        StepVerifier.create(exchange.disposeLater()).expectComplete().verify(SOON);
        failure(NoReplyException.class, read(exchange));
        assertEquals(0, server.connections());
    }

    @Test
    void closingAtOnceDoesNotWait() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        RawServer server = server((request, wire) -> {
            arrived.countDown();
            wire.silence();
        });
        NettyExchange exchange = exchange(server.url());
        read(exchange).subscribe(reply -> {}, error -> {});
        assertTrue(arrived.await(5, TimeUnit.SECONDS));
        exchange.dispose();
        failure(NoReplyException.class, read(exchange));
    }

    @Test
    void theDoorOfAClientStaysOpenForThoseInside() {
        AtomicReference<MonoSink<ApiReply<String>>> inside = new AtomicReference<>();
        ClosableExchange door =
                new ClosableExchange(new StubExchange(call -> Mono.<ApiReply<String>>create(inside::set)));
        CompletableFuture<ApiReply<String>> call =
                door.exchange(ApiCall.to(READ).build(), ElementCodec.STRINGS).toFuture();
        door.close();
        NoReplyException e = failure(NoReplyException.class, read(door));
        assertEquals("QueryIncidents", e.operation());
        inside.get().success(StubExchange.ok("inc:1"));
        assertTrue(call.isDone());
    }

    @Test
    void eventLoopsOfOnesOwnAreUsedAndLeftOpen() {
        LoopResources loops = LoopResources.create("own-loops", 1, true);
        try {
            RawServer server = server(always("200 OK", "", OK));
            NettyExchange exchange = new NettyExchange(TransportOptions.builder()
                    .baseUrl(server.url())
                    .eventLoops(loops)
                    .build());
            AtomicReference<String> thread = new AtomicReference<>("");
            value(exchange.exchange(ApiCall.to(READ).build(), ElementCodec.of(parser -> {
                thread.set(Thread.currentThread().getName());
                return parser.getText();
            })));
            assertTrue(thread.get().startsWith("own-loops"), thread.get());
            exchange.disposeLater().block(SOON);
            assertFalse(loops.isDisposed());
        } finally {
            loops.dispose();
        }
    }
}
