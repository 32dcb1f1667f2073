package io.falconflux.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads request bodies. */
final class Ids {

    private static final ObjectReader JSON = new ObjectMapper().readerFor(JsonNode.class);

    private Ids() {}

    /** The body as a tree; a missing node if it is no JSON. */
    static JsonNode body(Call call) {
        try {
            return JSON.readTree(call.body());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** The strings under {@code ids}; what is no string counts as an id that is malformed. */
    static List<String> of(JsonNode body) {
        List<String> ids = new ArrayList<>();
        for (JsonNode id : body.path("ids")) {
            ids.add(id.isTextual() ? id.textValue() : id.toString());
        }
        return ids;
    }
}
