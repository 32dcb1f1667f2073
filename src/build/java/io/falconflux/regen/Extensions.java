package io.falconflux.regen;

import static io.falconflux.regen.Shape.and;
import static io.falconflux.regen.Shape.keys;
import static io.falconflux.regen.Shape.map;
import static io.falconflux.regen.Shape.maps;
import static io.falconflux.regen.Shape.of;

import io.falconflux.regen.Shape.Type;
import java.util.Map;
import java.util.Set;

/** Every extension that a template reads, with its keys: the whole vocabulary. Another one would be passed over in silence. */
final class Extensions {

    /** Those of an operation. */
    static final Map<String, Shape> OF_OPERATION = and(
            Map.of("x-falcon-scope", of(Type.TEXT)),
            Map.of("x-falcon-unscoped", of(Type.FLAG)),
            Map.of("x-falcon-reply", map(and(keys(Type.TEXT, "model"), keys(Type.FLAG, "ids", "body", "empty")))),
            Map.of(
                    "x-falcon-replay",
                    map(and(
                            keys(Type.TEXT, "mode"),
                            Map.of(
                                    "unless",
                                    map(keys(Type.TEXT, "list", "property", "value"), "list", "property", "value")),
                            keys(Type.FLAG, "never")))),
            Map.of("x-falcon-retired", map(keys(Type.TEXT, "since", "successors"), "since", "successors")),
            Map.of(
                    "x-falcon-page",
                    map(and(keys(Type.TEXT, "style"), keys(Type.NUMBER, "max", "window")), "style", "max")),
            Map.of("x-falcon-collection", collection()),
            Map.of("x-falcon-action", action()),
            Map.of("x-falcon-fields", fields()),
            Map.of("x-falcon-sorts", maps(keys(Type.TEXT, "sortKey", "property"), "sortKey", "property")));

    /** Those of a schema. */
    static final Map<String, Shape> OF_SCHEMA = Map.of(
            "x-falcon-secret", of(Type.FLAG),
            "x-enum-varnames", of(Type.TEXTS),
            "x-enum-descriptions", of(Type.TEXTS));

    /** All of them. */
    static final Map<String, Shape> KNOWN = and(OF_OPERATION, OF_SCHEMA);

    /** What an action can make of a property: its value, nothing, a list that holds its value, and one that does not. */
    static final Set<String> EFFECTS = Set.of("value", "nothing", "member", "no-member");

    /** What a field can be, which decides how it may be compared. */
    static final Set<String> FIELD_KINDS = Set.of("string", "keyword", "number", "boolean", "time");

    private Extensions() {}

    private static Shape collection() {
        return map(
                and(
                        keys(Type.TEXT, "name", "entity", "idKey", "changeKey"),
                        Map.of("timeKeys", maps(and(keys(Type.TEXT, "timeKey"), keys(Type.FLAG, "moves")), "timeKey")),
                        Map.of(
                                "hydrate",
                                map(
                                        and(keys(Type.TEXT, "operation", "key"), keys(Type.NUMBER, "max")),
                                        "operation",
                                        "key",
                                        "max"))),
                "name",
                "entity",
                "idKey",
                "timeKeys");
    }

    private static Shape action() {
        return map(
                and(
                        keys(Type.TEXT, "ids", "form"),
                        keys(Type.NUMBER, "max"),
                        Map.of("parameters", map(keys(Type.TEXT, "list", "name", "value"), "list", "name", "value")),
                        Map.of(
                                "readBack",
                                map(
                                        and(
                                                keys(Type.TEXT, "operation", "key", "idKey", "changeKey"),
                                                keys(Type.NUMBER, "max")),
                                        "operation",
                                        "key",
                                        "idKey",
                                        "max")),
                        Map.of(
                                "effects",
                                maps(
                                        keys(Type.TEXT, "action", "property", "becomes"),
                                        "action",
                                        "property",
                                        "becomes"))),
                "ids",
                "max",
                "parameters");
    }

    private static Shape fields() {
        return maps(
                and(
                        keys(Type.TEXT, "field", "kind", "property", "sortName", "about"),
                        keys(Type.FLAG, "list"),
                        keys(Type.TEXTS, "values")),
                "field",
                "kind",
                "about");
    }
}
