package io.falconflux.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A reply before it is sent. */
final class Reply {

    private final int status;
    private final ByteBuffer body;
    private final List<Map.Entry<String, String>> headers = new ArrayList<>();

    Reply(int status, String contentType, ByteBuffer body) {
        this.status = status;
        this.body = body;
        if (!contentType.isEmpty()) {
            with("Content-Type", contentType);
        }
    }

    /** A reply without a body. */
    static Reply empty(int status) {
        return new Reply(status, "", ByteBuffer.allocate(0));
    }

    static Reply json(int status, JsonBytes json) {
        return new Reply(status, "application/json", json.written());
    }

    static Reply text(int status, String contentType, String text) {
        return new Reply(status, contentType, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    Reply with(String name, String value) {
        headers.add(Map.entry(name, value));
        return this;
    }

    /** Whether it has rate headers of its own. */
    boolean rated() {
        return headers.stream().anyMatch(header -> header.getKey().equals("X-Ratelimit-Limit"));
    }

    int status() {
        return status;
    }

    ByteBuffer body() {
        return body;
    }

    List<Map.Entry<String, String>> headers() {
        return headers;
    }
}
