package io.falconflux.regen;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the vendor's document with one of ours. Schemas are paired by where they are used, not by their names, which
 * differ; what only people read is not compared.
 */
final class Gaps {

    private static final String VENDOR = "only the vendor has the ";
    private static final String WE = "only we have the ";
    private static final List<String> LIMITS = List.of("minimum", "maximum", "minItems", "maxItems");

    private final Document ours;
    private final Document theirs;
    private final Set<Gap> gaps = new LinkedHashSet<>();
    private final Set<String> compared = new HashSet<>();

    private Gaps(Document ours, Document theirs) {
        this.ours = ours;
        this.theirs = theirs;
    }

    /** Returns the differences in the order of our document. */
    static Set<Gap> between(Document ours, Document theirs) {
        Gaps gaps = new Gaps(ours, theirs);
        gaps.operations();
        return gaps.gaps;
    }

    private void operations() {
        Map<String, Operation> vendor = new LinkedHashMap<>();
        theirs.operations().forEach(one -> vendor.put(one.id(), one));
        Set<String> areas = new HashSet<>();
        for (Operation operation : ours.operations()) {
            areas.add(area(operation));
            Operation other = vendor.remove(operation.id());
            if (other == null) {
                gap("operations", WE + "operation", operation.id());
            } else {
                operation(operation, other);
            }
        }
        vendor.values().stream()
                .filter(one -> areas.contains(area(one)))
                .forEach(one -> gap("operations", VENDOR + "operation", one.label()));
    }

    private static String area(Operation operation) {
        return operation.path().split("/")[1];
    }

    private void operation(Operation mine, Operation other) {
        String id = mine.id();
        differ(id, "path", mine.verb() + " " + mine.path(), other.verb() + " " + other.path());
        differ(id, "scope", scope(ours, mine), scope(theirs, other));
        parameters(id, Parameter.of(ours, mine), Parameter.of(theirs, other));
        differ(id, "deprecated", deprecated(mine), deprecated(other));
        names(
                id,
                "reply",
                mine.part().get("responses").entries().keySet(),
                other.part().get("responses").entries().keySet());
        if (!Parameter.isForm(mine)) {
            schemas(id + " body", mine.body(ours), other.body(theirs));
        }
        schemas(id + " reply", mine.reply(ours), other.reply(theirs));
        mine.part().get("responses").entries().forEach((code, reply) -> {
            Part vendor = theirs.follow(other.part().get("responses", code));
            if (vendor.exists()) {
                headers(ours.follow(reply), vendor);
            }
        });
    }

    private static String deprecated(Operation operation) {
        return operation.part().get("deprecated").isTrue() ? "true" : "false";
    }

    private static String scope(Document document, Operation operation) {
        Part security = operation.part().has("security")
                ? operation.part().get("security")
                : document.root().get("security");
        Set<String> scopes = new TreeSet<>();
        for (Part one : security.items()) {
            one.entries().forEach((scheme, list) -> {
                boolean oauth = !list.texts().isEmpty();
                scopes.addAll(oauth ? list.texts() : List.of(scheme.replace("Auth", "")));
            });
        }
        return scopes.isEmpty() ? "none" : String.join(", ", scopes);
    }

    private void parameters(String id, Map<String, Parameter> mine, Map<String, Parameter> other) {
        names(id, "parameter", mine.keySet(), other.keySet());
        mine.forEach((name, parameter) -> {
            Parameter vendor = other.get(name);
            if (vendor != null) {
                differ(
                        id + "." + name,
                        "required",
                        String.valueOf(parameter.required()),
                        String.valueOf(vendor.required()));
                scalars(id + "." + name, parameter.schema(), vendor.schema());
            }
        });
    }

    /** Headers mean the same in every reply, so each is compared once. */
    private void headers(Part mine, Part other) {
        Map<String, Part> vendor = other.get("headers").entries();
        mine.get("headers").entries().forEach((name, part) -> {
            if (!compared.add("header " + name)) {
                return;
            }
            if (vendor.containsKey(name)) {
                String here = unit(ours.follow(part));
                differ("header " + name, "unit", here, unit(vendor.get(name)));
            } else {
                gap("replies", WE + "header", name);
            }
        });
        vendor.keySet().stream()
                .filter(name -> !mine.get("headers").has(name))
                .forEach(name -> gap("replies", VENDOR + "header", name));
    }

    private static String unit(Part header) {
        String text = header.get("description").text();
        return text.contains("milliseconds") ? "milliseconds" : text.contains("seconds") ? "seconds" : "none";
    }

    private void schemas(String label, Part mine, Part other) {
        Part my = ours.follow(mine);
        Part their = theirs.follow(other);
        String name = Document.referred(mine).isEmpty() ? label : Document.referred(mine);
        if (!my.exists() && !their.exists() || !compared.add(name + " " + Document.referred(other))) {
            return;
        }
        Map<String, Part> properties = my.get("properties").entries();
        Map<String, Part> vendor = their.get("properties").entries();
        if (properties.isEmpty() || vendor.isEmpty()) {
            scalars(label, my, their);
            return;
        }
        if (my.has("type") && !their.has("type")) {
            gap("schemas", "only we write the type of", name);
        }
        names(name, "property", properties.keySet(), vendor.keySet());
        Set<String> mustHere = new LinkedHashSet<>(my.get("required").texts());
        Set<String> mustThere = new LinkedHashSet<>(their.get("required").texts());
        properties.forEach((property, part) -> {
            if (vendor.containsKey(property)) {
                required(name, property, mustHere.contains(property), mustThere.contains(property));
                schemas(name + "." + property, part, vendor.get(property));
            }
        });
    }

    /** Compares two schemas that are no objects with properties. */
    private void scalars(String label, Part mine, Part other) {
        differ(label, "type", type(mine), type(other));
        names(label, "value", texts(mine.get("enum")), texts(other.get("enum")));
        for (String limit : LIMITS) {
            differ(label, limit, text(mine.get(limit)), text(other.get(limit)));
        }
        if (mine.has("items") && other.has("items")) {
            schemas(label, mine.get("items"), other.get("items"));
        }
    }

    private static Set<String> texts(Part list) {
        return new LinkedHashSet<>(list.texts());
    }

    private static String type(Part part) {
        String type = part.get("type").text();
        String format = part.get("format").text();
        if (type.isEmpty()) {
            return part.has("properties") ? "object" : "any";
        }
        return format.isEmpty() || format.equals("password") ? type : type + "/" + format;
    }

    private static String text(Part part) {
        return part.exists() ? part.text() : "none";
    }

    private void names(String subject, String what, Set<String> mine, Set<String> other) {
        if (what.equals("value") && (mine.isEmpty() || other.isEmpty())) {
            if (mine.isEmpty() != other.isEmpty()) {
                gap(subject, mine.isEmpty() ? VENDOR + "list of" : WE + "list of", "values");
            }
            return;
        }
        mine.stream().filter(one -> !other.contains(one)).forEach(one -> gap(subject, WE + what, one));
        other.stream().filter(one -> !mine.contains(one)).forEach(one -> gap(subject, VENDOR + what, one));
    }

    private void required(String subject, String name, boolean here, boolean there) {
        if (here != there) {
            gap(subject, here ? "only we require" : "only the vendor requires", name);
        }
    }

    private void differ(String subject, String what, String mine, String other) {
        if (!mine.equals(other)) {
            gap(subject, what + " is " + mine + ", and at the vendor", other);
        }
    }

    private void gap(String subject, String kind, String item) {
        gaps.add(new Gap(subject, kind, item));
    }
}
