package io.falconflux.regen;

import java.util.Set;

/** Parameters and bodies are of the kinds that a call can carry: query, header, form, and JSON of a named schema. */
final class ParameterRule implements Rule {

    private static final Set<String> PLACES = Set.of("query", "header");

    @Override
    public void check(Document document, Faults faults) {
        for (Place place : Walk.of(document)) {
            if (place.kind() == Place.Kind.PARAMETER && !place.part().has("$ref")) {
                parameter(place, faults);
            }
        }
        for (Operation operation : document.operations()) {
            body(document, operation, faults);
        }
    }

    private static void parameter(Place place, Faults faults) {
        Part part = place.part();
        if (part.get("name").text().isEmpty() || !part.get("schema").isMap()) {
            faults.add(part, place.label() + ": a parameter needs a name and a schema.");
        } else if (!PLACES.contains(part.get("in").text())) {
            faults.add(
                    part,
                    place.label() + " is in '" + part.get("in").text()
                            + "'. A call carries parameters in query and header only.");
        }
    }

    private static void body(Document document, Operation operation, Faults faults) {
        Part request = document.follow(operation.part().get("requestBody"));
        if (!request.exists()) {
            return;
        }
        String type =
                request.get("content").entries().keySet().stream().findFirst().orElse("no content");
        Part schema = operation.body(document);
        if (!type.equals("application/json") && !type.equals("application/x-www-form-urlencoded")) {
            faults.add(request, operation.label() + ": a body of " + type + " is not supported. JSON and forms are.");
        } else if (Document.referred(schema).isEmpty()) {
            faults.add(
                    request,
                    operation.label()
                            + ": the body's schema has no name. Put it under components/schemas and refer to it.");
        }
    }
}
