package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Connections that fail: each becomes a {@link NoReplyException} that says whether the call may have been executed. */
class FaultTest extends ExchangeFixture {

    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void aRefusedConnectionWasNotSent() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        NoReplyException e = noReply(exchange(URI.create("http://localhost:" + port)), false);
        assertTrue(e.getMessage().contains("localhost:" + port), e.getMessage());
        assertEquals("QueryIncidents", e.operation());
    }

    @Test
    void anUnknownHostIsNamedAndNothingWasSent() {
        NettyExchange exchange = exchange(
                URI.create("https://api.example.invalid"),
                options -> options.customizer(client -> client.resolver(new NobodyKnows())));
        NoReplyException e = noReply(exchange, false);
        assertTrue(e.getMessage().contains("api.example.invalid"), e.getMessage());
    }

    @Test
    void aServerThatNeverAnswersRunsIntoTheResponseTimeout() throws InterruptedException {
        RawServer server = server((request, wire) -> wire.silence());
        NoReplyException e = noReply(exchange(server.url(), options -> options.responseTimeout(SHORT)), true);
        assertTrue(e.getMessage().contains("200 ms"), e.getMessage());
        assertTrue(server.clientLeft(), "the connection is closed");
    }

    @Test
    void aSlowDripRunsIntoTheCallTimeout() throws InterruptedException {
        RawServer server = server((request, wire) -> {
            wire.text("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
            for (int i = 0; i < 100_000; i++) {
                wire.text(" ");
                wire.pause(20);
            }
        });
        NettyExchange exchange = exchange(
                server.url(), o -> o.responseTimeout(Duration.ofSeconds(5)).callTimeout(Duration.ofMillis(400)));
        NoReplyException e = noReply(exchange, true);
        assertTrue(e.getMessage().contains("400 ms"), e.getMessage());
        assertTrue(server.clientLeft(), "the connection is closed");
    }

    @Test
    void silenceInTheMiddleOfAReplyRunsIntoATimeout() {
        RawServer server = server((request, wire) -> {
            wire.text("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"resources\":[");
            wire.silence();
        });
        noReply(exchange(server.url(), o -> o.responseTimeout(SHORT)), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200",
                "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"resources\":[]}",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n{\"resources\":[]}\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{\"resources\":[]}"
            })
    void aReplyThatIsCutShortIsNoReply(String start) {
        RawServer server = server((request, wire) -> {
            wire.text(start);
            wire.close();
        });
        noReply(exchange(server.url()), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"resources\":["})
    void aResetIsNoReply(String start) {
        RawServer server = server((request, wire) -> {
            wire.text(start);
            wire.pause(30);
            wire.reset();
        });
        noReply(exchange(server.url()), true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n"
            })
    void whatIsNotHttpIsNoReply(String bytes) {
        RawServer server = server((request, wire) -> {
            wire.text(bytes);
            wire.close();
        });
        noReply(exchange(server.url()), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not gzip", "nothing of this looks like gzip, not even from far away"})
    void whatCannotBeUnpackedIsAnErrorOfTheFamily(String body) {
        RawServer server = server(always("200 OK", "content-encoding: gzip", body));
        failure(FalconException.class, read(exchange(server.url())));
    }

    @Test
    void headersWithoutEndAreNoReply() {
        RawServer server = server((request, wire) -> {
            wire.text("HTTP/1.1 200 OK\r\n"
                    + "x-filler: ".concat("y".repeat(1000)).concat("\r\n").repeat(1000));
            wire.silence();
        });
        noReply(exchange(server.url()), true);
    }

    @Test
    void aConnectionThatTheServerClosedMeanwhileDoesNotDisturbTheNextCall() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        RawServer server = server((request, wire) -> {
            wire.reply("200 OK", "", OK);
            wire.close();
            closed.countDown();
        });
        NettyExchange exchange = exchange(server.url());
        value(read(exchange));
        assertTrue(closed.await(5, TimeUnit.SECONDS));
        value(read(exchange).retry(1)); // the news may still be on its way; the retry is the chain's business
        assertTrue(server.connections() >= 2);
    }

    @Test
    void nothingIsRepeatedBehindTheCallersBack() {
        AtomicInteger calls = new AtomicInteger();
        RawServer server = server((request, wire) -> {
            if (calls.incrementAndGet() == 1) {
                wire.reply("200 OK", "", OK);
            } else {
                wire.reset();
            }
        });
        NettyExchange exchange = exchange(server.url());
        value(read(exchange));
        noReply(exchange, true);
        assertEquals(2, calls.get(), "Reactor Netty's own retry is off");
    }

    @Test
    void cancellationClosesTheConnection() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        RawServer server = server((request, wire) -> {
            arrived.countDown();
            wire.silence();
        });
        Disposable call = read(exchange(server.url())).subscribe();
        assertTrue(arrived.await(5, TimeUnit.SECONDS));
        call.dispose();
        assertTrue(server.clientLeft());
    }

    @Test
    void callsBeyondTheConnectionsWaitForOne() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RawServer server = server((request, wire) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            wire.pause(5);
            underWay.decrementAndGet();
            wire.reply("200 OK", "", OK);
        });
        NettyExchange exchange = exchange(server.url(), o -> o.maxConnections(2));
        List<ApiReply<String>> replies =
                value(Flux.range(0, 60).flatMap(i -> read(exchange), 60).collectList());
        assertEquals(60, replies.size());
        assertEquals(2, most.get());
        assertEquals(2, server.connections());
    }

    private static NoReplyException noReply(NettyExchange exchange, boolean sent) {
        NoReplyException e = failure(NoReplyException.class, read(exchange));
        assertEquals(sent, e.sent(), e::getMessage);
        assertTrue(e.getMessage().startsWith("QueryIncidents: "), e.getMessage());
        return e;
    }

    private static final class NobodyKnows extends AddressResolverGroup<InetSocketAddress> {

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetNameResolver(executor) {
                @Override
                protected void doResolve(String name, Promise<InetAddress> promise) {
                    promise.setFailure(new UnknownHostException(name));
                }

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
                    promise.setFailure(new UnknownHostException(name));
                }
            }.asAddressResolver();
        }
    }
}
