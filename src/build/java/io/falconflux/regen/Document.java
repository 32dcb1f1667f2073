package io.falconflux.regen;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * An OpenAPI document, or an older one of the vendor: as YAML, of which JSON is a part, with the lines.
 *
 * @param file the name for messages
 * @param root the whole
 */
record Document(String file, Part root) {

    static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete", "head", "options", "trace");

    private static final int FOLLOWED = 20;

    /** Reads a document; what keeps it from being read, and keys that are there twice, are faults. */
    static Document read(Path path, String name, Faults faults) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(500);
        try (Reader reader = Files.newBufferedReader(path)) {
            Node root = new Yaml(options).compose(reader);
            twice(root, faults, new HashSet<>());
            return new Document(name, Part.of(root));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            faults.add(line, "This is not YAML: " + e.getProblem() + ".");
            return new Document(name, Part.NONE);
        }
    }

    private static void twice(Node node, Faults faults, Set<Node> seen) {
        if (node instanceof MappingNode map && seen.add(node)) {
            Set<String> keys = new HashSet<>();
            for (NodeTuple tuple : map.getValue()) {
                Part key = Part.of(tuple.getKeyNode());
                if (!keys.add(key.text())) {
                    faults.add(key, "'" + key.text() + "' is there twice in one place; only one of them counts.");
                }
                twice(tuple.getValueNode(), faults, seen);
            }
        } else if (node instanceof SequenceNode list && seen.add(node)) {
            list.getValue().forEach(item -> twice(item, faults, seen));
        }
    }

    /** Returns the operations in their order. */
    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        root.get("paths")
                .entries()
                .forEach((path, item) -> item.entries().forEach((verb, part) -> {
                    if (METHODS.contains(verb)) {
                        all.add(new Operation(path, verb, item, part));
                    }
                }));
        return all;
    }

    /** Returns the named schemas. */
    Map<String, Part> schemas() {
        return root.get("components", "schemas").entries();
    }

    /** Returns the properties of a named schema; none if there is no such schema. */
    Map<String, Part> properties(String schema) {
        return schemas().getOrDefault(schema, Part.NONE).get("properties").entries();
    }

    /** Returns what a reference points to; one that does not exist if it points nowhere. */
    Part target(String reference) {
        if (!reference.startsWith("#/")) {
            return Part.NONE;
        }
        Part at = root;
        for (String step : reference.substring(2).split("/")) {
            at = at.get(step.replace("~1", "/").replace("~0", "~"));
        }
        return at;
    }

    /** Follows {@code $ref}, also one that is wrapped in an {@code allOf} to carry a description. */
    Part follow(Part part) {
        Part at = part;
        for (int i = 0; i < FOLLOWED && !reference(at).isEmpty(); i++) {
            at = target(reference(at));
        }
        return at;
    }

    /** Returns the reference of a part; empty if it is none. */
    static String reference(Part part) {
        List<Part> all = part.get("allOf").items();
        return all.size() == 1
                ? all.get(0).get("$ref").text()
                : part.get("$ref").text();
    }

    /** Returns the name of the schema that a part refers to; empty if it refers to none. */
    static String referred(Part part) {
        String reference = reference(part);
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
