package io.falconflux.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.falconflux.error.ApiError;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one walker of envelopes. */
public final class EnvelopeReader {

    private static final JsonFactory JSON = new JsonFactory();

    private EnvelopeReader() {}

    /**
     * Decodes a whole body.
     *
     * @param body the bytes, UTF-8
     * @param codec takes one element
     * @param <T> the element's type
     * @return the envelope; what is absent or null in it is empty
     * @throws IOException if the body is not one JSON object of that shape, or is cut short
     */
    public static <T> Envelope<T> read(byte[] body, ElementCodec<T> codec) throws IOException {
        try (JsonParser p = JSON.createParser(body)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(p, "the body is not a JSON object");
            }
            Envelope<T> envelope = codec.enveloped() ? envelope(p, body, codec) : bare(p, body, codec);
            if (p.nextToken() != null) {
                throw new JsonParseException(p, "the body goes on after its end");
            }
            return envelope;
        }
    }

    private static <T> Envelope<T> bare(JsonParser p, byte[] body, ElementCodec<T> codec) throws IOException {
        T only = codec.read(p, body);
        return new Envelope<>(Meta.NONE, only == null ? List.of() : List.of(only), List.of());
    }

    private static <T> Envelope<T> envelope(JsonParser p, byte[] body, ElementCodec<T> codec) throws IOException {
        Meta meta = Meta.NONE;
        List<T> resources = List.of();
        List<ApiError> errors = List.of();
        boolean listed = false;
        for (String field = p.nextFieldName(); field != null; field = p.nextFieldName()) {
            p.nextToken();
            switch (field) {
                case "meta" -> meta = meta(p);
                case "resources" -> {
                    listed = p.currentToken() == JsonToken.START_ARRAY;
                    resources = Read.list(p, parser -> codec.read(parser, body));
                }
                case "errors" -> errors = Read.list(p, EnvelopeReader::error);
                default -> p.skipChildren();
            }
        }
        return new Envelope<>(meta, resources, errors, listed);
    }

    private static Meta meta(JsonParser p) throws IOException {
        if (Read.absent(p, "meta")) {
            return Meta.NONE;
        }
        Double queryTime = null;
        String traceId = null;
        String poweredBy = null;
        Paging pagination = null;
        Integer affected = null;
        for (String field = p.nextFieldName(); field != null; field = p.nextFieldName()) {
            p.nextToken();
            switch (field) {
                case "query_time" -> queryTime = Read.floating(p);
                case "trace_id" -> traceId = Read.string(p);
                case "powered_by" -> poweredBy = Read.string(p);
                case "pagination" -> pagination = paging(p);
                case "writes" -> affected = writes(p);
                default -> p.skipChildren();
            }
        }
        return new Meta(queryTime, traceId, poweredBy, pagination, affected);
    }

    private static @Nullable Paging paging(JsonParser p) throws IOException {
        if (Read.absent(p, "pagination")) {
            return null;
        }
        long limit = 0;
        long offset = 0;
        long total = 0;
        String after = null;
        for (String field = p.nextFieldName(); field != null; field = p.nextFieldName()) {
            p.nextToken();
            switch (field) {
                case "limit" -> limit = count(p);
                case "offset" -> offset = count(p);
                case "total" -> total = count(p);
                case "after" -> after = Read.string(p);
                default -> p.skipChildren();
            }
        }
        return new Paging((int) Math.min(limit, Integer.MAX_VALUE), offset, total, after);
    }

    private static @Nullable Integer writes(JsonParser p) throws IOException {
        if (Read.absent(p, "writes")) {
            return null;
        }
        Integer affected = null;
        for (String field = p.nextFieldName(); field != null; field = p.nextFieldName()) {
            p.nextToken();
            if (field.equals("resources_affected")) {
                affected = Read.integer(p);
            } else {
                p.skipChildren();
            }
        }
        return affected;
    }

    private static @Nullable ApiError error(JsonParser p) throws IOException {
        if (p.currentToken() == JsonToken.VALUE_STRING) {
            return new ApiError(0, p.getText(), null);
        }
        if (Read.absent(p, "an error")) {
            return null;
        }
        int code = 0;
        String message = null;
        String id = null;
        for (String field = p.nextFieldName(); field != null; field = p.nextFieldName()) {
            p.nextToken();
            switch (field) {
                case "code" -> code = code(p);
                case "message" -> message = Read.string(p);
                case "id" -> id = Read.string(p);
                default -> p.skipChildren();
            }
        }
        return new ApiError(code, message == null ? "" : message, id);
    }

    /** The code is a number by the document, a string of one on some services, and a word on others. */
    private static int code(JsonParser p) throws IOException {
        return (int) Math.min(count(p), Integer.MAX_VALUE);
    }

    /** Numbers that nothing depends on: whatever is not one (some services put a cursor into {@code offset}) counts as 0. */
    private static long count(JsonParser p) throws IOException {
        String text = p.currentToken().isScalarValue() ? Read.string(p) : null;
        p.skipChildren();
        try {
            return text == null ? 0 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
