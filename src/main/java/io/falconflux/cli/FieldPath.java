package io.falconflux.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * A place in a row, such as {@code hosts.hostname}. What lies behind a list is looked for in each of its parts.
 *
 * @param parts the names from the outside in, at least one
 */
record FieldPath(List<String> parts) {

    FieldPath {
        parts = List.copyOf(parts);
    }

    /** Splits a text at its dots. */
    static FieldPath of(String text) {
        return new FieldPath(List.of(text.split("\\.", -1)));
    }

    /** Returns what stands there: a value, a list of what was found behind lists, or a missing node. */
    JsonNode in(JsonNode row) {
        return in(row, 0);
    }

    private JsonNode in(JsonNode node, int depth) {
        if (depth == parts.size()) {
            return node;
        }
        if (!node.isArray()) {
            return in(node.path(parts.get(depth)), depth + 1);
        }
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        for (JsonNode part : node) {
            JsonNode value = in(part, depth);
            if (value.isArray()) {
                value.forEach(found::add);
            } else if (!value.isMissingNode() && !value.isNull()) {
                found.add(value);
            }
        }
        return found.isEmpty() ? MissingNode.getInstance() : found;
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
