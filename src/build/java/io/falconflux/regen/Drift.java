package io.falconflux.regen;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command {@code drift}: what a document of the vendor has that ours lack, and the reverse; only news is news. */
final class Drift {

    private static final String KNOWN = "openapi/known-deviations.txt";

    private Drift() {}

    static void report(Path project, String vendor, PrintStream out) throws IOException {
        Path file = Path.of(vendor == null ? "" : vendor);
        if (!Files.isRegularFile(file)) {
            throw new Refused(
                    "there is no file '" + file + "'. Name the vendor's document: mvn -q -Pdrift -Dvendor=FILE");
        }
        Document theirs = read(file, vendor);
        Set<Gap> gaps = new LinkedHashSet<>();
        for (Path one : Documents.in(project.resolve("openapi"))) {
            gaps.addAll(Gaps.between(read(one, one.toString()), theirs));
        }
        print(gaps, KnownGaps.read(project.resolve(KNOWN)), out);
    }

    private static Document read(Path file, String name) throws IOException {
        Faults faults = new Faults(name);
        Document document = Document.read(file, name, faults);
        if (document.operations().isEmpty()) {
            faults.all().forEach(System.out::println);
            throw new Refused(name + " holds no operation: it is no document of OpenAPI or Swagger");
        }
        return document;
    }

    private static void print(Set<Gap> gaps, KnownGaps known, PrintStream out) {
        Map<List<String>, List<String>> explained = new LinkedHashMap<>();
        List<Gap> news = new ArrayList<>();
        Set<KnownGaps.Known> found = new HashSet<>();
        for (Gap gap : gaps) {
            known.of(gap)
                    .ifPresentOrElse(
                            one -> {
                                found.add(one);
                                List<String> line = List.of(gap.subject() + ": " + gap.kind(), one.reason());
                                explained
                                        .computeIfAbsent(line, none -> new ArrayList<>())
                                        .add(gap.item());
                            },
                            () -> news.add(gap));
        }
        explained.forEach((line, items) ->
                out.println("known  " + line.get(0) + " " + String.join(", ", items) + " (" + line.get(1) + ")"));
        known.all().stream()
                .filter(one -> !found.contains(one))
                .forEach(one -> out.println("over   " + one.written() + " (known, but not in this file)"));
        news.forEach(gap -> out.println("NEWS   " + gap));
        out.println("differences that are known: " + (gaps.size() - news.size()) + ", that are news: " + news.size());
        if (!news.isEmpty()) {
            throw new Refused("the vendor's document has news, see above. Take it over, or explain it in " + KNOWN);
        }
    }
}
