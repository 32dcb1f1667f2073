package io.falconflux.regen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees: one line for what is new, and for what went its users and the way out. */
class SurfaceCheckTest {

    private static final String DOCUMENT = """
            openapi: 3.0.3
            paths: {}
            """;
    private static final String SURFACE = """
            operation ListBirds GET /birds listBirds IdsReply
            model Bird
            property Bird.wing_span Integer wingSpan
            property Bird.name String name
            """;

    @TempDir
    Path project;

    @BeforeEach
    void aProjectWhoseSurfaceWasAccepted() throws IOException {
        write("openapi/birds.yaml", DOCUMENT);
        write("target/birds/.openapi-generator/birds.yaml-birds.sha256", "");
        write("target/birds/.openapi-generator/FILES", "io/Bird.java\n");
        write("target/birds/io/Bird.java", "");
        write("target/birds/.openapi-generator/surface.txt", SURFACE);
        write("src/main/java/Show.java", """
                class Show {
                    int span(Bird bird) {
                        return bird.wingSpan();
                    }
                }
                """);
        write("README.md", "# Birds\n\n## Print the widest\n\n    birds.map(Bird::wingSpan)\n");
        check(true);
    }

    @Test
    void nothingIsSaidWhenNothingChanged() throws IOException {
        assertEquals("", check(false));
    }

    @Test
    void whatIsNewIsOneLineUntilItIsAccepted() throws IOException {
        surface(SURFACE + "property Bird.colour String colour\n");
        assertEquals(
                "New in openapi/birds.yaml: property Bird.colour (String). To take it into the dump: " + Report.ACCEPT
                        + "\n",
                check(false));
        assertEquals("Accepted, New: property Bird.colour (String), in openapi/birds.yaml\n", check(true));
        assertEquals("", check(false));
    }

    @Test
    void whatWentIsReportedWithItsUsersAndTheRecipe() {
        surface(SURFACE.replace("property Bird.wing_span Integer wingSpan\n", ""));
        List<String> report = refused();
        assertEquals("Removed: property Bird.wing_span (Integer), in openapi/birds.yaml", report.get(0));
        assertEquals("  used by  src/main/java/Show.java:3: return bird.wingSpan();", report.get(1));
        assertEquals("           README.md:5, \"Print the widest\": birds.map(Bird::wingSpan)", report.get(2));
        assertTrue(report.get(3).contains(Report.ACCEPT));
    }

    @Test
    void whatWasRenamedIsRecognized() {
        surface(SURFACE.replace("Bird.wing_span Integer wingSpan", "Bird.width Integer width"));
        assertTrue(refused().contains("  perhaps  it was renamed: Bird.width is new and alike"));
    }

    @Test
    void aPropertyOfManyIsSearchedWhereItsModelIsKnown() throws IOException {
        write("src/main/java/Other.java", "class Other { String name(Person p) { return p.name(); } }");
        surface(SURFACE.replace("property Bird.name String name\n", ""));
        assertFalse(String.join("\n", refused()).contains("Other.java"));
    }

    @Test
    void aDocumentWithoutDumpIsNew() throws IOException {
        Files.delete(project.resolve("openapi/birds.surface.txt"));
        assertTrue(check(false).contains("openapi/birds.yaml has no dump yet"));
    }

    @Test
    void aDumpWithoutDocumentIsALoss() throws IOException {
        write("openapi/cats.surface.txt", "model Cat\n");
        assertTrue(refused().get(0).startsWith("Removed: the document openapi/cats.yaml"));
    }

    @Test
    void aDocumentThatNobodyCompilesIsNamed() throws IOException {
        write("openapi/cats.yaml", DOCUMENT);
        assertTrue(check(false).startsWith("openapi/cats.yaml is compiled by nothing"));
    }

    @Test
    void sourcesOfARemovedSchemaAreDeleted() throws IOException {
        write("target/birds/io/Dodo.java", "");
        check(false);
        assertFalse(Files.exists(project.resolve("target/birds/io/Dodo.java")));
        assertTrue(Files.exists(project.resolve("target/birds/io/Bird.java")));
    }

    private List<String> refused() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThrows(Refused.class, () -> run(false, out));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String check(boolean accept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run(accept, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private void run(boolean accept, ByteArrayOutputStream out) throws IOException {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        new SurfaceCheck(project, project.resolve("target"), accept, print).run();
    }

    private void surface(String text) {
        try {
            write("target/birds/.openapi-generator/surface.txt", text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
