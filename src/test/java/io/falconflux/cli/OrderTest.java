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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan says of rows that have no place in its order. */
class OrderTest {

    private FalconSimulator falcon;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        falcon = FalconSimulator.builder().incidents(1_234).window(1_000).start();
    }

    @AfterEach
    void stop() {
        falcon.close();
    }

    private Run scan(String... args) {
        String[] all = new String[args.length + 4];
        all[0] = "scan";
        all[1] = "incidents";
        all[2] = "--report";
        all[3] = directory.resolve("report.json").toString();
        System.arraycopy(args, 0, all, 4, args.length);
        return CommandLineUnderTest.to(falcon).run(all);
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(Files.readString(directory.resolve("report.json")));
    }

    @Test
    void anOrderThatEndsBeforeTheRowsDoIsWrongUsageAfterTheRowsThatItHas() throws IOException {
        falcon.inject(Faults.parse("total=0@queries/incidents"));

        Run run = scan("--sort", "name.asc", "--format", "ids");

        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(
                run.rows().size() > 400 && run.rows().size() <= 1_000,
                () -> run.rows().size() + " rows");
        assertLinesMatch(
                List.of(
                        "falconflux: After \\d+ rows others seem to follow, more than the service lists in the order name\\.asc\\."
                                + " Sort by a time, set a limit of at most \\d+, narrow the filter, or give up the order"
                                + " \\(unordered\\) \\(after .* rows; .*\\)"),
                run.err().lines().toList());
        assertEquals("window", report().path("ended").asText());
        assertFalse(report().path("complete").asBoolean());
    }

    @Test
    void rowsThatComeAfterTheOrderAreCountedInTheReportAndInTheClosingLines() throws IOException {
        falcon.inject(Faults.parse("missing@entities#1-2"));

        Run run = scan("--concurrency", "1");

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(1, report().path("late").asInt());
        assertTrue(
                run.err()
                        .lines()
                        .findFirst()
                        .orElse("")
                        .matches(
                                "falconflux: complete: 1,234 rows in .* \\(.* a second\\), 1 of them late, after the order"),
                run.err());
    }

    @Test
    void withoutAnOrderNothingIsLate() throws IOException {
        falcon.inject(Faults.parse("missing@entities#1-2"));

        Run run = scan("--unordered", "--concurrency", "1");

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(0, report().path("late").asInt());
        assertFalse(run.err().contains("late"), run.err());
    }
}
