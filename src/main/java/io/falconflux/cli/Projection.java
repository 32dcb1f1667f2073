package io.falconflux.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some fields of a row, one JSON object a line, in the shape that the row has. What a row lacks is {@code null}, so that all
 * lines have the same keys.
 */
final class Projection extends TreeFormat {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    /** What is kept of an object; a part that is kept whole has none of its own. */
    private static final class Kept {

        private final Map<String, Kept> parts = new LinkedHashMap<>();
        private boolean whole;

        JsonNode of(JsonNode node) {
            if (whole) {
                return node;
            }
            if (node.isArray()) {
                ArrayNode list = NODES.arrayNode();
                node.forEach(one -> list.add(of(one)));
                return list;
            }
            ObjectNode object = NODES.objectNode();
            parts.forEach((name, part) -> object.set(name, part.orNull(node.path(name))));
            return object;
        }

        private JsonNode orNull(JsonNode node) {
            return node.isMissingNode() || node.isNull() ? NODES.nullNode() : of(node);
        }
    }

    private final Kept row = new Kept();

    Projection(List<FieldPath> fields) {
        for (FieldPath field : fields) {
            Kept at = row;
            for (String part : field.parts()) {
                at = at.parts.computeIfAbsent(part, name -> new Kept());
            }
            at.whole = true;
        }
    }

    @Override
    void tree(JsonNode tree, OutputStream out) throws IOException {
        out.write((Tree.line(row.of(tree)) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
