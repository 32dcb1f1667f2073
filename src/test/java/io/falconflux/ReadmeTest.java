package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.Readme.Block;
import io.falconflux.simulator.FalconSimulator;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every Java block of the README compiles and runs, as the body of a method of {@link ReadmeKitchen}. Files are made in a
 * directory of the test's, and the environment leads to the embedded Falcon.
 */
class ReadmeTest {

    private static final List<String> IMPORTS = List.of(
            "io.falconflux.*",
            "io.falconflux.action.*",
            "io.falconflux.auth.*",
            "io.falconflux.collection.*",
            "io.falconflux.error.*",
            "io.falconflux.incidents.*",
            "io.falconflux.incidents.IncidentsCollections.*",
            "io.falconflux.json.*",
            "io.falconflux.member.*",
            "io.falconflux.query.*",
            "io.falconflux.scan.*",
            "io.falconflux.sightings.Sighting",
            "io.falconflux.sightings.SightingsCollections",
            "io.falconflux.simulator.*",
            "io.falconflux.transport.*",
            "java.io.OutputStream",
            "java.net.URI",
            "java.nio.file.*",
            "java.time.*",
            "java.util.List",
            "reactor.core.publisher.*",
            "reactor.core.scheduler.Schedulers");

    private static final String CHILD = "c".repeat(32);

    private static FalconSimulator server;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void start() {
        server = FalconSimulator.builder()
                .incidents(1_200)
                .behaviors(300)
                .memberCids(List.of(CHILD))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<Block> blocks() throws IOException {
        return Readme.blocks("java");
    }

    @Test
    void thereIsCodeForEachRecipe() throws IOException {
        List<String> java = Readme.blocks("java").stream().map(Block::heading).toList();
        List<String> shell = Readme.blocks("sh").stream().map(Block::heading).toList();
        List<String> recipes = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.matches("### \\d+\\. .*"))
                .map(line -> line.replaceFirst("#+ ", ""))
                .toList();

        assertTrue(recipes.size() >= 8, recipes::toString);
        for (String recipe : recipes) {
            assertTrue(java.contains(recipe) || shell.contains(recipe), recipe);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    @Timeout(120)
    void everyBlockRuns(Block block) throws Exception {
        Class<?> type = compiled(block);
        ReadmeKitchen kitchen = (ReadmeKitchen) type.getDeclaredConstructor().newInstance();
        try (FalconClient falcon = client()) {
            kitchen.prepare(
                    falcon,
                    directory,
                    environment(),
                    server.tenant().incidentIds("").subList(0, 700),
                    CHILD);
            kitchen.run();
            kitchen.run(); // what goes on from files goes on from those of the first run
        }
    }

    private static FalconClient client() {
        return FalconClient.create(ClientOptions.builder()
                .credentials(server.clientId(), server.clientSecret())
                .baseUrl(server.baseUrl())
                .build());
    }

    private static Map<String, String> environment() {
        return Map.of(
                "FALCON_CLIENT_ID",
                server.clientId(),
                "FALCON_CLIENT_SECRET",
                server.clientSecret(),
                "FALCON_BASE_URL",
                server.baseUrl().toString());
    }

    private static Class<?> compiled(Block block) throws IOException, ClassNotFoundException {
        String name = "Block" + block.line();
        StringBuilder source = new StringBuilder();
        IMPORTS.forEach(one -> source.append("import ").append(one).append(";\n"));
        source.append("public final class ")
                .append(name)
                .append(" extends io.falconflux.ReadmeKitchen {\n@Override public void run() throws Exception {\n")
                .append(block.code().replace("Path.of(", "path("))
                .append("}\n}\n");
        Path classes = Files.createDirectories(directory.resolve("classes"));
        compile(name, source.toString(), classes);
        URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, ReadmeTest.class.getClassLoader());
        return loader.loadClass(name);
    }

    private static void compile(String name, String source, Path classes) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        CompilationTask task = javac.getTask(said, null, null, options, null, List.of(new SourceText(name, source)));
        assertEquals(true, task.call(), () -> said + "\n" + numbered(source));
    }

    private static String numbered(String source) {
        int[] number = {0};
        return Stream.of(source.split("\n"))
                .map(line -> ++number[0] + "  " + line + "\n")
                .reduce("", String::concat);
    }

    private static final class SourceText extends SimpleJavaFileObject {

        private final String text;

        SourceText(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
