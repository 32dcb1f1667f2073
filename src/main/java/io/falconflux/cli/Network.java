package io.falconflux.cli;

import io.falconflux.transport.ClientCertificate;
import io.falconflux.transport.Proxy;
import io.falconflux.transport.TransportOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about what lies between this machine and the service. */
final class Network {

    /** What is written for no proxy, whatever the environment says. */
    private static final String NONE = "none";

    /** More of a file than stands before the first certificate in it. */
    private static final int START = 1 << 16;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Trusts the certificate authorities in this PEM file instead of the JDK's.")
    private @Nullable Path caFile;

    @Option(
            names = "--client-cert",
            paramLabel = "FILE",
            description = "Shows this certificate to services that ask for one: PEM, or PKCS#12 with its key.")
    private @Nullable Path certificate;

    @Option(
            names = "--client-key",
            paramLabel = "FILE",
            description = "The private key of the certificate, PEM; the same file unless given.")
    private @Nullable Path key;

    @Option(
            names = "--client-cert-password-file",
            paramLabel = "FILE",
            description = "Reads the password of the key, or of the PKCS#12 file, from a file.")
    private @Nullable Path certificatePasswordFile;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "http://host:port or socks5://host:port, with user:password@ before the host if it asks for a"
                    + " login; none for no proxy. Variables: HTTPS_PROXY, ALL_PROXY; NO_PROXY names hosts to reach"
                    + " directly.")
    private @Nullable String proxy;

    @Option(
            names = "--proxy-password-file",
            paramLabel = "FILE",
            description = "Reads the proxy's password from a file, so that it is not in the URL.")
    private @Nullable Path proxyPasswordFile;

    @Option(names = "--http1", description = "Speaks HTTP/1.1 also where HTTP/2 could be had.")
    private boolean http1;

    @Option(
            names = "--wiretap",
            description = "Tells on standard error what goes over the wire, a line a message, secrets left out.")
    private boolean wiretap;

    @Option(names = "--allow-plain-http", description = "Lets credentials travel over plain HTTP to another machine.")
    private boolean allowPlainHttp;

    /**
     * Sets what they say.
     *
     * @param transport where to
     * @param settings the environment and the profile
     * @param url the base URL; null for one of the vendor's clouds
     * @throws UsageException if a file cannot be read
     * @throws IllegalArgumentException if a value is none
     */
    void set(TransportOptions.Builder transport, Settings settings, @Nullable String url) {
        transport
                .allowPlainHttp(allowPlainHttp)
                .http2(!http1)
                .caFile(readable(settings.file(caFile, "ca_file")))
                .clientCertificate(clientCertificate(settings))
                .proxy(proxy(
                        settings,
                        url == null || !url.strip().toLowerCase(Locale.ROOT).startsWith("http:")));
    }

    /** Returns where lines about what goes over the wire go; null for nowhere. */
    @Nullable
    Consumer<String> wiretap(Surroundings around) {
        return wiretap ? line -> around.err().println(Complaint.line(line)) : null;
    }

    private static @Nullable Path readable(@Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            throw new UsageException("Cannot read the certificate authorities in " + file + ": name a PEM file");
        }
        return file;
    }

    private @Nullable ClientCertificate clientCertificate(Settings settings) {
        if (certificate != null) {
            return clientCertificate(certificate, key, certificatePasswordFile);
        }
        if (key != null || certificatePasswordFile != null) {
            throw new UsageException("There is a key or a password for a client certificate, and no --client-cert");
        }
        Path kept = settings.file(null, "client_cert");
        return kept == null
                ? null
                : clientCertificate(
                        kept, settings.file(null, "client_key"), settings.file(null, "client_cert_password_file"));
    }

    private static ClientCertificate clientCertificate(
            Path certificate, @Nullable Path key, @Nullable Path passwordFile) {
        String password = passwordFile == null ? null : secret(passwordFile);
        return key != null || isPem(certificate)
                ? ClientCertificate.pem(certificate, key == null ? certificate : key, password)
                : ClientCertificate.pkcs12(certificate, password == null ? "" : password);
    }

    private static boolean isPem(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(START), StandardCharsets.ISO_8859_1).contains("-----BEGIN");
        } catch (IOException e) {
            throw new UsageException(
                    "Cannot read the client certificate in " + file + ": " + OutputException.reason(e));
        }
    }

    private @Nullable Proxy proxy(Settings settings, boolean tls) {
        Map<String, String> environment = settings.around().environment();
        Proxy among = Proxy.among(environment, tls).orElse(null);
        String kept = proxy == null && among == null ? settings.ofProfile("proxy") : null;
        String named = proxy == null ? kept : proxy;
        if (NONE.equalsIgnoreCase(named)) {
            return null;
        }
        Proxy one = named == null ? among : Proxy.of(named).except(Proxy.exceptions(environment));
        Path passwordFile = kept == null ? proxyPasswordFile : settings.file(proxyPasswordFile, "proxy_password_file");
        if (passwordFile == null || one == null) {
            return one;
        }
        if (one.user() == null) {
            throw new UsageException(
                    "There is a password for the proxy, and no user: write --proxy http://user@host:port");
        }
        return one.login(one.user(), secret(passwordFile));
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UsageException("Cannot read the password from " + file + ": " + OutputException.reason(e));
        }
    }
}
