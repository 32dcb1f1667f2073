package io.falconflux.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.falconflux.json.RawRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Rows and reports as trees. */
final class Tree {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Tree() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static JsonNode of(RawRow row) {
        try {
            return JSON.readTree(row.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("a row that was read before", e);
        }
    }

    /** Returns the text of a property at the top of an object, read no further than to it; empty if there is none. */
    static String text(byte[] object, String property) {
        try (JsonParser parser = JSON.createParser(object)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals(property)) {
                    return Objects.requireNonNullElse(parser.getValueAsString(), "");
                }
                parser.skipChildren();
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("a row that was read before", e);
        }
    }

    /** Returns the text of a cell: a value as it is, whatever has parts as JSON, and nothing for nothing. */
    static String cell(JsonNode row, String property) {
        return cell(row.path(property));
    }

    static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull() || value.isArray() && value.isEmpty()) {
            return "";
        }
        return value.isValueNode() ? value.asText() : line(value);
    }

    static String line(JsonNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pretty(JsonNode tree) {
        return tree.toPrettyString();
    }
}
