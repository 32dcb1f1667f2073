package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls that are cancelled at any moment, also while a connection is made: everything comes back. */
class CancelTest extends ExchangeFixture {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 3;

    @TempDir
    static Path directory;

    private static Keys keys;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        keys = Keys.forHost("localhost", directory);
    }

    @Test
    void overHttp11() throws Exception {
        RawServer server = server(CancelTest::slow);
        recovers(server.url(), server::open, server::staying);
    }

    @Test
    void overHttp11BehindTls() throws Exception {
        RawServer server = closing(RawServer.start(keys.sockets(), CancelTest::slow));
        recovers(URI.create(server.url().toString().replace("http:", "https:")), server::open, server::staying);
    }

    @Test
    void overHttp2() throws Exception {
        Http2Server server =
                closing(Http2Server.start(keys, 10, stream -> stream.later(random(30), () -> stream.reply("200", OK))));
        recovers(server.url(), () -> (int) server.open(), () -> (int) server.staying());
    }

    /** Clients of a moment, whose calls end before a connection is there, and one client that goes on. */
    private void recovers(URI url, IntSupplier open, Callable<Integer> staying) throws Exception {
        for (int round = 0; round < 10; round++) {
            TransportOptions options = options(url);
            NettyExchange exchange = new NettyExchange(options);
            calls(exchange, 20, 200);
            exchange.disposeLater().block(SOON);
        }
        NettyExchange exchange =
                closing(new Closing(new NettyExchange(options(url)))).exchange();
        calls(exchange, 500, 30);
        value(Flux.range(0, 20).flatMap(i -> read(exchange), 20).collectList());
        assertTrue(open.getAsInt() <= CONNECTIONS, () -> open.getAsInt() + " connections are open");
        exchange.disposeLater().block(SOON);
        assertEquals(0, staying.call(), "connections that stay open");
    }

    private static TransportOptions options(URI url) {
        return TransportOptions.builder()
                .baseUrl(url)
                .caFile(keys.certificate())
                .maxConnections(CONNECTIONS)
                .build();
    }

    private static void calls(NettyExchange exchange, int number, int most) {
        Flux.range(0, number)
                .flatMap(
                        i -> Mono.firstWithSignal(
                                        read(exchange).then(),
                                        Mono.delay(Duration.ofMillis(random(most)))
                                                .then())
                                .onErrorComplete(),
                        16)
                .then()
                .block(LONG);
    }

    private static void slow(RawServer.Request request, RawServer.Wire wire) throws IOException, InterruptedException {
        wire.pause(random(30));
        wire.reply("200 OK", "", OK);
    }

    private static int random(int most) {
        return ThreadLocalRandom.current().nextInt(most);
    }

    private record Closing(NettyExchange exchange) implements AutoCloseable {
        @Override
        public void close() {
            exchange.disposeLater().block(SOON);
        }
    }
}
