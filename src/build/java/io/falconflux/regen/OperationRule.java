package io.falconflux.regen;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Each operation has an id, a scope, texts, one tag, and says what it replies and whether it may be sent twice. */
final class OperationRule implements Rule {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    @Override
    public void check(Document document, Faults faults) {
        Map<String, String> ids = new HashMap<>();
        for (Operation operation : document.operations()) {
            id(operation, ids, faults);
            texts(operation, faults);
            tag(document, operation, faults);
            scope(document, operation, faults);
            facts(operation, faults);
            if (!operation.success(document).exists()) {
                faults.add(operation.part(), operation.label() + " has no 2xx response that can be found.");
            }
        }
    }

    private static void id(Operation operation, Map<String, String> ids, Faults faults) {
        Part id = operation.part().get("operationId");
        if (id.text().isBlank()) {
            if (!Spelling.holds(operation.part(), "operationId")) {
                faults.add(
                        operation.part(),
                        operation.label()
                                + " has no operationId, after which method, constant and descriptor are named.");
            } else {
                faults.add(operation.part(), operation.label() + ": operationId is misspelt or empty.");
            }
        } else if (!NAME.matcher(id.text()).matches()) {
            faults.add(id, "operationId '" + id.text() + "' is no name in Java. Use letters, digits and underscores.");
        } else {
            String other = ids.putIfAbsent(id.text().replace("_", "").toLowerCase(Locale.ROOT), id.text());
            if (other != null) {
                faults.add(
                        id,
                        "operationId " + id.text() + " is taken by another operation"
                                + (other.equals(id.text()) ? "." : ", " + other + ", up to its capitals."));
            }
        }
    }

    private static void texts(Operation operation, Faults faults) {
        for (String text : List.of("summary", "description")) {
            if (operation.part().get(text).text().isBlank()) {
                faults.add(operation.part(), operation.label() + " has no " + text + ", which becomes its Javadoc.");
            }
        }
    }

    private static void tag(Document document, Operation operation, Faults faults) {
        List<Part> tags = operation.part().get("tags").items();
        if (tags.size() != 1) {
            faults.add(
                    operation.part(),
                    operation.label() + " has " + tags.size() + " tags. Write one: it names the API class.");
            return;
        }
        String name = tags.get(0).text();
        boolean declared = document.root().get("tags").items().stream()
                .anyMatch(tag -> tag.get("name").text().equals(name)
                        && !tag.get("description").text().isBlank());
        if (!declared) {
            faults.add(tags.get(0), "The tag " + name + " is not described under tags, at the top of the document.");
        }
    }

    private static void scope(Document document, Operation operation, Faults faults) {
        Part part = operation.part();
        Part scope = part.get("x-falcon-scope");
        boolean unscoped = part.get("x-falcon-unscoped").isTrue();
        if (scope.exists() && unscoped) {
            faults.add(scope, operation.label() + " has x-falcon-scope and x-falcon-unscoped. Keep one.");
        } else if (!scope.exists() && !unscoped) {
            if (!Spelling.holds(part, "x-falcon-scope") && !Spelling.holds(part, "x-falcon-unscoped")) {
                faults.add(
                        part,
                        operation.label()
                                + " has no x-falcon-scope. Write it, or x-falcon-unscoped: true if a token is not asked for.");
            }
        } else if (scope.exists()) {
            Set<String> scopes = scopes(document);
            if (!scopes.isEmpty() && !scopes.contains(scope.text())) {
                faults.add(
                        scope,
                        operation.label() + ": the scope " + scope.text() + " is not among those of the security scheme"
                                + Spelling.question(scope.text(), scopes));
            }
        }
    }

    private static Set<String> scopes(Document document) {
        Set<String> scopes = new TreeSet<>();
        document.root()
                .get("components", "securitySchemes")
                .entries()
                .values()
                .forEach(scheme -> scheme.get("flows")
                        .entries()
                        .values()
                        .forEach(flow ->
                                scopes.addAll(flow.get("scopes").entries().keySet())));
        return scopes;
    }

    private static void facts(Operation operation, Faults faults) {
        for (String fact : List.of("x-falcon-reply", "x-falcon-replay")) {
            if (!Spelling.holds(operation.part(), fact)) {
                String why = fact.equals("x-falcon-reply") ? "what a reply holds" : "whether a call may be sent twice";
                faults.add(operation.part(), operation.label() + " has no " + fact + ", which says " + why + ".");
            }
        }
    }
}
