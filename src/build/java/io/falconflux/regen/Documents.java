package io.falconflux.regen;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command {@code documents}: finds the faults of every document, before the generator runs. */
final class Documents {

    private static final String CLIENT = "openapi";
    private static final String TESTS = "src/test/openapi";

    private Documents() {}

    /**
     * Checks every document, and writes those of the client for the generator, with their parameters in the order that
     * callers know.
     *
     * @param project where documents lie
     * @param prepared where to write
     * @param out where to report
     */
    static void check(Path project, Path prepared, PrintStream out) throws IOException {
        List<Fault> all = new ArrayList<>();
        for (String folder : List.of(CLIENT, TESTS)) {
            for (Path file : in(project.resolve(folder))) {
                String name = folder + "/" + file.getFileName();
                Faults faults = new Faults(name);
                Document document = Document.read(file, name, faults);
                check(document, faults);
                if (!faults.all().isEmpty()) {
                    removals(project, file, document, out);
                } else if (folder.equals(CLIENT)) {
                    prepare(file, document, prepared);
                }
                all.addAll(faults.all());
            }
        }
        all.forEach(out::println);
        if (!all.isEmpty()) {
            throw new Refused("the documents have faults, see above: " + all.size());
        }
    }

    private static void prepare(Path file, Document document, Path prepared) throws IOException {
        String text = ParameterOrder.of(
                Files.readString(file), document, Dump.of(file).read());
        Files.createDirectories(prepared);
        Files.writeString(prepared.resolve(file.getFileName()), text);
    }

    /** Whoever removes something often leaves facts behind that name it: then the removal is the news, and comes first. */
    private static void removals(Path project, Path file, Document document, PrintStream out) throws IOException {
        Surface dump = Dump.of(file).read();
        List<Change> gone = document.root().exists() ? Names.gone(dump, document) : List.of();
        if (!gone.isEmpty()) {
            Uses uses = Uses.in(project);
            for (Change change : gone) {
                Report.broken(document.file(), change, uses.of(change.thing(), dump), "")
                        .forEach(out::println);
            }
        }
    }

    /** Applies every rule to a document. */
    static void check(Document document, Faults faults) {
        if (document.root().exists()) {
            Rule.ALL.forEach(rule -> rule.check(document, faults));
        }
    }

    /** Returns the OpenAPI documents of a folder, by name. */
    static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> documents = new ArrayList<>();
            for (Path file : files.filter(one -> one.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                if (Files.readString(file).lines().anyMatch(line -> line.startsWith("openapi:"))) {
                    documents.add(file);
                }
            }
            return documents;
        }
    }
}
