package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanCommandTest {

    private static FalconSimulator falcon;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        falcon = FalconSimulator.builder()
                .incidents(1_234)
                .behaviors(20)
                .crowdScores(30)
                .start();
    }

    @AfterAll
    static void stop() {
        falcon.close();
    }

    @BeforeEach
    void clear() {
        falcon.clearFaults();
    }

    @Test
    void rowsAreTheServicesOwnBytesAndTheReportStandsOnStandardError() throws IOException {
        Run run = scan("incidents");

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(falcon.tenant().incidentIds("").size(), run.rows().size());
        for (String row : run.rows()) {
            String id = tree(row).path("incident_id").asText();
            assertEquals(falcon.tenant().incident(id).orElseThrow(), row);
        }
        assertLinesMatch(
                List.of(
                        "falconflux: complete: 1,234 rows in .* \\(.* a second\\)",
                        "falconflux: ended exhausted, basis .*; duplicates dropped 0, not hydrated 0, vanished 0,"
                                + " windows 1, requests \\d+, retries 0, throttled .*"),
                run.err().lines().toList());
    }

    @Test
    void theReportFileHasTheKeysOfTheContract() throws IOException {
        Path report = directory.resolve("report.json");

        Run run = scan("incidents", "--limit", "7", "--report", report.toString());

        JsonNode tree = tree(Files.readString(report));
        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(
                List.of(
                        "complete",
                        "ended",
                        "basis",
                        "rows",
                        "late",
                        "duplicatesDropped",
                        "notHydrated",
                        "vanished",
                        "windows",
                        "requests",
                        "retries",
                        "throttledMillis",
                        "elapsedMillis",
                        "notHydratedIds",
                        "vanishedIds"),
                tree.properties().stream().map(java.util.Map.Entry::getKey).toList());
        assertEquals(7, tree.path("rows").intValue());
        assertEquals(2, tree.path("requests").intValue());
    }

    @Test
    void idsNeedNoEntityCalls() {
        long before = falcon.count("entities");

        Run run = scan("behaviors", "--format", "ids");

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(falcon.tenant().behaviorIds(""), run.rows().stream().toList());
        assertEquals(before, falcon.count("entities"));
    }

    @Test
    void everyFormatHasALineForEachRow() {
        assertEquals(30, scan("crowdscores").rows().size());
        assertEquals(31, scan("crowdscores", "--format", "csv").rows().size());
        assertEquals(31, scan("crowdscores", "--format", "table").rows().size());
    }

    @Test
    void aFilterThatTheServiceRefusesIsOneLineAndWrongUsage() throws IOException {
        Path report = directory.resolve("report.json");

        Run run = scan("incidents", "--filter", "state:>'open'", "--report", report.toString());

        assertEquals(ExitCode.USAGE, run.code());
        assertEquals("", run.out());
        assertLinesMatch(
                List.of(
                        "falconflux: QueryIncidents was refused with 400: Invalid filter expression supplied\\. Correct the"
                                + " filter.* \\(trace id .*\\) \\(after 0 rows; requests 1, .*\\)"),
                run.err().lines().toList());
        JsonNode tree = tree(Files.readString(report));
        assertEquals("failed", tree.path("ended").asText());
        assertFalse(tree.path("complete").booleanValue());
    }

    @Test
    void aRetiredServiceIsOneLineThatNamesTheSuccessors() {
        falcon.inject(Faults.parse("retired"));

        Run run = scan("incidents");

        assertEquals(ExitCode.FAILED, run.code());
        assertEquals(1, run.err().lines().count());
        assertTrue(run.err().contains("Alerts and Cases"), run.err());
    }

    @Test
    void aFileThatEndsInGzIsCompressed() throws IOException {
        Path file = directory.resolve("rows.ndjson.gz");

        Run run = scan("incidents", "--output", file.toString());

        assertEquals("", run.out());
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(1_234, text.lines().count());
        }
    }

    @Test
    void anOutputThatCannotBeMadeIsKnownBeforeAnyCall() {
        long before = falcon.count("");

        Run run = scan("incidents", "--output", directory.resolve("none/rows").toString());

        assertEquals(ExitCode.FAILED, run.code());
        assertEquals(
                "falconflux: Cannot write to " + directory.resolve("none/rows") + ": no such file or directory\n",
                run.err());
        assertEquals(before, falcon.count(""));
    }

    @Test
    void sinceAndUntilAreAHalfOpenRange() throws IOException {
        List<String> all = scan("crowdscores").rows();
        String from = tree(all.get(10)).path("timestamp").asText();
        String to = tree(all.get(20)).path("timestamp").asText();

        Run run = scan("crowdscores", "--since", from, "--until", to);

        assertEquals(all.subList(10, 20), run.rows());
    }

    @Test
    void theCountIsTheServicesOwnAndSaysSo() {
        Run run = scan("incidents", "--count");

        assertEquals("1234\n", run.out());
        assertEquals(
                "falconflux: this is the service's own count, a hint: it may lag behind what a scan finds\n",
                run.err());
    }

    @Test
    void theTokenIsRevokedAtTheEnd() {
        long before = falcon.count("oauth2/revoke");

        scan("incidents", "--limit", "1");

        assertEquals(before + 1, falcon.count("oauth2/revoke"));
    }

    private static Run scan(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "scan";
        System.arraycopy(args, 0, all, 1, args.length);
        return CommandLineUnderTest.to(falcon).run(all);
    }

    private static JsonNode tree(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
