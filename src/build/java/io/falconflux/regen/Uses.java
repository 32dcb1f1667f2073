package io.falconflux.regen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds who uses a thing: in hand-written code, and in the recipes of the README. */
final class Uses {

    private static final List<String> CODE = List.of("src/main/java", "src/test/java", "src/jmh/java");
    private static final String README = "README.md";
    private static final int SHOWN = 90;

    private final Map<String, List<String>> files = new LinkedHashMap<>();

    private Uses() {}

    /** Reads what people wrote in a project; the tests of this check speak of things without using them. */
    static Uses in(Path project) throws IOException {
        Uses uses = new Uses();
        for (String folder : CODE) {
            Path root = project.resolve(folder);
            if (Files.isDirectory(root)) {
                try (Stream<Path> all = Files.walk(root)) {
                    for (Path file : all.filter(one -> one.toString().endsWith(".java"))
                            .sorted()
                            .toList()) {
                        uses.read(project, file);
                    }
                }
            }
        }
        if (Files.exists(project.resolve(README))) {
            uses.read(project, project.resolve(README));
        }
        return uses;
    }

    private void read(Path project, Path file) throws IOException {
        String name = project.relativize(file).toString().replace('\\', '/');
        if (!name.contains("/io/falconflux/regen/")) {
            files.put(name, Files.readAllLines(file));
        }
    }

    /** Returns the uses of a thing: of code first, then of the README, then of tests. */
    List<Use> of(Thing thing, Surface surface) {
        Traces traces = Traces.of(thing, surface);
        List<Use> code = new ArrayList<>();
        List<Use> readme = new ArrayList<>();
        List<Use> tests = new ArrayList<>();
        files.forEach((name, lines) -> {
            for (Use use : in(name, lines, traces)) {
                (name.equals(README) ? readme : use.inTests() ? tests : code).add(use);
            }
        });
        code.addAll(readme);
        code.addAll(tests);
        return code;
    }

    private static List<Use> in(String name, List<String> lines, Traces traces) {
        boolean knows = name.equals(README)
                || lines.stream().anyMatch(line -> traces.owner().matcher(line).find());
        List<Use> found = new ArrayList<>();
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (name.equals(README) && line.startsWith("#")) {
                section = line.replaceAll("^#+\\s*", "");
            } else if (!line.startsWith("import ")
                    && (matches(traces.always(), line) || knows && matches(traces.knowing(), line))) {
                found.add(new Use(name, i + 1, section, shortened(line.strip())));
            }
        }
        return found;
    }

    private static boolean matches(List<Pattern> patterns, String line) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(line).find());
    }

    private static String shortened(String line) {
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 3) + "...";
    }
}
