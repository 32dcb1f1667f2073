package io.falconflux.error;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reply outside 2xx said. Its envelope is decoded like any other, so that errors, writes and partial resources
 * survive.
 *
 * @param status the HTTP status
 * @param headers the reply's headers, names in lower case, cookies left out
 * @param errors the envelope's errors, empty if the body had none or was no envelope
 * @param resources the envelope's resources, in the form the call asked for; mostly empty
 * @param resourcesAffected the envelope's count of entities written; null if it had none
 * @param traceId the trace id; null if there was none
 * @param snippet the start of a body that was no envelope (a gateway's HTML, say), at most 200 characters; else null
 */
public record Refusal(
        int status,
        Map<String, String> headers,
        List<ApiError> errors,
        List<Object> resources,
        @Nullable Integer resourcesAffected,
        @Nullable String traceId,
        @Nullable String snippet) {

    /** Copies the collections. */
    public Refusal {
        headers = Map.copyOf(headers);
        errors = List.copyOf(errors);
        resources = List.copyOf(resources);
    }

    /**
     * Returns the service's own words in a line of at most 500 characters: the texts of its errors, else the start of the body,
     * else nothing.
     */
    public String words() {
        if (!errors.isEmpty()) {
            return Words.of(errors);
        }
        return snippet == null ? "" : Words.line(snippet);
    }

    /**
     * Tells whether this is a 429 from the pool of 15 calls a minute that bad tokens share: another token helps, and no
     * wait does.
     */
    public boolean fromBadTokenPool() {
        return status == 429 && "15".equals(headers.get("x-ratelimit-limit"));
    }

    /** Returns the status, the words and the trace id: headers and resources are the server's, whatever they hold. */
    @Override
    public String toString() {
        return "Refusal[status=" + status + ", words=" + words() + ", traceId=" + traceId + "]";
    }
}
