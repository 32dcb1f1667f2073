package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar, killed while it acts, at whatever it is doing then, and resumed. */
class ActKilledIT {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private FalconSimulator falcon;
    private List<String> ids;
    private Path input;
    private Path journal;

    @BeforeEach
    void start() throws IOException {
        falcon = FalconSimulator.builder()
                .incidents(2_000)
                .behaviors(0)
                .crowdScores(0)
                .latency(Duration.ofMillis(15))
                .faults(Faults.parse(
                        "reset-after@incident-actions%4 fail-after@incident-actions%4 409@incident-actions%4"
                                + " errors@incident-actions%4"))
                .start();
        ids = falcon.tenant().incidentIds("");
        input = Files.write(directory.resolve("ids.txt"), ids);
        journal = directory.resolve("act.journal");
    }

    @AfterEach
    void stop() {
        falcon.close();
    }

    @Test
    void commentsAreThereOnceAfterThreeKills() throws Exception {
        comments(3, 1);
    }

    @Test
    void aStatusIsSetAfterThreeKills() throws Exception {
        status(3, 2);
    }

    @Test
    @Tag("slow")
    void commentsAreThereOnceAfterTwentyKills() throws Exception {
        comments(20, 3);
    }

    @Test
    @Tag("slow")
    void aStatusIsSetAfterTwentyKills() throws Exception {
        status(20, 4);
    }

    private void comments(int kills, long seed) throws Exception {
        Map<String, String> told = act(kills, new Random(seed), "--comment", "once");
        for (String id : ids) {
            int there = falcon.tenant().comments(id).size();
            switch (told.get(id)) {
                case "applied" -> assertEquals(1, there, id);
                case "rejected" -> assertEquals(0, there, id);
                case "unknown" -> assertTrue(there <= 1, id);
                default -> throw new AssertionError(id + " " + told.get(id));
            }
        }
    }

    private void status(int kills, long seed) throws Exception {
        List<String> before = falcon.tenant().incidentIds("status:'25'");
        Map<String, String> told = act(kills, new Random(seed), "--status", "reopened");
        List<String> reopened = falcon.tenant().incidentIds("status:'25'");
        told.forEach((id, outcome) -> {
            switch (outcome) {
                case "applied" -> assertTrue(reopened.contains(id), id);
                case "rejected" -> assertEquals(before.contains(id), reopened.contains(id), id);
                case "unknown" -> {} // refused after a reply that was lost
                default -> throw new AssertionError(id + " " + outcome);
            }
        });
    }

    /** Acts until a run ends by itself; returns what it told. */
    private Map<String, String> act(int kills, Random random, String... change) throws Exception {
        for (int kill = 0; kill < kills; kill++) {
            Process process = run(change);
            long before = falcon.count("incident-actions");
            while (falcon.count("incident-actions") == before && process.isAlive()) {
                process.waitFor(2, TimeUnit.MILLISECONDS);
            }
            process.waitFor(random.nextInt(400_000), TimeUnit.MICROSECONDS);
            process.destroyForcibly().waitFor();
        }
        Process last = run(change);
        assertTrue(last.waitFor(120, TimeUnit.SECONDS), "no end");
        String said = Files.readString(directory.resolve("said.txt"));
        assertTrue(last.exitValue() == 0 || last.exitValue() == 3, said);
        return told();
    }

    private Map<String, String> told() throws IOException {
        Map<String, String> told = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("out.txt"))) {
            JsonNode outcome = JSON.readTree(line);
            order.add(outcome.get("id").asText());
            told.put(outcome.get("id").asText(), outcome.get("outcome").asText());
        }
        assertEquals(ids, order);
        return told;
    }

    private Process run(String... change) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-jar", System.getProperty("falconflux.cli.jar"), "act"));
        command.addAll(List.of(change));
        command.addAll(List.of("--yes", "--chunk", "50", "--concurrency", "2", "--journal", journal.toString()));
        if (Files.exists(journal)) {
            command.add("--resume");
        }
        command.add("-");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("said.txt").toFile());
        builder.environment().put("FALCON_BASE_URL", falcon.baseUrl().toString());
        builder.environment().put("FALCON_CLIENT_ID", falcon.clientId());
        builder.environment().put("FALCON_CLIENT_SECRET", falcon.clientSecret());
        return builder.start();
    }
}
