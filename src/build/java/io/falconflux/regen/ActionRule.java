package io.falconflux.regen;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code x-falcon-action} names what is there: lists of the body, an operation to read with, properties that it changes. */
final class ActionRule implements Rule {

    @Override
    public void check(Document document, Faults faults) {
        for (Operation operation : document.operations()) {
            Part action = operation.part().get("x-falcon-action");
            if (action.isMap()) {
                check(document, operation, action, faults);
            }
        }
    }

    private static void check(Document document, Operation operation, Part action, Faults faults) {
        String label = operation.label() + ": x-falcon-action";
        ids(document, operation, action.get("ids"), action.get("max"), label + ".ids", faults);
        form(action.get("form"), label, faults);
        Part name = parameters(document, operation, action.get("parameters"), label, faults);
        Part readBack = action.get("readBack");
        Part effects = action.get("effects");
        if (readBack.isMap()) {
            String model = readBack(document, readBack, label, faults);
            effects.items().forEach(effect -> effect(document, name, model, effect, label, faults));
        } else if (effects.exists()) {
            faults.add(effects, label + " has effects but no readBack, so that nothing can see them.");
        }
    }

    private static void ids(Document document, Operation at, Part key, Part max, String label, Faults faults) {
        if (!key.exists()) {
            return;
        }
        Part ids = document.follow(at.body(document)).get("properties", key.text());
        if (!ids.get("type").text().equals("array")) {
            faults.add(key, label + " names " + key.text() + ", which is no list in the body of " + at.label() + ".");
        } else if (max.isNumber()
                && ids.get("maxItems").isNumber()
                && Double.parseDouble(max.text())
                        > Double.parseDouble(ids.get("maxItems").text())) {
            faults.add(
                    max,
                    label + ": the max is " + max.text() + ", above the maxItems of " + key.text() + ", "
                            + ids.get("maxItems").text() + ".");
        }
    }

    private static void form(Part form, String label, Faults faults) {
        try {
            if (form.text().contains("\"") || form.text().contains("\\")) {
                faults.add(form, label + ".form holds a quote or a backslash, which the template does not escape.");
            }
            Pattern.compile(form.text());
        } catch (PatternSyntaxException e) {
            faults.add(form, label + ".form is no regular expression: " + e.getDescription() + ".");
        }
    }

    /** Returns the schema of a parameter's name. */
    private static Part parameters(
            Document document, Operation operation, Part parameters, String label, Faults faults) {
        Part list = document.follow(operation.body(document))
                .get("properties", parameters.get("list").text());
        Part properties = document.follow(list.get("items")).get("properties");
        if (parameters.has("list") && !list.get("type").text().equals("array")) {
            faults.add(
                    parameters,
                    label + ".parameters names the list "
                            + parameters.get("list").text() + ", which is no list in the body of " + operation.label()
                            + ".");
            return Part.NONE;
        }
        for (String key : List.of("name", "value")) {
            String property = parameters.get(key).text();
            if (parameters.has(key) && !properties.has(property)) {
                faults.add(
                        parameters,
                        label + ".parameters names " + property + ", which its elements have not"
                                + Spelling.question(
                                        property, properties.entries().keySet()));
            }
        }
        return document.follow(properties.get(parameters.get("name").text()));
    }

    /** Returns the name of what is read. */
    private static String readBack(Document document, Part readBack, String label, Faults faults) {
        String name = readBack.get("operation").text();
        Optional<Operation> found = document.operations().stream()
                .filter(one -> one.id().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            List<String> ids = document.operations().stream().map(Operation::id).toList();
            if (readBack.has("operation") && ids.stream().noneMatch(String::isEmpty)) {
                faults.add(
                        readBack,
                        label + ".readBack names the operation " + name + ", which is not there"
                                + Spelling.question(name, ids));
            }
            return "";
        }
        ids(document, found.get(), readBack.get("key"), readBack.get("max"), label + ".readBack.key", faults);
        String model = found.get().part().get("x-falcon-reply", "model").text();
        if (!document.schemas().containsKey(model)) {
            return ""; // another rule reports it
        }
        Properties properties = new Properties(document, model, faults);
        properties.named(readBack.get("idKey"), "x-falcon-action.readBack.idKey");
        if (properties.time(readBack.get("changeKey"), "x-falcon-action.readBack.changeKey")) {
            changeKey(document, name, readBack.get("changeKey"), label, faults);
        }
        return model;
    }

    /** A listing of the same entities has the same change key. */
    private static void changeKey(Document document, String entities, Part changeKey, String label, Faults faults) {
        for (Operation listing : document.operations()) {
            Part collection = listing.part().get("x-falcon-collection");
            Part other = collection.get("changeKey");
            boolean same = collection.get("hydrate", "operation").text().equals(entities);
            if (same && !other.text().equals(changeKey.text())) {
                faults.add(
                        changeKey,
                        label + ".readBack.changeKey is " + changeKey.text() + ", and that of " + listing.label()
                                + " is " + (other.exists() ? other.text() : "none") + ".");
            }
        }
    }

    private static void effect(Document document, Part name, String model, Part effect, String label, Faults faults) {
        String action = effect.get("action").text();
        List<String> known = name.get("enum").texts();
        if (effect.has("action") && !known.isEmpty() && !known.contains(action)) {
            faults.add(
                    effect,
                    label + ".effects names the action " + action + ", which is none"
                            + Spelling.question(action, known));
        }
        String becomes = effect.get("becomes").text();
        if (effect.has("becomes") && !Extensions.EFFECTS.contains(becomes)) {
            faults.add(
                    effect,
                    label + ".effects: becomes is one of value, nothing, member and no-member, not " + becomes + ".");
            return;
        }
        Map<String, Part> properties = document.properties(model);
        Part property = properties.get(effect.get("property").text());
        if (property == null) {
            if (!model.isEmpty() && effect.has("property")) {
                faults.add(
                        effect,
                        label + ".effects names the property "
                                + effect.get("property").text() + ", which " + model
                                + " has not"
                                + Spelling.question(effect.get("property").text(), properties.keySet()));
            }
            return;
        }
        boolean list = document.follow(property).get("type").text().equals("array");
        if (list != becomes.endsWith("member")) {
            faults.add(
                    effect,
                    label + ".effects: " + effect.get("property").text() + (list ? " is a list" : " is no list")
                            + ", so it cannot become " + becomes + ".");
        }
    }
}
