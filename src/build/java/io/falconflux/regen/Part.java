package io.falconflux.regen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A part of a document that knows its line. What is asked for and absent is a part too, one that does not exist. */
final class Part {

    static final Part NONE = new Part(null, 0);

    private final Node node;
    private final int line;

    private Part(Node node, int line) {
        this.node = node;
        this.line = line;
    }

    static Part of(Node node) {
        return node == null ? NONE : new Part(node, node.getStartMark().getLine() + 1);
    }

    boolean exists() {
        return node != null;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    boolean isNumber() {
        return isText() && (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT));
    }

    boolean isFlag() {
        return isText() && node.getTag().equals(Tag.BOOL);
    }

    /** Returns the line, from 1; of an entry it is the line of its key. */
    int line() {
        return line;
    }

    /** Returns the line after which something else begins: of a list in block style that of the next key. */
    int end() {
        return node == null ? 0 : node.getEndMark().getLine() + 1;
    }

    /** Returns the scalar's text; empty if this is no scalar. */
    String text() {
        return isText() ? ((ScalarNode) node).getValue() : "";
    }

    boolean isTrue() {
        return text().equals("true");
    }

    /** Returns the part that the keys lead to. */
    Part get(String... keys) {
        Part at = this;
        for (String key : keys) {
            at = at.entries().getOrDefault(key, NONE);
        }
        return at;
    }

    boolean has(String key) {
        return entries().containsKey(key);
    }

    /** Returns the entries in their order; none if this is no map. */
    Map<String, Part> entries() {
        Map<String, Part> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                Part key = of(tuple.getKeyNode());
                entries.put(key.text(), new Part(tuple.getValueNode(), key.line));
            }
        }
        return entries;
    }

    /** Returns the elements; none if this is no list. */
    List<Part> items() {
        List<Part> items = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> items.add(of(item)));
        }
        return items;
    }

    /** Returns the texts of a list. */
    List<String> texts() {
        return items().stream().map(Part::text).toList();
    }
}
