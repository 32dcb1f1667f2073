package io.falconflux.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Calls through a proxy. */
class ProxyTest extends ExchangeFixture {

    private static final String PASSWORD = "p@ss:w/rd 100%";
    private static final String ENCODED = "p%40ss%3Aw%2Frd%20100%25";

    @TempDir
    static Path directory;

    private static Keys keys;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        keys = Keys.forHost("localhost", directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5", "socks5h"})
    void aProxyTunnelsToTheServiceWhoseNameItLooksUp(String scheme) throws IOException {
        RawServer server = server(always("200 OK", "", OK));
        ProxyServer proxy = closing(ProxyServer.open());
        URI url = URI.create("http://falcon.invalid:" + server.url().getPort());
        NettyExchange exchange =
                exchange(url, options -> options.allowPlainHttp(true).proxy(Proxy.of(proxy.url(scheme))));
        value(Flux.range(0, 20).concatMap(i -> read(exchange)).collectList());
        assertEquals(List.of("falcon.invalid:" + url.getPort()), proxy.targets(), "one tunnel serves all calls");
        assertEquals(20, server.requests().size());
        assertEquals(
                "falcon.invalid:" + url.getPort(),
                server.requests().get(0).headers().get("host"));
        assertFalse(server.requests().get(0).headers().containsKey("proxy-authorization"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void aProxyIsGivenItsLoginAndTheServiceIsNot(String scheme) throws IOException {
        RawServer server = server(always("200 OK", "", OK));
        ProxyServer proxy = closing(ProxyServer.asking("fal:" + PASSWORD));
        NettyExchange exchange =
                through(server.url(), Proxy.of(proxy.url(scheme, "fal:" + ENCODED)), options -> options);
        value(read(exchange));
        assertEquals(1, proxy.targets().size());
        assertFalse(
                server.requests().toString().toLowerCase(java.util.Locale.ROOT).contains("proxy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void tlsGoesThroughTheTunnelAndNamesTheService(String scheme) throws Exception {
        ProxyServer proxy = closing(ProxyServer.open());
        Http2Server server = closing(Http2Server.start(keys, stream -> stream.reply("200", OK)));
        NettyExchange exchange =
                through(server.url(), Proxy.of(proxy.url(scheme)), options -> options.caFile(keys.certificate()));
        value(Flux.range(0, 10).flatMap(i -> read(exchange)).collectList());
        assertTrue(proxy.targets().size() <= 2, () -> proxy.targets().toString());
        RawServer older = closing(RawServer.start(keys.sockets(), always("200 OK", "", OK)));
        URI url = URI.create(older.url().toString().replace("http:", "https:"));
        value(read(through(url, Proxy.of(proxy.url(scheme)), options -> options.caFile(keys.certificate()))));
    }

    @ParameterizedTest
    @CsvSource({"http, ''", "http, fal:wrong", "socks5, ''", "socks5, fal:wrong"})
    void aLoginThatLacksOrIsWrongIsSaidSo(String scheme, String login) throws IOException {
        ProxyServer proxy = closing(ProxyServer.asking("fal:" + PASSWORD));
        String url = login.isEmpty() ? proxy.url(scheme) : proxy.url(scheme, login);
        NoReplyException e = refused(Proxy.of(url), true);
        assertTrue(e.getMessage().contains(login.isEmpty() ? "asks for a login" : "login of fal"), e.getMessage());
        assertFalse(everythingOf(e).contains("wrong"), () -> everythingOf(e));
    }

    @ParameterizedTest
    @CsvSource({"403 Forbidden, true, refuses connections", "502 Bad Gateway, false, made no connection"})
    void aProxyThatMakesNoTunnelIsQuoted(String status, boolean lasting, String words) throws IOException {
        ProxyServer proxy = closing(ProxyServer.answering("HTTP/1.1 " + status + "\r\nContent-Length: 4\r\n\r\nsorr"));
        NoReplyException e = refused(Proxy.of(proxy.url("http")), lasting);
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertTrue(e.getMessage().contains("HTTP " + status.substring(0, 3)), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void aServiceThatTheProxyDoesNotReachIsSaidSo(String scheme) throws IOException {
        ProxyServer proxy = closing(ProxyServer.open());
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        NoReplyException e = failure(
                NoReplyException.class,
                read(through(URI.create("http://localhost:" + nobody), Proxy.of(proxy.url(scheme)), o -> o)));
        assertFalse(e.sent());
        assertTrue(e.getMessage().contains("made no connection to localhost:" + nobody), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 abc\r\n\r\n"})
    void whatIsNoHttpProxyIsAnErrorOfTheFamily(String answer) throws IOException {
        refused(Proxy.of(closing(ProxyServer.answering(answer)).url("http")), false);
    }

    @Test
    void whatIsNoSocksProxyIsAnErrorOfTheFamily() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread web = new Thread(() -> {
                try (Socket client = other.accept()) {
                    client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                } catch (IOException e) {
                    // the client left
                }
            });
            web.start();
            refused(Proxy.of("socks5://localhost:" + other.getLocalPort()), false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void aProxyThatSaysNothingRunsIntoTheConnectTimeout(String scheme) throws IOException {
        RawServer silent = server((request, wire) -> wire.silence());
        NoReplyException e = failure(
                NoReplyException.class,
                read(through(
                        URI.create("http://localhost:1"),
                        Proxy.of(scheme + "://localhost:" + silent.url().getPort()),
                        options -> options.connectTimeout(Duration.ofMillis(300)))));
        assertFalse(e.sent());
        assertTrue(e.getMessage().contains("300 ms"), e.getMessage());
    }

    @Test
    void aProxyThatDoesNotRunOrIsNotKnownIsNamed() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        NoReplyException e = refused(Proxy.of("http://localhost:" + nobody), false);
        assertTrue(e.getMessage().contains("no connection to the proxy localhost:" + nobody), e.getMessage());
        NoReplyException unknown = refused(Proxy.of("http://proxy.invalid:3128"), false);
        assertTrue(unknown.getMessage().contains("the proxy proxy.invalid:3128 is not known"), unknown.getMessage());
    }

    @Test
    void aServiceThatIsExceptedIsReachedDirectly() throws IOException {
        RawServer server = server(always("200 OK", "", OK));
        ProxyServer proxy = closing(ProxyServer.open());
        Proxy other = Proxy.of(proxy.url("http")).except("example.com, localhost");
        value(read(through(server.url(), other, options -> options)));
        assertEquals(List.of(), proxy.requests());
    }

    private NoReplyException refused(Proxy proxy, boolean lasting) {
        RawServer server = server(always("200 OK", "", OK));
        NoReplyException e = failure(NoReplyException.class, read(through(server.url(), proxy, options -> options)));
        assertFalse(e.sent(), e.getMessage());
        assertEquals(lasting, e.lasting(), e.getMessage());
        assertEquals(List.of(), server.requests());
        return e;
    }

    private NettyExchange through(URI url, Proxy proxy, UnaryOperator<TransportOptions.Builder> change) {
        return exchange(url, options -> change.apply(options.proxy(proxy)));
    }
}
