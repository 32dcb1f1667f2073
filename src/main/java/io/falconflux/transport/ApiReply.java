package io.falconflux.transport;

import io.falconflux.error.ApiError;
import io.falconflux.error.Words;
import io.falconflux.json.Envelope;
import io.falconflux.json.Meta;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reply of success. Errors may stand beside the resources: partial success is success with {@link #errors()}.
 *
 * @param status the HTTP status, 2xx
 * @param headers the headers, names in lower case, cookies left out
 * @param envelope the decoded body
 * @param <T> the type of one resource
 */
public record ApiReply<T>(int status, Map<String, String> headers, Envelope<T> envelope) {

    private static final int MOST_TEXT = 200;

    /** Copies the headers. */
    public ApiReply {
        headers = Map.copyOf(headers);
    }

    /** Returns the resources; empty if the body had none. */
    public List<T> resources() {
        return envelope.resources();
    }

    /** Returns the errors beside the resources; mostly empty. */
    public List<ApiError> errors() {
        return envelope.errors();
    }

    /** Returns the texts of the errors in one line, at most 200 characters; empty if there are none. */
    public String errorText() {
        return Words.line(Words.of(errors()), MOST_TEXT);
    }

    /** Returns the meta part. */
    public Meta meta() {
        return envelope.meta();
    }

    /**
     * Returns a header.
     *
     * @param name the name, in any case
     * @return its value; null if absent
     */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Returns when the service answered, by its own clock, to the second; null if it did not say. */
    public @Nullable Instant served() {
        String date = headers.get("date");
        try {
            return date == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns the trace id from the header or the meta part; null if the service gave none. */
    public @Nullable String traceId() {
        String header = header("x-cs-traceid");
        return header == null ? meta().traceId() : header;
    }
}
