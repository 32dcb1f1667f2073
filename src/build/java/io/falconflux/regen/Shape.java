package io.falconflux.regen;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an extension looks like.
 *
 * @param type what its value is
 * @param keys the keys of a map, or of each map of a list
 * @param required the keys that must be there
 */
record Shape(Type type, Map<String, Shape> keys, Set<String> required) {

    /** What a value is. */
    enum Type {
        TEXT("text"),
        NUMBER("a number"),
        FLAG("true or false"),
        TEXTS("a list of texts"),
        MAP("a map"),
        MAPS("a list of maps");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        boolean fits(Part part) {
            return switch (this) {
                case TEXT -> part.isText() && !part.text().isBlank();
                case NUMBER -> part.isNumber();
                case FLAG -> part.isFlag();
                case TEXTS -> part.isList() && part.items().stream().allMatch(Part::isText);
                case MAP -> part.isMap();
                case MAPS -> part.isList() && part.items().stream().allMatch(Part::isMap);
            };
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static Shape of(Type type) {
        return new Shape(type, Map.of(), Set.of());
    }

    static Shape map(Map<String, Shape> keys, String... required) {
        return new Shape(Type.MAP, keys, Set.of(required));
    }

    static Shape maps(Map<String, Shape> keys, String... required) {
        return new Shape(Type.MAPS, keys, Set.of(required));
    }

    /** Makes keys of one type, in the order of their names here. */
    static Map<String, Shape> keys(Type type, String... names) {
        Map<String, Shape> keys = new LinkedHashMap<>();
        Arrays.stream(names).forEach(name -> keys.put(name, of(type)));
        return keys;
    }

    /** Joins maps of keys. */
    @SafeVarargs
    static Map<String, Shape> and(Map<String, Shape>... parts) {
        Map<String, Shape> all = new LinkedHashMap<>();
        for (Map<String, Shape> part : parts) {
            all.putAll(part);
        }
        return all;
    }
}
