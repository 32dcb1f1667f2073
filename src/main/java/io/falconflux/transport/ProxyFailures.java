package io.falconflux.transport;

import io.falconflux.transport.Failures.Refused;
import io.netty.handler.proxy.ProxyConnectException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a proxy says instead of making a tunnel. */
final class ProxyFailures {

    private static final Pattern STATUS = Pattern.compile("status: (\\d{3})");
    private static final int LOGIN = 407;

    private ProxyFailures() {}

    /**
     * Returns what a proxy refused; null if it refused nothing.
     *
     * @param waiting whether the call was waiting for its tunnel
     */
    static @Nullable Refused of(Proxy proxy, URI url, TransportOptions options, boolean waiting, Throwable error) {
        String name = "the proxy " + proxy.address();
        ProxyConnectException refused = Failures.find(error, ProxyConnectException.class);
        if (refused != null) {
            return said(proxy, name, url, options, Objects.requireNonNullElse(refused.getMessage(), ""));
        }
        UnknownHostException unknown = Failures.find(error, UnknownHostException.class);
        if (unknown != null && proxy.host().equals(unknown.getMessage())) {
            return new Refused("the host of " + name + " is not known. Check the address of the proxy", false);
        }
        if (Failures.find(error, ConnectException.class) != null) {
            return new Refused("no connection to " + name + ". Check its address, and whether it runs", false);
        }
        return waiting ? said(proxy, name, url, options, "") : null;
    }

    private static Refused said(Proxy proxy, String name, URI url, TransportOptions options, String message) {
        Matcher http = STATUS.matcher(message);
        if (http.find()) {
            int status = Integer.parseInt(http.group(1));
            return status == LOGIN ? login(proxy, name) : status(name, url, status);
        }
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("auth")) {
            return login(proxy, name);
        }
        if (words.contains("timeout")) {
            return new Refused(
                    name + " made no connection to " + url.getAuthority() + " within "
                            + options.connectTimeout().toMillis() + " ms. Try again, or ask whoever runs the proxy",
                    false);
        }
        return new Refused(
                name + " made no connection to " + url.getAuthority()
                        + ". Check the base URL and the kind of the proxy ("
                        + proxy.kind().name().toLowerCase(Locale.ROOT) + ")",
                false);
    }

    private static Refused login(Proxy proxy, String name) {
        return new Refused(
                proxy.user() == null
                        ? name + " asks for a login. Name a user and a password for it"
                        : name + " does not accept the login of " + proxy.user() + ". Check the user and the password",
                true);
    }

    private static Refused status(String name, URI url, int status) {
        return status < 500
                ? new Refused(
                        name + " refuses connections to " + url.getAuthority() + " (HTTP " + status
                                + "). Ask whoever runs it to allow them",
                        true)
                : new Refused(
                        name + " made no connection to " + url.getAuthority() + " (HTTP " + status
                                + "). Check the base URL, or try again later",
                        false);
    }
}
