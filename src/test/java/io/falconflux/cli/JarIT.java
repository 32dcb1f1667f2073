package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.simulator.FalconSimulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar, as a process of its own. */
class JarIT {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path directory;

    @Test
    void theJarScansPastTheWindow() throws Exception {
        try (FalconSimulator falcon =
                FalconSimulator.builder().incidents(12_000).start()) {
            Path rows = directory.resolve("ids.txt");
            Process process = start(falcon, "scan", "incidents", "--format", "ids", "--output", rows.toString());
            assertEquals(0, exit(process));
            List<String> ids = Files.readAllLines(rows);
            assertEquals(12_000, ids.size());
            assertEquals(12_000, new HashSet<>(ids).size());
        }
    }

    @Test
    void aKilledScanGoesOnAndTheFileHoldsEveryRowOnce() throws Exception {
        try (FalconSimulator falcon =
                FalconSimulator.builder().incidents(12_000).start()) {
            Path rows = directory.resolve("rows.ndjson");
            Path checkpoint = directory.resolve("scan.checkpoint");
            String[] scan = {"scan", "incidents", "--output", rows.toString(), "--checkpoint", checkpoint.toString()};
            Process killed = start(falcon, scan);
            while (killed.isAlive() && !Files.exists(checkpoint)) {
                killed.waitFor(5, TimeUnit.MILLISECONDS);
            }
            killed.destroyForcibly().waitFor();
            String[] resume = java.util.Arrays.copyOf(scan, scan.length + 1);
            resume[scan.length] = "--resume";
            assertEquals(0, exit(start(falcon, resume)));
            List<String> lines = Files.readAllLines(rows);
            assertEquals(12_000, lines.size());
            assertEquals(12_000, new HashSet<>(lines).size());
        }
    }

    private Process start(FalconSimulator falcon, String... arguments) throws Exception {
        List<String> command =
                new java.util.ArrayList<>(List.of(JAVA, "-jar", System.getProperty("falconflux.cli.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said.txt").toFile());
        builder.environment().put("FALCON_BASE_URL", falcon.baseUrl().toString());
        builder.environment().put("FALCON_CLIENT_ID", falcon.clientId());
        builder.environment().put("FALCON_CLIENT_SECRET", falcon.clientSecret());
        return builder.start();
    }

    private int exit(Process process) throws Exception {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "no end");
        String said = Files.readString(directory.resolve("said.txt"), StandardCharsets.UTF_8);
        assertTrue(process.exitValue() == 0, said);
        return process.exitValue();
    }
}
