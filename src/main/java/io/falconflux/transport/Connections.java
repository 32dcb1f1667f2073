package io.falconflux.transport;

import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Sets up Reactor Netty, its surprising defaults included. */
final class Connections {

    private Connections() {}

    static ConnectionProvider pool(TransportOptions options) {
        return ConnectionProvider.builder("falconflux")
                .maxConnections(options.maxConnections())
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(options.callTimeout())
                .maxIdleTime(options.maxIdleTime())
                .evictInBackground(
                        options.maxIdleTime().compareTo(Duration.ofSeconds(1)) < 0
                                ? Duration.ofSeconds(1)
                                : options.maxIdleTime())
                .lifo()
                .build();
    }

    static HttpClient client(TransportOptions options, ConnectionProvider pool) {
        HttpClient client = HttpClient.create(pool)
                .disableRetry(true)
                .followRedirect(false)
                .compress(options.gzip())
                .keepAlive(true)
                .headers(headers -> headers.set("User-Agent", options.userAgent()))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(Integer.MAX_VALUE, options.connectTimeout().toMillis()))
                .responseTimeout(options.responseTimeout());
        return options.customizer().apply(trusting(client, options));
    }

    private static HttpClient trusting(HttpClient client, TransportOptions options) {
        return options.caFile()
                .map(Connections::certificates)
                .map(trusted -> client.secure(spec -> spec.sslContext(
                        Http11SslContextSpec.forClient().configure(builder -> builder.trustManager(trusted)))))
                .orElse(client);
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
