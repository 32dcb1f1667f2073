package io.falconflux.transport;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The base URL of a call, and the rules for one: absolute, HTTP, no credentials inside, and plain only to this machine. */
final class BaseUrl {

    private BaseUrl() {}

    /** Returns where a call goes. */
    static URI of(ApiCall call, TransportOptions options) {
        Cloud cloud = call.cloud();
        return cloud == null ? options.baseUrl() : cloud.baseUrl();
    }

    static URI checked(URI url, boolean allowPlainHttp) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost();
        if (host == null || !scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("The base URL must look like https://host, with a host name or address");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "The base URL must have neither credentials nor a query nor a fragment, only https://host/path");
        }
        if (scheme.equals("http") && !allowPlainHttp && !loopback(host)) {
            throw new IllegalArgumentException("Refusing plain HTTP to " + host
                    + ", since credentials would travel unprotected. Use https, or allow plain HTTP by name");
        }
        String text = url.toString();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** By the letters alone: a name is never looked up to find out. */
    private static boolean loopback(@Nullable String host) {
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || host.equals("[::1]")
                        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}"));
    }
}
