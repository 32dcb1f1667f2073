package io.falconflux.regen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the parameters of each operation into the order that callers know. Methods take parameters by their place, and the
 * generator takes the places from the document: so those of the dump come first, as they did, and new ones come last,
 * wherever somebody wrote them. Only whole lines move.
 */
final class ParameterOrder {

    private final Document document;
    private final Surface dump;
    private final String[] lines;

    private ParameterOrder(String text, Document document, Surface dump) {
        this.document = document;
        this.dump = dump;
        this.lines = text.split("\n", -1);
    }

    /** Returns the text of a document with its parameters in order. */
    static String of(String text, Document document, Surface dump) {
        ParameterOrder order = new ParameterOrder(text, document, dump);
        document.operations().forEach(order::operation);
        return String.join("\n", order.lines);
    }

    private void operation(Operation operation) {
        List<String> known =
                dump.parameters(operation.id()).stream().map(Thing::ownName).toList();
        Part list = operation.part().get("parameters");
        List<Part> ordered = new ArrayList<>(list.items());
        ordered.sort(Comparator.comparingInt(one -> place(known, one)));
        List<Part> written = list.items();
        boolean moved = !ordered.stream()
                .map(Part::line)
                .toList()
                .equals(written.stream().map(Part::line).toList());
        if (moved
                && written.stream()
                        .allMatch(one -> lines[one.line() - 1].strip().startsWith("- "))) {
            move(written, ordered, list.end());
        }
    }

    private int place(List<String> known, Part parameter) {
        int place = known.indexOf(document.follow(parameter).get("name").text());
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    /** Writes the lines of each element in the new order over those of all of them. */
    private void move(List<Part> written, List<Part> ordered, int end) {
        List<Integer> starts = written.stream().map(one -> one.line() - 1).toList();
        List<String> moved = new ArrayList<>();
        for (Part one : ordered) {
            int at = starts.indexOf(one.line() - 1);
            int next = at + 1 < starts.size() ? starts.get(at + 1) : end - 1;
            moved.addAll(Arrays.asList(lines).subList(starts.get(at), next));
        }
        for (int i = 0; i < moved.size(); i++) {
            lines[starts.get(0) + i] = moved.get(i);
        }
    }
}
