package io.falconflux.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts elements out of the reply by byte range, catching the values of a few top-level properties on the way. JSON allows
 * line breaks only between tokens, so a pretty-printed element becomes one line by leaving those two bytes out.
 */
final class RawCodec implements ElementCodec<RawRow> {

    private final List<String> captured;
    private final Map<String, Integer> places = new HashMap<>();

    RawCodec(List<String> captured) {
        this.captured = List.copyOf(captured);
        for (int i = 0; i < captured.size(); i++) {
            places.putIfAbsent(captured.get(i), i);
        }
    }

    @Override
    public @Nullable RawRow read(JsonParser parser, byte[] body) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        JsonLocation from = parser.currentTokenLocation();
        int start = (int) from.getByteOffset();
        if (start < 0) { // Jackson reads UTF-16 and UTF-32 too, but not by bytes
            throw new JsonParseException(parser, "the body is not UTF-8");
        }
        @Nullable String[] values = new @Nullable String[captured.size()];
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            capture(parser, values);
        } else {
            parser.skipChildren();
            parser.finishToken();
        }
        JsonLocation to = parser.currentLocation();
        int end = (int) to.getByteOffset();
        return from.getLineNr() == to.getLineNr()
                ? new RawRow(body, start, end - start, captured, values)
                : joined(body, start, end, values);
    }

    private void capture(JsonParser parser, @Nullable String[] values) throws IOException {
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            Integer at = places.get(field);
            if (at != null && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                values[at] = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
    }

    private RawRow joined(byte[] body, int start, int end, @Nullable String[] values) {
        byte[] line = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            if (body[i] != '\n' && body[i] != '\r') {
                line[length++] = body[i];
            }
        }
        return new RawRow(line, 0, length, captured, values);
    }
}
