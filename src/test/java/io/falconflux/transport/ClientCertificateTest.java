package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that ask the client for a certificate. */
class ClientCertificateTest extends ExchangeFixture {

    @TempDir
    static Path directory;

    private static Keys service;
    private static Keys own;
    private static Keys other;

    @BeforeAll
    static void makeKeys() throws Exception {
        service = Keys.forHost("localhost", directory);
        own = Keys.forHost("client.example.com", directory);
        other = Keys.forHost("other.example.com", directory);
    }

    static Stream<ClientCertificate> forms() throws Exception {
        return Stream.of(
                ClientCertificate.pkcs12(own.store(), Keys.PASSWORD),
                ClientCertificate.pem(own.certificate(), own.key(), null),
                ClientCertificate.pem(own.both(), own.both(), null),
                ClientCertificate.pem(own.certificate(), own.encryptedKey("geheim"), "geheim"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void theCertificateIsShown(ClientCertificate certificate) throws Exception {
        RawServer server = asking();
        value(read(exchange(server, certificate)));
        assertEquals(List.of("CN=client.example.com"), server.peers());
    }

    @Test
    void theCertificateIsShownOverHttp2Too() throws Exception {
        Http2Server server = closing(Http2Server.asking(service, own, stream -> stream.reply("200", OK)));
        NettyExchange exchange = exchange(
                server.url(),
                options -> options.caFile(service.certificate())
                        .clientCertificate(ClientCertificate.pkcs12(own.store(), Keys.PASSWORD)));
        value(read(exchange));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMissingCertificateIsSaidSo(boolean http2) throws Exception {
        URI url = http2
                ? closing(Http2Server.asking(service, own, stream -> stream.reply("200", OK)))
                        .url()
                : https(asking());
        NoReplyException e =
                failure(NoReplyException.class, read(exchange(url, options -> options.caFile(service.certificate()))));
        assertFalse(e.sent(), e.getMessage());
        assertTrue(e.lasting(), e.getMessage());
        assertTrue(e.getMessage().contains("asks for a client certificate"), e.getMessage());
    }

    @Test
    void aCertificateThatTheServiceDoesNotKnowIsSaidSo() throws Exception {
        NoReplyException e = failure(
                NoReplyException.class,
                read(exchange(asking(), ClientCertificate.pkcs12(other.store(), Keys.PASSWORD))));
        assertFalse(e.sent(), e.getMessage());
        assertTrue(e.lasting(), e.getMessage());
        assertTrue(e.getMessage().contains("does not accept the client certificate"), e.getMessage());
    }

    static Stream<ClientCertificate> wrong() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty"), "");
        Path text = Files.writeString(
                directory.resolve("text"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        Path absent = directory.resolve("absent");
        return Stream.of(
                ClientCertificate.pkcs12(own.store(), "geheim"),
                ClientCertificate.pkcs12(empty, "geheim"),
                ClientCertificate.pkcs12(absent, "geheim"),
                ClientCertificate.pkcs12(own.certificate(), "geheim"),
                ClientCertificate.pem(own.certificate(), empty, null),
                ClientCertificate.pem(own.certificate(), text, null),
                ClientCertificate.pem(own.certificate(), absent, null),
                ClientCertificate.pem(absent, own.key(), null),
                ClientCertificate.pem(empty, own.key(), null),
                ClientCertificate.pem(own.key(), own.key(), null),
                ClientCertificate.pem(own.certificate(), own.encryptedKey("geheim"), null),
                ClientCertificate.pem(own.certificate(), own.encryptedKey("geheim"), "geheim2"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatIsNoCertificateIsRefusedWhenTheExchangeIsMade(ClientCertificate certificate) {
        TransportOptions options =
                TransportOptions.builder().clientCertificate(certificate).build();
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new NettyExchange(options));
        assertTrue(e.getMessage().contains(certificate.toString()), e.getMessage());
        assertFalse(everythingOf(e).contains("geheim"), () -> everythingOf(e));
        assertFalse(everythingOf(e).contains("c2VjcmV0"), () -> everythingOf(e));
        assertFalse(certificate.toString().contains("geheim"), certificate.toString());
    }

    private RawServer asking() throws IOException, GeneralSecurityException {
        return closing(RawServer.start(service.socketsFor(own), always("200 OK", "", OK)));
    }

    private NettyExchange exchange(RawServer server, ClientCertificate certificate) {
        return exchange(
                https(server), options -> options.caFile(service.certificate()).clientCertificate(certificate));
    }

    private static URI https(RawServer server) {
        return URI.create(server.url().toString().replace("http:", "https:"));
    }
}
