package io.falconflux.regen;

import java.util.List;
import java.util.Optional;

/** An operation that pages has all the facts that a scan needs, and they agree with its parameters and its schemas. */
final class ListingRule implements Rule {

    private static final List<String> FACTS =
            List.of("x-falcon-page", "x-falcon-collection", "x-falcon-fields", "x-falcon-sorts");

    @Override
    public void check(Document document, Faults faults) {
        for (Operation operation : document.operations()) {
            List<String> facts = FACTS.stream().filter(operation.part()::has).toList();
            if (!facts.isEmpty()) {
                FACTS.stream()
                        .filter(fact -> !Spelling.holds(operation.part(), fact))
                        .forEach(fact -> faults.add(
                                operation.part(),
                                operation.label() + " has " + facts.get(0) + " but no " + fact
                                        + ". A listing needs both."));
                page(document, operation, faults);
                collection(document, operation, faults);
            }
        }
    }

    private static void page(Document document, Operation operation, Faults faults) {
        Part page = operation.part().get("x-falcon-page");
        String label = operation.label() + ": x-falcon-page";
        String style = page.get("style").text();
        switch (style) {
            case "offset" -> {
                if (Spelling.holds(page, "window")) {
                    parameters(document, operation, List.of("filter", "offset", "limit", "sort"), faults);
                } else {
                    faults.add(page, label + " needs the key window: offset and limit together at most.");
                }
            }
            case "cursor" -> {
                if (page.has("window")) {
                    faults.add(page.get("window"), label + " has a window, but a cursor knows none.");
                }
                parameters(document, operation, List.of("filter", "after", "limit", "sort"), faults);
            }
            case "" -> {
                // the shape of the extension tells
            }
            default -> faults.add(page.get("style"), label + ".style is offset or cursor, not " + style + ".");
        }
        Part maximum = operation.query(document, "limit").get("schema", "maximum");
        if (above(page.get("max"), maximum)) {
            faults.add(
                    page.get("max"),
                    label + ".max is " + page.get("max").text() + ", above the maximum of limit, " + maximum.text()
                            + ".");
        }
    }

    private static void parameters(Document document, Operation operation, List<String> names, Faults faults) {
        for (String name : names) {
            if (!operation.query(document, name).exists()) {
                faults.add(
                        operation.part().get("x-falcon-page"),
                        operation.label() + " pages, but has no query parameter " + name + ", which a scan sends.");
            }
        }
    }

    private static boolean above(Part value, Part maximum) {
        return value.isNumber()
                && maximum.isNumber()
                && Double.parseDouble(value.text()) > Double.parseDouble(maximum.text());
    }

    private static void collection(Document document, Operation operation, Faults faults) {
        Part collection = operation.part().get("x-falcon-collection");
        Part entity = collection.get("entity");
        if (!entity.exists()) {
            return;
        }
        if (!document.schemas().containsKey(entity.text())) {
            faults.add(
                    entity,
                    operation.label() + ": x-falcon-collection.entity names " + entity.text() + ", which is no schema"
                            + Spelling.question(
                                    entity.text(), document.schemas().keySet()));
            return;
        }
        Properties properties = new Properties(document, entity.text(), faults);
        properties.named(collection.get("idKey"), "x-falcon-collection.idKey");
        List<Part> timeKeys = collection.get("timeKeys").items();
        timeKeys.forEach(key -> properties.time(key.get("timeKey"), "x-falcon-collection.timeKeys"));
        if (collection.get("timeKeys").isList() && timeKeys.isEmpty()) {
            faults.add(collection.get("timeKeys"), operation.label() + ": x-falcon-collection needs a time key.");
        }
        changeKey(operation, collection, faults);
        hydrate(document, operation, collection.get("hydrate"), faults);
    }

    private static void changeKey(Operation operation, Part collection, Faults faults) {
        Part changeKey = collection.get("changeKey");
        boolean known = collection.get("timeKeys").items().stream()
                .anyMatch(key -> key.get("timeKey").text().equals(changeKey.text()));
        if (changeKey.exists() && !known) {
            faults.add(
                    changeKey,
                    operation.label() + ": x-falcon-collection.changeKey " + changeKey.text()
                            + " is none of its timeKeys.");
        }
    }

    private static void hydrate(Document document, Operation operation, Part hydrate, Faults faults) {
        if (!hydrate.has("operation")) {
            return;
        }
        String label = operation.label() + ": x-falcon-collection.hydrate";
        Optional<Operation> entities = document.operations().stream()
                .filter(one -> one.id().equals(hydrate.get("operation").text()))
                .findFirst();
        if (entities.isEmpty()) {
            if (document.operations().stream().noneMatch(one -> one.id().isEmpty())) {
                List<String> ids =
                        document.operations().stream().map(Operation::id).toList();
                String name = hydrate.get("operation").text();
                faults.add(
                        hydrate,
                        label + " names the operation " + name + ", which is not there" + Spelling.question(name, ids));
            }
            return;
        }
        String key = hydrate.get("key").text();
        Part ids = document.follow(entities.get().body(document)).get("properties", key);
        if (hydrate.has("key") && !ids.get("type").text().equals("array")) {
            faults.add(
                    hydrate.get("key"),
                    label + ".key names " + key + ", which is no list in the body of "
                            + entities.get().label() + ".");
        } else if (above(hydrate.get("max"), ids.get("maxItems"))) {
            faults.add(
                    hydrate.get("max"),
                    label + ".max is " + hydrate.get("max").text() + ", above the maxItems of " + key + ", "
                            + ids.get("maxItems").text() + ".");
        }
    }
}
