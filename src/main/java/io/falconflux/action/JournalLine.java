package io.falconflux.action;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One event of a journal as a line: a JSON object that begins with its number and ends with a checksum of what is before it,
 * so that a line that was changed, and one that is missing, are noticed. A comment must not go out twice because of a flipped
 * bit.
 */
final class JournalLine {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String CHECKSUM = ",\"crc\":\"";
    private static final int TAIL = CHECKSUM.length() + 8 + 2;

    private JournalLine() {}

    /** Begins an event. */
    static ObjectNode event(long number, String name) {
        return JSON.createObjectNode().put("n", number).put("event", name);
    }

    static void ids(ObjectNode to, Iterable<String> ids) {
        ArrayNode array = to.putArray("ids");
        ids.forEach(array::add);
    }

    static List<String> ids(JsonNode from) {
        List<String> ids = new ArrayList<>();
        from.path("ids").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    /** Returns the line, its end included. */
    static byte[] write(ObjectNode event) {
        try {
            String text = JSON.writeValueAsString(event);
            String head = text.substring(0, text.length() - 1);
            return (head + CHECKSUM + checksum(head) + "\"}\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells whether a line is a whole JSON object, whatever is in it; one that was torn is not. */
    static boolean whole(byte[] line) {
        return lenient(line).isObject();
    }

    /** Reads a line without asking whether it is as it was written; one that is no JSON is missing. */
    static JsonNode lenient(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Reads a line without its end; null if it is not as it was written. */
    static @Nullable JsonNode read(byte[] line, long number) {
        String text = new String(line, StandardCharsets.UTF_8);
        int tail = text.length() - TAIL;
        if (tail < 0 || !text.startsWith(CHECKSUM, tail) || !text.endsWith("\"}")) {
            return null;
        }
        String head = text.substring(0, tail);
        if (!text.startsWith(checksum(head), tail + CHECKSUM.length())) {
            return null;
        }
        try {
            JsonNode event = JSON.readTree(head + "}");
            return event.path("n").asLong(-1) == number ? event : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String checksum(String head) {
        CRC32C crc = new CRC32C();
        crc.update(head.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
