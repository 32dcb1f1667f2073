package io.falconflux.regen;

import java.util.List;
import java.util.Map;

/** The {@code x-falcon-*} facts of a document as lines of a surface. What is only said to people is left out. */
final class Facts {

    private static final List<String> WORDS = List.of("about", "since", "successors");

    private Facts() {}

    /** Adds the facts of a document. */
    static void add(Document document, Surface to) {
        for (Operation operation : document.operations()) {
            extensions(operation.id(), operation.part(), to);
        }
        document.schemas().forEach((name, schema) -> extensions(name, schema, to));
    }

    private static void extensions(String owner, Part part, Surface to) {
        part.entries().forEach((key, value) -> {
            if (key.startsWith("x-falcon-")) {
                fact(owner + "." + key, value, to);
            }
        });
        List<Part> timeKeys = part.get("x-falcon-collection", "timeKeys").items();
        if (!timeKeys.isEmpty()) {
            String first = timeKeys.get(0).get("timeKey").text();
            to.add(new Thing("fact", owner + ".x-falcon-collection.defaultOrder", first));
        }
    }

    private static void fact(String name, Part value, Surface to) {
        if (value.isText()) {
            to.add(new Thing("fact", name, value.text()));
        } else if (value.isMap()) {
            map(name, value, "", to);
        } else {
            value.items().forEach(item -> item(name, item, to));
        }
    }

    /** An element is named by its first key's value, so that it can move in its list without being another. */
    private static void item(String name, Part item, Surface to) {
        if (item.isText()) {
            to.add(new Thing("fact", name + "." + item.text(), ""));
            return;
        }
        Map.Entry<String, Part> first = item.entries().entrySet().iterator().next();
        String itemName = name + "." + first.getValue().text();
        to.add(new Thing("fact", itemName, ""));
        map(itemName, item, first.getKey(), to);
    }

    private static void map(String name, Part map, String without, Surface to) {
        map.entries().forEach((key, value) -> {
            if (!key.equals(without) && !WORDS.contains(key)) {
                fact(name + "." + key, value, to);
            }
        });
    }
}
