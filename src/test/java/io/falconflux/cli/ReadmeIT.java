package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.Readme;
import io.falconflux.Readme.Block;
import io.falconflux.simulator.FalconSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shell blocks of the README, run by a shell with the runnable jar; what calls Maven, or never ends, is left out. A tail ends after a few rows here. */
class ReadmeIT {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CHILD = "c".repeat(32);

    private static final String TAIL = "falconflux tail incidents --since 1970-01-01 --max-rows 5";

    private static FalconSimulator falcon;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void start() throws IOException {
        falcon = FalconSimulator.builder()
                .incidents(600)
                .behaviors(20)
                .crowdScores(20)
                .memberCids(List.of(CHILD))
                .start();
        Files.writeString(directory.resolve("children.txt"), CHILD + "\n");
    }

    @AfterAll
    static void stop() {
        falcon.close();
    }

    static List<Block> blocks() throws IOException {
        return Readme.blocks("sh").stream()
                .filter(block -> !block.code().contains("mvn "))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void everyShellBlockRuns(Block block) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
        Path said = Files.createTempFile(directory, "said", ".txt");
        String shell = "set -eo pipefail\nfalconflux() { '" + JAVA + "' -XX:TieredStopAtLevel=1 -jar '"
                + System.getProperty("falconflux.cli.jar") + "' \"$@\"; }\n"
                + block.code().replace("falconflux tail incidents", TAIL);
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-c", shell)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("FALCON_BASE_URL", falcon.baseUrl().toString());
        builder.environment().put("FALCON_CLIENT_ID", falcon.clientId());
        builder.environment().put("FALCON_CLIENT_SECRET", falcon.clientSecret());
        Process process = builder.start();

        assertTrue(process.waitFor(180, TimeUnit.SECONDS), "no end");
        assertEquals(0, process.exitValue(), Files.readString(said));
    }
}
