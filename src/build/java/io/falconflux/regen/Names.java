package io.falconflux.regen;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a document names, as far as its faults let it be seen: enough to tell, before the generator runs, that a fault is
 * there because something was removed.
 */
final class Names {

    private static final Set<String> KINDS = Set.of("operation", "model", "enum", "property", "value");

    private Names() {}

    /** Returns what the dump has and the document does not name. */
    static List<Change> gone(Surface dump, Document document) {
        Set<String> names = of(document);
        boolean anonymous =
                document.operations().stream().anyMatch(one -> one.id().isBlank());
        List<Thing> gone = dump.all().stream()
                .filter(one -> KINDS.contains(one.kind()) && !names.contains(one.key()))
                .filter(one -> !anonymous || !one.kind().equals("operation"))
                .toList();
        return gone.stream()
                .filter(one -> gone.stream().noneMatch(one::within))
                .map(one -> new Change(Change.Kind.REMOVED, one, Comparison.was(one)))
                .toList();
    }

    private static Set<String> of(Document document) {
        Set<String> names = new HashSet<>();
        document.operations().forEach(one -> names.add("operation " + one.id()));
        document.schemas().forEach((name, schema) -> {
            names.add("model " + name);
            names.add("enum " + name);
            schema.get("properties").entries().keySet().forEach(one -> names.add("property " + name + "." + one));
            for (Part value : schema.get("enum").items()) {
                names.add("value " + name + "=" + value.text());
                names.add("value " + name + "=\"" + value.text() + "\"");
            }
        });
        return names;
    }
}
