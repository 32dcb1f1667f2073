package io.falconflux.regen;

import java.util.Map;

/** Each {@code x-} extension is one that a template reads, stands where it is read, and has the keys it needs. */
final class ExtensionRule implements Rule {

    @Override
    public void check(Document document, Faults faults) {
        for (Place place : Walk.of(document)) {
            place.part().entries().forEach((key, value) -> {
                if (key.startsWith("x-")) {
                    extension(place, key, value, faults);
                }
            });
        }
    }

    private static void extension(Place place, String key, Part value, Faults faults) {
        Shape shape = Extensions.KNOWN.get(key);
        if (shape == null) {
            faults.add(
                    value,
                    place.label() + ": no template reads " + key + Spelling.question(key, Extensions.KNOWN.keySet()));
        } else if (!home(place.kind()).containsKey(key)) {
            String home = Extensions.OF_OPERATION.containsKey(key) ? "an operation" : "a schema";
            faults.add(value, place.label() + ": " + key + " does nothing here. It belongs into " + home + ".");
        } else {
            value(place.label() + ": " + key, shape, value, faults);
        }
    }

    private static Map<String, Shape> home(Place.Kind kind) {
        return switch (kind) {
            case OPERATION -> Extensions.OF_OPERATION;
            case SCHEMA -> Extensions.OF_SCHEMA;
            case PARAMETER, OTHER -> Map.of();
        };
    }

    private static void value(String label, Shape shape, Part value, Faults faults) {
        if (!shape.type().fits(value)) {
            faults.add(value, label + " must be " + shape.type() + ".");
        } else if (shape.type() == Shape.Type.MAP) {
            keys(label, shape, value, faults);
        } else if (shape.type() == Shape.Type.MAPS) {
            value.items().forEach(item -> keys(label, shape, item, faults));
        }
    }

    private static void keys(String label, Shape shape, Part map, Faults faults) {
        map.entries().forEach((key, value) -> {
            Shape known = shape.keys().get(key);
            if (known == null) {
                faults.add(
                        value,
                        label + " has no key " + key
                                + Spelling.question(key, shape.keys().keySet()));
            } else {
                value(label + "." + key, known, value, faults);
            }
        });
        shape.required().stream()
                .sorted()
                .filter(key -> !Spelling.holds(map, key))
                .forEach(key -> faults.add(
                        map,
                        label + " needs the key " + key + ", "
                                + shape.keys().get(key).type() + "."));
    }
}
