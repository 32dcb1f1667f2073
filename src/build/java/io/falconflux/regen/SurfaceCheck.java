package io.falconflux.regen;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command {@code surface}: compares what was generated with the dumps, between the generator and the compiler. */
final class SurfaceCheck {

    private static final String LIST = ".openapi-generator";

    private final Path project;
    private final Path generated;
    private final boolean accept;
    private final PrintStream out;
    private int broken;

    SurfaceCheck(Path project, Path generated, boolean accept, PrintStream out) {
        this.project = project;
        this.generated = generated;
        this.accept = accept;
        this.out = out;
    }

    void run() throws IOException {
        for (Path document : Documents.in(project.resolve("openapi"))) {
            Optional<Path> sources = sources(document);
            if (sources.isEmpty()) {
                out.println(
                        "openapi/" + document.getFileName() + " is compiled by nothing: add an execution to the pom");
            } else {
                StaleSources.delete(sources.get());
                check(document, sources.get());
            }
        }
        orphans();
        if (broken > 0) {
            throw new Refused("the documents lost what code relies on, see the report above");
        }
    }

    /** The generator leaves a file named after the document beside what it made of it. */
    private Optional<Path> sources(Path document) throws IOException {
        if (!Files.isDirectory(generated)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(generated)) {
            for (Path folder : folders) {
                String mark = document.getFileName() + "-" + folder.getFileName() + ".sha256";
                if (Files.exists(folder.resolve(LIST).resolve(mark))) {
                    return Optional.of(folder);
                }
            }
        }
        return Optional.empty();
    }

    private void check(Path file, Path sources) throws IOException {
        String name = "openapi/" + file.getFileName();
        Surface now = Surface.read(Files.readAllLines(sources.resolve(LIST).resolve("surface.txt")));
        Facts.add(Document.read(file, name, new Faults(name)), now);
        Dump dump = Dump.of(file);
        List<Change> changes = Comparison.of(dump.read(), now);
        if (accept) {
            changes.forEach(change -> out.println("Accepted, " + change.kind() + ": " + change + ", in " + name));
            dump.write(name, now);
        } else if (!dump.exists()) {
            out.println(name + " has no dump yet, so everything in it is new. To write it: " + Report.ACCEPT);
        } else if (!changes.isEmpty()) {
            tell(name, changes, dump.read());
        }
    }

    private void tell(String name, List<Change> changes, Surface before) throws IOException {
        Uses uses = Uses.in(project);
        List<Change> harmless =
                changes.stream().filter(one -> harmless(one, uses, before)).toList();
        for (Change change : changes) {
            if (!harmless.contains(change)) {
                broken++;
                List<Use> users = uses.of(change.thing(), before);
                Report.broken(name, change, users, Report.renamed(change, changes))
                        .forEach(out::println);
            }
        }
        if (!harmless.isEmpty()) {
            out.println(Report.notice(name, harmless));
        }
    }

    /** A parameter that came between others concerns those who call the method, if there is anybody. */
    private static boolean harmless(Change change, Uses uses, Surface before) {
        return change.kind() == Change.Kind.SHIFTED
                ? uses.of(change.thing(), before).isEmpty()
                : !change.breaks();
    }

    private void orphans() throws IOException {
        try (DirectoryStream<Path> dumps = Files.newDirectoryStream(project.resolve("openapi"), "*.surface.txt")) {
            for (Path dump : dumps) {
                String document = dump.getFileName().toString().replace(".surface.txt", ".yaml");
                if (!Files.exists(dump.resolveSibling(document))) {
                    broken++;
                    out.println("Removed: the document openapi/" + document
                            + ". Put it back, or delete its dump openapi/" + dump.getFileName() + " and what uses it");
                }
            }
        }
    }
}
