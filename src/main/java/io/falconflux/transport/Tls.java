package io.falconflux.transport;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.client.HttpClient;

/** Whom the client trusts, and how it shows who it is. */
final class Tls {

    /** How long Reactor Netty gives a handshake. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    private Tls() {}

    /** Returns a client that speaks TLS as the options say; files are read here. */
    static HttpClient secured(HttpClient client, TransportOptions options, boolean http2) {
        Optional<X509Certificate[]> trusted = options.caFile().map(Tls::certificates);
        Optional<ClientCertificate> own = options.clientCertificate();
        if (trusted.isEmpty() && own.isEmpty() && options.connectTimeout().equals(USUAL)) {
            return client;
        }
        Consumer<SslContextBuilder> change = builder -> {
            trusted.ifPresent(builder::trustManager);
            own.ifPresent(certificate -> certificate.addTo(builder));
        };
        return client.secure(spec -> (http2
                        ? spec.sslContext(Http2SslContextSpec.forClient().configure(change))
                        : spec.sslContext(Http11SslContextSpec.forClient().configure(change)))
                .handshakeTimeout(options.connectTimeout()));
    }

    private static X509Certificate[] certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate[] all = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (all.length == 0) {
                throw new IllegalArgumentException("No certificate in " + file + ": it must hold PEM certificates");
            }
            return all;
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read the certificate authorities in " + file, e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("No PEM certificates in " + file + ": " + e.getMessage(), e);
        }
    }
}
