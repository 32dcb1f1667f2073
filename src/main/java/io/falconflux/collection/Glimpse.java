package io.falconflux.collection;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.falconflux.json.ElementCodec;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Some properties of an entity, as text: those that an action changes and the id, whatever the rest looks like.
 *
 * @param values by property its values; of a plain property one at most
 */
record Glimpse(Map<String, List<String>> values) {

    static ElementCodec<Glimpse> codec(Set<String> properties) {
        return ElementCodec.of(parser -> read(parser, properties));
    }

    List<String> values(String property) {
        return values.getOrDefault(property, List.of());
    }

    /** Returns the time that a property holds; nothing if it holds none, which some services write as the year 1. */
    Optional<Instant> time(String property) {
        List<String> texts = values(property);
        try {
            return texts.size() == 1
                    ? Optional.of(OffsetDateTime.parse(texts.get(0)).toInstant())
                            .filter(time -> time.isAfter(Instant.EPOCH))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Glimpse read(JsonParser p, Set<String> wanted) throws IOException {
        Map<String, List<String>> values = new HashMap<>();
        if (p.currentToken() != JsonToken.START_OBJECT) {
            p.skipChildren();
            return new Glimpse(values);
        }
        for (String name = p.nextFieldName(); name != null; name = p.nextFieldName()) {
            p.nextToken();
            if (wanted.contains(name)) {
                values.put(name, texts(p));
            } else {
                p.skipChildren();
            }
        }
        return new Glimpse(values);
    }

    private static List<String> texts(JsonParser p) throws IOException {
        List<String> texts = new ArrayList<>(1);
        if (p.currentToken() == JsonToken.START_ARRAY) {
            while (p.nextToken() != JsonToken.END_ARRAY) {
                text(p, texts);
            }
        } else {
            text(p, texts);
        }
        return texts;
    }

    private static void text(JsonParser p, List<String> to) throws IOException {
        JsonToken token = p.currentToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            to.add(p.getText());
        } else {
            p.skipChildren();
        }
    }
}
