package io.falconflux.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts elements out of the reply by byte range, catching the values of a few top-level properties on the way. JSON allows
 * line breaks only between tokens, so a pretty-printed element becomes one line by leaving those two bytes out.
 */
record RawCodec(List<String> captured) implements ElementCodec<RawRow> {

    RawCodec {
        captured = List.copyOf(captured);
    }

    @Override
    public @Nullable RawRow read(JsonParser parser, byte[] body) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
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
        int end = (int) parser.currentLocation().getByteOffset();
        return oneLine(body, start, end)
                ? new RawRow(body, start, end - start, captured, values)
                : joined(body, start, end, values);
    }

    private void capture(JsonParser parser, @Nullable String[] values) throws IOException {
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            int at = captured.indexOf(field);
            if (at >= 0 && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                values[at] = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
    }

    private static boolean oneLine(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] == '\n' || body[i] == '\r') {
                return false;
            }
        }
        return true;
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
