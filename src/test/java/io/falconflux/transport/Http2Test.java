package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.UnreadableReplyException;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls over HTTP/2, which TLS negotiates: what holds over HTTP/1.1 holds there too. */
class Http2Test extends ExchangeFixture {

    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    static Path directory;

    private static Keys keys;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        keys = Keys.forHost("localhost", directory);
    }

    @Test
    void callsShareOneConnection() throws Exception {
        Http2Server server = server(100, stream -> stream.reply("200", OK));
        NettyExchange exchange = exchange(server);
        ApiReply<String> reply = value(read(exchange));
        assertEquals(List.of("inc:1"), reply.resources());
        assertEquals("t-2", reply.traceId());
        value(Flux.range(0, 40).flatMap(i -> read(exchange), 16).collectList());
        assertEquals(41, server.paths().size());
        assertTrue(server.connections() <= 2, () -> server.connections() + " connections");
    }

    @Test
    void firstCallsThatComeTogetherAreAllServed() throws Exception {
        Http2Server server = server(100, stream -> stream.later(20, () -> stream.reply("200", OK)));
        NettyExchange exchange = exchange(server);
        value(Flux.range(0, 64).flatMap(i -> read(exchange), 64).collectList());
        assertEquals(64, server.paths().size());
        assertTrue(server.connections() <= 16, () -> server.connections() + " connections");
    }

    @Test
    void callsBeyondTheServersStreamsWaitForOne() throws Exception {
        Http2Server server = server(3, stream -> stream.later(10, () -> stream.reply("200", OK)));
        NettyExchange exchange = exchange(server, options -> options.maxConnections(20));
        value(Flux.range(0, 60).flatMap(i -> read(exchange), 60).collectList());
        assertEquals(60, server.paths().size());
        assertTrue(server.most() <= 6, () -> server.most() + " streams on two connections");
    }

    @Test
    void interimRepliesArePassedOver() throws Exception {
        Http2Server server = server(100, stream -> {
            stream.headers("103");
            stream.reply("200", OK);
        });
        NettyExchange exchange = exchange(server);
        for (int i = 0; i < 3; i++) {
            value(read(exchange));
        }
        assertEquals(1, server.connections());
    }

    @Test
    void aRefusalIsDecoded() throws Exception {
        Http2Server server =
                server(100, stream -> stream.reply("400", "{\"errors\":[{\"code\":400,\"message\":\"no\"}]}"));
        RefusedException e = failure(RefusedException.class, read(exchange(server)));
        assertEquals(400, e.status());
        assertTrue(e.getMessage().contains("no"), e.getMessage());
    }

    @Test
    void http2CanBeSwitchedOff() throws Exception {
        Http2Server server = server(100, stream -> stream.reply("200", OK));
        failure(NoReplyException.class, read(exchange(server, options -> options.http2(false))));
        assertEquals(List.of(), server.paths());
    }

    @Test
    void cancellationResetsTheStreamAndLeavesTheConnection() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        Http2Server server = server(100, stream -> {
            if (arrived.getCount() > 0) {
                arrived.countDown();
            } else {
                stream.reply("200", OK);
            }
        });
        NettyExchange exchange = exchange(server);
        Disposable call = read(exchange).subscribe();
        assertTrue(arrived.await(5, TimeUnit.SECONDS));
        call.dispose();
        assertEquals(Http2Error.CANCEL.code(), server.reset());
        value(read(exchange));
        assertEquals(1, server.connections());
    }

    @Test
    void aConnectionThatIsSilentIsNotUsedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Http2Server server = server(100, stream -> {
            if (calls.getAndIncrement() > 0) {
                stream.reply("200", OK);
            }
        });
        NettyExchange exchange = exchange(server, options -> options.responseTimeout(SHORT));
        NoReplyException e = noReply(exchange, true);
        assertTrue(e.getMessage().contains("200 ms"), e.getMessage());
        assertNotNull(server.reset(), "the stream is reset");
        value(read(exchange));
        assertEquals(2, server.connections());
    }

    @Test
    void aConnectionWhoseCallWasGivenUpAfterASilenceIsNotUsedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Http2Server server = server(100, stream -> {
            if (calls.getAndIncrement() > 0) {
                stream.reply("200", OK);
            }
        });
        NettyExchange exchange = exchange(server);
        value(Mono.firstWithSignal(
                        read(exchange).then(),
                        Mono.delay(Duration.ofMillis(1_500)).then())
                .thenReturn(true));
        assertEquals(Http2Error.CANCEL.code(), server.reset());
        value(read(exchange));
        assertEquals(2, server.connections());
    }

    @Test
    void aSilentCallDoesNotEndItsNeighbours() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Http2Server server = server(100, stream -> {
            switch (calls.getAndIncrement()) {
                case 0 -> stream.reply("200", OK);
                case 1 -> {} // silence
                default -> {
                    stream.headers("200");
                    for (int i = 1; i < 15; i++) {
                        stream.later(i * 100, () -> stream.data(" ", false));
                    }
                    stream.later(1_500, () -> stream.data(OK, true));
                }
            }
        });
        NettyExchange exchange = exchange(server, options -> options.responseTimeout(Duration.ofSeconds(1)));
        value(read(exchange));
        List<Object> ends = two(exchange);
        assertTrue(ends.stream().anyMatch(NoReplyException.class::isInstance), ends::toString);
        assertTrue(ends.contains(List.of("inc:1")), ends::toString);
    }

    @Test
    void aSlowDripRunsIntoTheCallTimeout() throws Exception {
        Http2Server server = server(100, stream -> {
            stream.headers("200");
            for (int i = 1; i < 200; i++) {
                stream.later(i * 20, () -> stream.data(" ", false));
            }
        });
        NettyExchange exchange = exchange(server, options -> options.callTimeout(Duration.ofMillis(400)));
        assertTrue(noReply(exchange, true).getMessage().contains("400 ms"));
        assertNotNull(server.reset(), "the stream is reset");
    }

    @Test
    void aStreamThatTheServerRefusesWasNotExecuted() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Http2Server server = server(100, stream -> {
            if (calls.getAndIncrement() == 0) {
                stream.reset(Http2Error.REFUSED_STREAM);
            } else {
                stream.reply("200", OK);
            }
        });
        NettyExchange exchange = exchange(server);
        noReply(exchange, false);
        value(read(exchange));
        assertEquals(1, server.connections());
    }

    @Test
    void aStreamThatTheServerResetsOtherwiseMayHaveBeenExecuted() throws Exception {
        Http2Server server = server(100, stream -> stream.reset(Http2Error.INTERNAL_ERROR));
        noReply(exchange(server), true);
    }

    @Test
    void aStreamThatIsResetInTheMiddleOfAReplyMayHaveBeenExecuted() throws Exception {
        Http2Server server = server(100, stream -> {
            stream.headers("200");
            stream.data("{\"resources\":[", false);
            stream.reset(Http2Error.INTERNAL_ERROR);
        });
        noReply(exchange(server), true);
    }

    @Test
    void callsBeyondTheLastThatAGoAwayNamesWereNotExecuted() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Http2Server server = server(100, stream -> {
            switch (calls.getAndIncrement()) {
                case 0 -> stream.later(400, () -> stream.reply("200", OK));
                case 1 -> stream.goAway(stream.id() - 2);
                default -> stream.reply("200", OK);
            }
        });
        NettyExchange exchange = exchange(server);
        List<Object> ends = two(exchange);
        assertTrue(ends.contains(List.of("inc:1")), ends::toString);
        assertTrue(ends.stream().anyMatch(end -> end instanceof NoReplyException e && !e.sent()), ends::toString);
        value(read(exchange));
        assertEquals(2, server.connections());
    }

    @Test
    void aConnectionThatBreaksMayHaveExecutedTheCall() throws Exception {
        Http2Server server = server(100, Http2Server.Stream::closeConnection);
        noReply(exchange(server), true);
    }

    @Test
    void largeRepliesNeedNoRoundTripForEvery64Kilobytes() throws Exception {
        String large = "{\"resources\":[\"" + "x".repeat(8_000_000) + "\"]}";
        Http2Server server = server(100, stream -> stream.reply("200", large));
        NettyExchange exchange = exchange(server);
        assertEquals(8_000_000, value(read(exchange)).resources().get(0).length());
        server.windows().forEach(window -> assertTrue(window >= 1 << 20, () -> "a window of " + window));
    }

    @Test
    void aReplyOverTheLimitLeavesTheConnectionUsable() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        String large = "{\"resources\":[\"" + "x".repeat(200_000) + "\"]}";
        Http2Server server = server(100, stream -> stream.reply("200", calls.getAndIncrement() == 0 ? large : OK));
        NettyExchange small = exchange(server, options -> options.maxReplyBytes(1000));
        failure(UnreadableReplyException.class, read(small));
        value(read(small));
        assertEquals(1, server.connections());
    }

    @Test
    void closingClosesTheConnection() throws Exception {
        Http2Server server = server(100, stream -> stream.reply("200", OK));
        NettyExchange exchange = exchange(server);
        value(read(exchange));
        exchange.disposeLater().block(SOON);
        assertEquals(0, server.staying());
    }

    /** Makes a second call while the first is under way, and returns what each ended in. */
    private static List<Object> two(NettyExchange exchange) {
        return value(Flux.range(0, 2)
                .flatMap(i -> read(exchange)
                        .<Object>map(ApiReply::resources)
                        .onErrorResume(Mono::just)
                        .delaySubscription(Duration.ofMillis(i * 200L)))
                .collectList());
    }

    private static NoReplyException noReply(NettyExchange exchange, boolean sent) {
        NoReplyException e = failure(NoReplyException.class, read(exchange));
        assertEquals(sent, e.sent(), e::getMessage);
        return e;
    }

    private Http2Server server(int streams, Http2Server.Script script) throws IOException, GeneralSecurityException {
        return closing(Http2Server.start(keys, streams, script));
    }

    private NettyExchange exchange(Http2Server server) {
        return exchange(server, options -> options);
    }

    private NettyExchange exchange(Http2Server server, UnaryOperator<TransportOptions.Builder> change) {
        return exchange(server.url(), options -> change.apply(options.caFile(keys.certificate())));
    }
}
