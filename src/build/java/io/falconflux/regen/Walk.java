package io.falconflux.regen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds every part of a document whose keys are words of OpenAPI. The keys of {@code properties} and the like are names
 * that somebody chose, and examples are data: neither is taken for words.
 */
final class Walk {

    private static final Set<String> DATA = Set.of("example", "examples", "default", "enum", "security", "mapping");
    private static final Set<String> NAMED =
            Set.of("responses", "headers", "requestBodies", "securitySchemes", "content", "links", "callbacks");
    private static final Set<String> COMPOSED = Set.of("allOf", "oneOf", "anyOf");
    private static final Set<String> NESTED = Set.of("schema", "items", "additionalProperties", "not");

    private final List<Place> places = new ArrayList<>();

    private Walk() {}

    static List<Place> of(Document document) {
        Walk walk = new Walk();
        walk.visit(new Place(document.root(), Place.Kind.OTHER, "the document", 0));
        return walk.places;
    }

    private void visit(Place place) {
        if (!place.part().isMap()) {
            return;
        }
        places.add(place);
        place.part().entries().forEach((key, child) -> {
            if (!key.startsWith("x-") && !DATA.contains(key)) {
                descend(place, key, child);
            }
        });
    }

    private void descend(Place from, String key, Part child) {
        boolean schema = from.kind() == Place.Kind.SCHEMA;
        if (key.equals("paths")) {
            child.entries().forEach((path, item) -> pathItem(path, item));
        } else if (key.equals("schemas")) {
            named(child, Place.Kind.SCHEMA, "", 0);
        } else if (key.equals("properties") && schema) {
            named(child, Place.Kind.SCHEMA, from.label() + ".", from.depth() + 1);
        } else if (COMPOSED.contains(key)) {
            child.items().forEach(one -> visit(new Place(one, Place.Kind.SCHEMA, from.label(), from.depth() + 1)));
        } else if (NESTED.contains(key)) {
            visit(new Place(child, Place.Kind.SCHEMA, from.label(), from.depth() + 1));
        } else if (key.equals("parameters")) {
            parameters(from, child);
        } else if (NAMED.contains(key)) {
            String owner =
                    from.kind() == Place.Kind.OTHER && from.label().equals("the document") ? "" : from.label() + " ";
            named(child, Place.Kind.OTHER, owner, 0);
        } else if (child.isMap()) {
            visit(new Place(child, Place.Kind.OTHER, from.label(), 0));
        } else {
            child.items().forEach(one -> visit(new Place(one, Place.Kind.OTHER, from.label(), 0)));
        }
    }

    private void named(Part map, Place.Kind kind, String prefix, int depth) {
        map.entries().forEach((name, one) -> visit(new Place(one, kind, prefix + name, depth)));
    }

    private void parameters(Place from, Part child) {
        if (child.isMap()) {
            named(child, Place.Kind.PARAMETER, "parameter ", 0);
            return;
        }
        for (Part one : child.items()) {
            visit(new Place(
                    one,
                    Place.Kind.PARAMETER,
                    from.label() + "." + one.get("name").text(),
                    0));
        }
    }

    private void pathItem(String path, Part item) {
        places.add(new Place(item, Place.Kind.OTHER, path, 0));
        for (Map.Entry<String, Part> entry : item.entries().entrySet()) {
            if (Document.METHODS.contains(entry.getKey())) {
                String label = new Operation(path, entry.getKey(), item, entry.getValue()).label();
                visit(new Place(entry.getValue(), Place.Kind.OPERATION, label, 0));
            } else if (!entry.getKey().startsWith("x-")) {
                descend(new Place(item, Place.Kind.OTHER, path, 0), entry.getKey(), entry.getValue());
            }
        }
    }
}
