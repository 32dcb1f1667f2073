package io.falconflux.regen;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each schema is one that the templates can read: a named object, an enum, or a list or a map of simple things. */
final class TypeRule implements Rule {

    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean", "array", "object");
    private static final Set<String> MANY = Set.of("array", "object");

    @Override
    public void check(Document document, Faults faults) {
        for (Place place : Walk.of(document)) {
            if (place.kind() == Place.Kind.SCHEMA && !place.part().has("$ref")) {
                schema(document, place, faults);
            }
        }
    }

    private static void schema(Document document, Place place, Faults faults) {
        Part part = place.part();
        String type = part.get("type").text();
        if (composed(place, faults)) {
            return;
        }
        if (type.isEmpty() && !part.has("properties")) {
            if (!part.has("allOf") && !Spelling.holds(part, "type")) {
                faults.add(part, place.label() + " has no type. Write one; string reads any scalar.");
            } else if (!part.has("allOf")) {
                faults.add(part, place.label() + ": type is misspelt.");
            }
        } else if (!type.isEmpty() && !TYPES.contains(type)) {
            faults.add(part.get("type"), place.label() + " has the type " + type + Spelling.question(type, TYPES));
        } else if (type.equals("array")) {
            array(document, place, faults);
        } else if (type.equals("object") || type.isEmpty()) {
            object(document, place, faults);
        } else if (part.get("format").text().equals("binary")) {
            faults.add(part, place.label() + " is binary, which no reader reads.");
        }
    }

    private static boolean composed(Place place, Faults faults) {
        for (String word : List.of("oneOf", "anyOf", "not", "discriminator")) {
            if (place.part().has(word)) {
                faults.add(
                        place.part(),
                        place.label() + " uses " + word
                                + ", which no template reads. Write one schema with all properties, none of them required.");
                return true;
            }
        }
        List<Part> all = place.part().get("allOf").items();
        if (place.part().has("allOf") && (all.size() != 1 || !all.get(0).has("$ref"))) {
            faults.add(place.part(), place.label() + ": allOf is read with one $ref in it. Write the properties out.");
            return true;
        }
        return false;
    }

    private static void array(Document document, Place place, Faults faults) {
        Part items = place.part().get("items");
        if (!items.exists()) {
            faults.add(place.part(), place.label() + " is an array without items.");
        } else {
            inner(document, place, items, "A list", faults);
        }
    }

    private static void inner(Document document, Place place, Part inner, String outer, Faults faults) {
        Part followed = document.follow(inner);
        boolean many = MANY.contains(followed.get("type").text()) && !followed.has("properties");
        if (many) {
            faults.add(
                    place.part(),
                    place.label() + ": " + outer + " of lists or maps is not read. Name the inner one as a"
                            + " schema with properties.");
        }
    }

    private static void object(Document document, Place place, Faults faults) {
        Part part = place.part();
        Map<String, Part> properties = part.get("properties").entries();
        Part more = part.get("additionalProperties");
        if (more.isMap() && !more.entries().isEmpty() && properties.isEmpty()) {
            inner(document, place, more, "A map", faults);
        } else if (!properties.isEmpty() && more.exists() && !more.text().equals("false")) {
            faults.add(
                    more,
                    place.label()
                            + " has additionalProperties beside properties, which would be dropped. Readers pass over what is unknown.");
        } else if (properties.isEmpty()) {
            faults.add(
                    part,
                    place.label() + " is an object without properties, which no reader reads. Name its properties, or"
                            + " write additionalProperties with a type.");
        } else if (place.depth() > 0) {
            faults.add(
                    part,
                    place.label() + " is an object without a name. Put it under components/schemas and refer to it.");
        }
    }
}
