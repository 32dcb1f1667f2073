package io.falconflux.regen;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The fields and sorts of a listing agree with the rows, with each other and with the sort parameter. */
final class FieldRule implements Rule {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    @Override
    public void check(Document document, Faults faults) {
        for (Operation operation : document.operations()) {
            String entity =
                    operation.part().get("x-falcon-collection", "entity").text();
            if (document.schemas().containsKey(entity)) {
                Properties properties = new Properties(document, entity, faults);
                fields(operation, properties, faults);
                sorts(document, operation, properties, faults);
            }
        }
    }

    private static void fields(Operation operation, Properties properties, Faults faults) {
        Set<String> seen = new HashSet<>();
        List<String> sorts = sortKeys(operation);
        for (Part field : operation.part().get("x-falcon-fields").items()) {
            String label =
                    operation.label() + ": the field " + field.get("field").text();
            name(field.get("field"), label, seen, faults);
            Part kind = field.get("kind");
            if (kind.exists() && !Extensions.FIELD_KINDS.contains(kind.text())) {
                faults.add(
                        kind,
                        label + " is of the kind " + kind.text() + ", which is none of boolean, keyword, number,"
                                + " string and time.");
            }
            boolean list = properties
                    .named(field.get("property"), "x-falcon-fields")
                    .get("type")
                    .text()
                    .equals("array");
            if (list && !field.get("list").isTrue()) {
                faults.add(
                        field,
                        label + " has the property " + field.get("property").text()
                                + ", which is a list. Write list: true.");
            }
            if (field.has("sortName") && !sorts.contains(field.get("sortName").text())) {
                faults.add(
                        field,
                        label + " has the sortName " + field.get("sortName").text()
                                + ", which x-falcon-sorts has not.");
            }
        }
    }

    private static void name(Part name, String label, Set<String> seen, Faults faults) {
        if (name.exists() && !NAME.matcher(name.text()).matches()) {
            faults.add(name, label + " makes no constant in Java. Use small letters, digits and underscores.");
        } else if (name.exists() && !seen.add(name.text())) {
            faults.add(name, label + " is there twice.");
        }
    }

    private static List<String> sortKeys(Operation operation) {
        return operation.part().get("x-falcon-sorts").items().stream()
                .map(sort -> sort.get("sortKey").text())
                .toList();
    }

    private static void sorts(Document document, Operation operation, Properties properties, Faults faults) {
        List<String> known =
                operation.query(document, "sort").get("schema", "enum").texts();
        Set<String> seen = new HashSet<>();
        for (Part sort : operation.part().get("x-falcon-sorts").items()) {
            Part key = sort.get("sortKey");
            String label = operation.label() + ": the sort " + key.text();
            name(key, label, seen, faults);
            properties.named(sort.get("property"), "x-falcon-sorts");
            boolean offered = known.contains(key.text() + ".asc") && known.contains(key.text() + ".desc");
            if (key.exists() && !known.isEmpty() && !offered) {
                faults.add(key, label + " is not among the values of the parameter sort, .asc and .desc.");
            }
        }
    }
}
