package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest extends ExchangeFixture {

    @TempDir
    static Path directory;

    private static Keys local;
    private static Keys foreign;

    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        local = Keys.forHost("localhost", directory);
        foreign = Keys.forHost("api.example.com", directory);
    }

    @Test
    void anAuthorityThatTheCallerNamesIsTrusted() throws Exception {
        RawServer server = tls(local);
        NettyExchange exchange = exchange(https(server), options -> options.caFile(local.certificate()));
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of("inc:1"), value(read(exchange)).resources());
        }
        assertEquals(2, server.connections(), "one to learn that it is HTTP/1.1, and one for all other calls");
    }

    @Test
    void anUnknownAuthorityIsRefusedBeforeAnythingIsSent() throws Exception {
        RawServer server = tls(local);
        NoReplyException e = failure(NoReplyException.class, read(exchange(https(server))));
        assertFalse(e.sent());
        assertTrue(e.getMessage().contains("TLS"), e.getMessage());
        assertTrue(e.getMessage().contains("certificate authority"), e.getMessage());
        assertEquals(List.of(), server.requests());
    }

    @Test
    void namingAnAuthorityTrustsNoOther() throws Exception {
        RawServer server = tls(local);
        NettyExchange exchange = exchange(https(server), options -> options.caFile(foreign.certificate()));
        assertFalse(failure(NoReplyException.class, read(exchange)).sent());
        assertEquals(List.of(), server.requests());
    }

    @Test
    void aCertificateForAnotherHostIsRefusedEvenIfItsAuthorityIsTrusted() throws Exception {
        RawServer server = tls(foreign);
        NettyExchange exchange = exchange(https(server), options -> options.caFile(foreign.certificate()));
        NoReplyException e = failure(NoReplyException.class, read(exchange));
        assertFalse(e.sent());
        assertTrue(e.getMessage().contains("host name"), e.getMessage());
        assertEquals(List.of(), server.requests());
    }

    @Test
    void aPlainServerBehindHttpsIsRefused() {
        RawServer server = server(always("200 OK", "", OK));
        NettyExchange exchange = exchange(https(server), options -> options.caFile(local.certificate()));
        assertFalse(failure(NoReplyException.class, read(exchange)).sent());
    }

    @Test
    void aPortThatTakesConnectionsAndSaysNothingIsNamed() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("https://localhost:" + mute.getLocalPort());
            NoReplyException e = failure(
                    NoReplyException.class,
                    read(exchange(url, options -> options.connectTimeout(Duration.ofMillis(300)))));
            assertFalse(e.sent());
            assertTrue(e.getMessage().contains("did not answer the TLS handshake"), e.getMessage());
        }
    }

    @Test
    void aFileWithoutCertificatesIsRefusedWhenTheExchangeIsMade() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path garbage = Files.writeString(directory.resolve("garbage.pem"), "no certificate\n");
        for (Path file : List.of(empty, garbage, directory.resolve("absent.pem"))) {
            TransportOptions options = TransportOptions.builder().caFile(file).build();
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new NettyExchange(options));
            assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        }
    }

    private RawServer tls(Keys keys) throws IOException, GeneralSecurityException {
        return closing(RawServer.start(keys.sockets(), always("200 OK", "", OK)));
    }

    private static URI https(RawServer server) {
        return URI.create(server.url().toString().replace("http:", "https:"));
    }
}
