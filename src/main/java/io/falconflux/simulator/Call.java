package io.falconflux.simulator;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A call on its way through the simulator. */
final class Call {

    private final RecordedRequest request;
    private final byte[] body;
    private final String traceId;
    private final Mischief mischief;
    private final long began = System.nanoTime();

    Call(RecordedRequest request, byte[] body, String traceId, Mischief mischief) {
        this.request = request;
        this.body = body;
        this.traceId = traceId;
        this.mischief = mischief;
    }

    /** Takes a request apart. A query that cannot be decoded counts as empty. */
    static RecordedRequest read(
            long number, String method, String uri, Iterable<Map.Entry<String, String>> headers, byte[] body) {
        int mark = uri.indexOf('?');
        String raw = mark < 0 ? "" : uri.substring(mark + 1);
        Map<String, String> lower = new HashMap<>();
        for (Map.Entry<String, String> header : headers) {
            lower.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
        }
        return new RecordedRequest(
                number,
                method,
                mark < 0 ? uri : uri.substring(0, mark),
                raw,
                Map.copyOf(form(raw)),
                Map.copyOf(lower),
                new String(body, StandardCharsets.UTF_8),
                0);
    }

    /** Decodes a form: a plus is a space. */
    static Map<String, String> form(String text) {
        Map<String, String> first = new HashMap<>();
        try {
            QueryStringDecoder decoder = new QueryStringDecoder(text, StandardCharsets.UTF_8, false, 1_024, true);
            decoder.parameters().forEach((name, values) -> first.put(name, values.get(0)));
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
        return first;
    }

    RecordedRequest request() {
        return request;
    }

    String path() {
        return request.path();
    }

    String method() {
        return request.method();
    }

    String header(String name) {
        return request.headers().getOrDefault(name, "");
    }

    String parameter(String name) {
        return request.query().getOrDefault(name, "");
    }

    byte[] body() {
        return body;
    }

    String traceId() {
        return traceId;
    }

    Mischief mischief() {
        return mischief;
    }

    /** How long the call has taken so far, in seconds, as the service prints it. */
    String queryTime() {
        String nanos = Long.toString(1_000_000_000L + (System.nanoTime() - began));
        int point = nanos.length() - 9;
        return Long.parseLong(nanos.substring(0, point)) - 1 + "." + nanos.substring(point);
    }
}
