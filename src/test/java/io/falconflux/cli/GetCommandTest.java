package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GetCommandTest {

    private static final String NOBODY = "inc:" + "a".repeat(32) + ":" + "b".repeat(32);

    private static FalconSimulator falcon;

    @BeforeAll
    static void start() {
        falcon = FalconSimulator.builder().incidents(1_300).start();
    }

    @AfterAll
    static void stop() {
        falcon.close();
    }

    @Test
    void rowsComeInTheOrderAskedAndMissingIdsAreNamed() {
        List<String> ids = new ArrayList<>(falcon.tenant().incidentIds("").subList(0, 1_200));
        Collections.shuffle(ids, new Random(1));
        List<String> rows = ids.stream()
                .map(id -> falcon.tenant().incident(id).orElseThrow())
                .toList();
        ids.add(700, NOBODY);

        Run run = CommandLineUnderTest.to(falcon)
                .input(ids.stream().collect(Collectors.joining("\r\n", "\n", "\n\n")))
                .run("get", "incidents", "-");

        assertEquals(ExitCode.INCOMPLETE, run.code());
        assertEquals(rows, run.rows());
        assertEquals("not found: " + NOBODY + "\n", run.err());
    }

    @Test
    void aMalformedIdIsOneLineThatNamesIt() {
        Run run = CommandLineUnderTest.to(falcon).run("get", "incidents", "fyughg");

        assertEquals(ExitCode.USAGE, run.code());
        assertLinesMatch(
                List.of("falconflux: GetIncidents was refused with 400: .*fyughg.*\\(trace id .*\\)"),
                run.err().lines().toList());
    }

    @Test
    void noIdsAreWrongUsage() {
        String line = "falconflux: No ids: name at least one, or give - and one id a line on standard input\n";

        assertEquals(
                new Run(ExitCode.USAGE, "", line),
                CommandLineUnderTest.to(falcon).run("get", "incidents"));
        assertEquals(
                new Run(ExitCode.USAGE, "", line),
                CommandLineUnderTest.to(falcon).input("\n").run("get", "behaviors", "-"));
    }
}
