package io.falconflux.transport;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between the client and the service: an HTTP proxy, which is asked for a tunnel, or a SOCKS 5 proxy. The service's host
 * name is looked up by the proxy. The password shows in no {@code toString}.
 *
 * @param kind how to talk to it
 * @param host its host name or address
 * @param port its port
 * @param user who asks; null to ask without a login
 * @param password the password; null to ask without a login
 * @param direct the hosts that are reached without it, as in the variable {@code NO_PROXY}: {@code example.com} with all below
 *     it, {@code .example.com} for those below it, {@code host:port}, {@code 10.0.0.0/8}, or {@code *}
 */
public record Proxy(
        Kind kind,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        List<String> direct) {

    private static final Pattern URL = Pattern.compile(
            "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
                    + "(?:(?<login>.*)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[^\\s:/?#@\\[\\]]+)(?::(?<port>\\d{1,5}))?/?",
            Pattern.DOTALL);

    /** Checks the parts. */
    public Proxy {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(host, "host");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("The port of a proxy is a number from 1 to 65535, not " + port);
        }
        direct = List.copyOf(direct);
    }

    /** How to talk to a proxy. */
    public enum Kind {
        /** An HTTP proxy, asked with {@code CONNECT}. */
        HTTP(80),
        /** A SOCKS proxy, version 5. */
        SOCKS5(1080);

        private final int port;

        Kind(int port) {
            this.port = port;
        }
    }

    /**
     * Reads a URL, as in the variable {@code HTTPS_PROXY}.
     *
     * @param url {@code http://host:port} or {@code socks5://host:port}, with {@code user:password@} before the host if the proxy
     *     asks for a login, in percent encoding; without a scheme it is an HTTP proxy
     * @throws IllegalArgumentException if it is none; the message does not repeat it, since it may hold a password
     */
    public static Proxy of(String url) {
        Matcher parts = URL.matcher(url.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "The proxy must look like http://host:port or socks5://host:port, with user:password@ before the"
                            + " host if it asks for a login");
        }
        Kind kind = kind(parts.group("scheme"));
        String port = parts.group("port");
        Proxy proxy = new Proxy(
                kind, parts.group("host"), port == null ? kind.port : Integer.parseInt(port), null, null, List.of());
        String login = parts.group("login");
        if (login == null) {
            return proxy;
        }
        int colon = login.indexOf(':');
        return colon < 0
                ? proxy.login(decoded(login), "")
                : proxy.login(decoded(login.substring(0, colon)), decoded(login.substring(colon + 1)));
    }

    private static Kind kind(@Nullable String scheme) {
        return switch (scheme == null ? "http" : scheme.toLowerCase(Locale.ROOT)) {
            case "http" -> Kind.HTTP;
            case "socks", "socks5", "socks5h" -> Kind.SOCKS5;
            default ->
                throw new IllegalArgumentException(
                        "Proxies of the kind " + scheme
                                + ":// are not supported: use http:// (the calls inside are encrypted all the same) or socks5://");
        };
    }

    private static String decoded(String text) {
        try {
            return PercentEncoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The login of the proxy must be in percent encoding: write %25 for %");
        }
    }

    /**
     * Finds the proxy for a service among environment variables, in the customary way: {@code HTTPS_PROXY} or, for a service
     * behind plain HTTP, {@code HTTP_PROXY}; else {@code ALL_PROXY}; in small letters or in capitals. The hosts in
     * {@code NO_PROXY} are excepted.
     *
     * @param variables the environment variables
     * @param tls whether the service is behind TLS
     * @return the proxy; empty if there is none
     */
    public static Optional<Proxy> among(Map<String, String> variables, boolean tls) {
        String own = variable(variables, tls ? "https_proxy" : "http_proxy");
        String url = own == null ? variable(variables, "all_proxy") : own;
        return url == null ? Optional.empty() : Optional.of(of(url).except(exceptions(variables)));
    }

    /**
     * Returns the hosts in {@code NO_PROXY}.
     *
     * @param variables the environment variables
     * @return what {@link #except} takes; null if there are none
     */
    public static @Nullable String exceptions(Map<String, String> variables) {
        return variable(variables, "no_proxy");
    }

    private static @Nullable String variable(Map<String, String> variables, String name) {
        String value = Objects.requireNonNullElse(variables.get(name), "");
        String capital = Objects.requireNonNullElse(variables.get(name.toUpperCase(Locale.ROOT)), "");
        String one = value.isBlank() ? capital : value;
        return one.isBlank() ? null : one.strip();
    }

    /**
     * Returns this proxy with a login.
     *
     * @param who the user
     * @param secret the password
     */
    public Proxy login(String who, String secret) {
        return new Proxy(kind, host, port, Objects.requireNonNull(who), Objects.requireNonNull(secret), direct);
    }

    /**
     * Returns this proxy for all hosts but some.
     *
     * @param hosts the hosts that are reached without it, with commas between them; null for none
     */
    public Proxy except(@Nullable String hosts) {
        List<String> list = hosts == null ? List.of() : List.of(hosts.strip().split("[\\s,]+"));
        return new Proxy(kind, host, port, user, password, list);
    }

    /**
     * Returns whether a service is reached through this proxy.
     *
     * @param service where it is
     */
    public boolean serves(URI service) {
        return DirectHost.of(direct).stream().noneMatch(one -> one.matches(service));
    }

    /** Returns the address without the login, for messages. */
    String address() {
        return host + ":" + port;
    }

    /** Returns everything but the password. */
    @Override
    public String toString() {
        return "Proxy[" + kind + " " + (user == null ? "" : user + ":***@") + address() + ", direct=" + direct + "]";
    }
}
