package io.falconflux.regen;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Each named enum has a description and says what its values mean. Names and descriptions are matched to values by their
 * place, so there can be fewer of them, when a value was added at the end, but never more.
 */
final class EnumRule implements Rule {

    @Override
    public void check(Document document, Faults faults) {
        document.schemas().forEach((name, schema) -> {
            if (schema.has("enum")) {
                check(name, schema, faults);
            }
        });
    }

    private static void check(String name, Part schema, Faults faults) {
        String type = schema.get("type").text();
        if (!type.equals("string") && !type.equals("integer")) {
            faults.add(schema, "The enum " + name + " is of type '" + type + "'. Write string or integer.");
        }
        if (schema.get("description").text().isBlank()) {
            faults.add(schema, "The enum " + name + " has no description, which becomes its Javadoc.");
        }
        if (!Spelling.holds(schema, "x-enum-descriptions")) {
            faults.add(schema, "The enum " + name + " has no x-enum-descriptions, one for each value.");
        }
        int values = schema.get("enum").items().size();
        List<String> longer = List.of("x-enum-varnames", "x-enum-descriptions").stream()
                .filter(list -> schema.get(list).items().size() > values)
                .toList();
        if (!longer.isEmpty()) {
            faults.add(
                    schema.get(longer.get(0)),
                    "The enum " + name + " has more " + String.join(" and ", longer) + " than its " + values
                            + " values. They go by place: take out what belongs to the value that went.");
        }
        twice(name, "value", schema.get("enum"), faults);
        twice(name, "name", schema.get("x-enum-varnames"), faults);
    }

    private static void twice(String name, String what, Part list, Faults faults) {
        Set<String> seen = new HashSet<>();
        for (Part one : list.items()) {
            if (!seen.add(one.text())) {
                faults.add(one, "The enum " + name + " has the " + what + " " + one.text() + " twice.");
            }
        }
    }
}
