package io.falconflux.regen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The faults of one document. What is wrong for the same reason in several places is one fault. */
final class Faults {

    private final String file;
    private final Map<String, TreeSet<Integer>> lines = new LinkedHashMap<>();

    Faults(String file) {
        this.file = file;
    }

    void add(Part at, String text) {
        add(at.line(), text);
    }

    void add(int line, String text) {
        lines.computeIfAbsent(text, none -> new TreeSet<>()).add(line);
    }

    /** Returns the faults in the order of their lines. */
    List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        lines.forEach((text, at) -> all.add(new Fault(file, at.first(), text + others(at))));
        all.sort(Comparator.comparingInt(Fault::line));
        return all;
    }

    private static String others(TreeSet<Integer> at) {
        return at.size() == 1
                ? ""
                : at.tailSet(at.first(), false).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", " (also in line ", ")"));
    }
}
