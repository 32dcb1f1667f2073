package io.falconflux.transport;

import io.falconflux.error.Words;
import java.util.Map;
import java.util.TreeMap;

/**
 * The service announces the end of something, in headers whose names begin with {@code X-Api-Deprecation}.
 *
 * @param operation the operation whose reply said so
 * @param headers the headers, names in lower case
 */
public record Deprecation(String operation, Map<String, String> headers) {

    private static final int MOST = 300;

    /** Copies the headers. */
    public Deprecation {
        headers = Map.copyOf(headers);
    }

    /** Returns one line for people. */
    public String message() {
        StringBuilder text = new StringBuilder(operation).append(" is deprecated, says the service:");
        new TreeMap<>(headers)
                .forEach((name, value) ->
                        text.append(' ').append(name).append(": ").append(value).append(','));
        text.setLength(text.length() - 1);
        return Words.line(text.toString(), MOST);
    }
}
