package io.falconflux.transport;

import io.falconflux.transport.ApiCall.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Percent-encodes everything but the unreserved characters of RFC 3986. The service reads a bare {@code +} as a space, which
 * breaks a filter without an error, so nothing reserved is let through.
 */
final class PercentEncoder {

    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoder() {}

    /** Returns {@code name=value&name=value}. */
    static String encode(List<Parameter> parameters) {
        StringBuilder out = new StringBuilder();
        for (Parameter parameter : parameters) {
            out.append(out.isEmpty() ? "" : "&");
            append(out, parameter.name());
            out.append('=');
            append(out, parameter.value());
        }
        return out.toString();
    }

    /** Reads text in percent encoding; a plus is a plus. */
    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Returns text with everything reserved encoded. */
    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        append(out, text);
        return out.toString();
    }

    private static void append(StringBuilder out, String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (unreserved(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
        }
    }

    private static boolean unreserved(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }
}
