package io.falconflux.regen;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names make classes and accessors that compile beside each other. */
final class NameRule implements Rule {

    private static final Pattern CLASS = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final Set<String> TAKEN = Set.of(
            "ApiCall",
            "ApiReply",
            "Boolean",
            "Double",
            "ElementCodec",
            "Exchange",
            "Instant",
            "Integer",
            "JsonParser",
            "List",
            "Long",
            "Map",
            "Mono",
            "Nullable",
            "Object",
            "Objects",
            "Operation",
            "Override",
            "Read",
            "String");

    @Override
    public void check(Document document, Faults faults) {
        document.schemas().forEach((name, schema) -> {
            if (!CLASS.matcher(name).matches()) {
                faults.add(
                        schema,
                        "The schema " + name + " makes no class in Java. Use letters and digits, a capital first.");
            } else if (TAKEN.contains(name)) {
                faults.add(
                        schema,
                        "The schema " + name + " has the name of a class that generated code uses. Take another.");
            }
            properties(name, schema, faults);
        });
    }

    private static void properties(String name, Part schema, Faults faults) {
        Map<String, String> seen = new HashMap<>();
        schema.get("properties").entries().forEach((property, part) -> {
            String java = JavaNames.accessor(property);
            String other = seen.putIfAbsent(java, property);
            if (JavaNames.camel(property).isEmpty()) {
                faults.add(
                        part, name + "." + property + " makes no accessor in Java. Map it in openapi/generator.yaml.");
            } else if (other != null) {
                faults.add(
                        part,
                        name + "." + property + " and " + other + " both become " + java
                                + "() in Java. Rename one under nameMappings in openapi/generator.yaml.");
            }
        });
    }
}
