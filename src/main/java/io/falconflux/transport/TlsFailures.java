package io.falconflux.transport;

import io.falconflux.transport.Failures.Refused;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no TLS connection, in plain words. */
final class TlsFailures {

    private TlsFailures() {}

    /** Returns what TLS refused; null if the connection only broke. */
    static @Nullable Refused of(URI url, TransportOptions options, SSLException error) {
        String host = url.getHost();
        String before = "the TLS connection to " + host + " was refused: ";
        if (Failures.find(error, CertificateException.class) != null) {
            return new Refused(before + distrust(host, error), true);
        }
        String words = Objects.requireNonNullElse(error.getMessage(), "");
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("alert")) {
            return new Refused(before + alert(options, words, lower), true);
        }
        if (lower.contains("not an ssl/tls record")) {
            return new Refused(before + "the other side does not speak TLS. Check the scheme and the port", true);
        }
        return null;
    }

    private static String distrust(String host, SSLException error) {
        if (Failures.find(error, CertPathBuilderException.class) != null) {
            return "its certificate is from a certificate authority that is not trusted. Name the authority to trust"
                    + " (caFile), if it is known";
        }
        if (Failures.find(error, CertificateExpiredException.class) != null
                || Failures.find(error, CertificateNotYetValidException.class) != null) {
            return "its certificate is not valid at this time. Check the clock; the certificate is the service's to renew";
        }
        CertificateException cause = Failures.find(error, CertificateException.class);
        String why = cause == null ? "" : Objects.requireNonNullElse(cause.getMessage(), "");
        return why.contains("subject alternative") || why.contains("No name matching")
                ? "its certificate is not for the host name " + host + ". Check the base URL"
                : "its certificate is not accepted (" + why + "). Check the base URL, and the authority to trust";
    }

    private static String alert(TransportOptions options, String words, String lower) {
        boolean own = lower.contains("certificate") || lower.contains("unknown_ca") || lower.contains("access_denied");
        if (!own) {
            return words + ". Check the base URL, and that the service speaks TLS 1.2 or 1.3";
        }
        return options.clientCertificate().isEmpty()
                ? "it asks for a client certificate (" + words + "). Set one"
                : "it does not accept the client certificate (" + words
                        + "). Check that it is the right one, and valid";
    }
}
