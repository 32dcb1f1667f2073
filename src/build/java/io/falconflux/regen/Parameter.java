package io.falconflux.regen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A parameter or a form field, whichever generation of OpenAPI wrote it.
 *
 * @param schema where its type and limits stand
 * @param required whether a call has to have it
 */
record Parameter(Part schema, boolean required) {

    /** Returns what a caller passes beside a JSON body, by name. */
    static Map<String, Parameter> of(Document document, Operation operation) {
        Map<String, Parameter> all = new LinkedHashMap<>();
        for (Part one : operation.parameters(document)) {
            if (!one.get("in").text().equals("body")) {
                Part schema = one.has("schema") ? one.get("schema") : one;
                all.put(
                        one.get("name").text(),
                        new Parameter(schema, one.get("required").isTrue()));
            }
        }
        if (isForm(operation)) {
            Part form = document.follow(operation.body(document));
            List<String> required = form.get("required").texts();
            form.get("properties")
                    .entries()
                    .forEach((name, part) -> all.put(name, new Parameter(part, required.contains(name))));
        }
        return all;
    }

    static boolean isForm(Operation operation) {
        return operation.part().get("requestBody", "content").has("application/x-www-form-urlencoded");
    }
}
