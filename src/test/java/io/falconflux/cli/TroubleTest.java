package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong outside of the command: one line that says what to do, and an exit code that says whose turn it is. */
class TroubleTest {

    private static FalconSimulator falcon;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        falcon = FalconSimulator.builder().incidents(30).start();
    }

    @AfterAll
    static void stop() {
        falcon.close();
    }

    /** Everything that writes to standard output. */
    static Stream<String> writers() {
        String id = falcon.tenant().incidentIds("").get(0);
        return Stream.of(
                "scan incidents",
                "scan incidents --format csv",
                "scan incidents --format ids",
                "scan incidents --count",
                "scan incidents --explain",
                "get incidents " + id,
                "act --add-tag t " + id,
                "doctor",
                "completion",
                "simulate --incidents 1",
                "--help",
                "scan --help",
                "--version");
    }

    @ParameterizedTest
    @MethodSource("writers")
    void aFullDiskIsOneLineAndAFailure(String command) {
        Run run = into("No space left on device", command);

        assertEquals(
                new Run(ExitCode.FAILED, "", "falconflux: Cannot write to standard output: No space left on device\n"),
                new Run(run.code(), run.out(), run.err().replaceFirst(" \\(after 0 rows.*\\)", "")));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void aReaderThatWentAwayIsNoTrouble(String command) {
        assertEquals(new Run(ExitCode.COMPLETE, "", ""), into("Broken pipe", command));
    }

    @Test
    void aReportThatFindsNoRoomIsOneLine() {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "no /dev/full");

        Run run = CommandLineUnderTest.to(falcon)
                .run("scan", "incidents", "--format", "ids", "--limit", "3", "--report", full.toString());

        assertEquals(ExitCode.FAILED, run.code());
        assertLinesMatch(
                List.of("falconflux: Cannot write to /dev/full: No space left on device \\(after 3 rows; .*\\)"),
                run.err().lines().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--output", "--report", "--checkpoint"})
    void aPlaceThatCannotBeWrittenIsKnownBeforeAnyCall(String option) {
        long before = falcon.count("");
        Path nowhere = directory.resolve("none").resolve("file");

        Run run = CommandLineUnderTest.to(falcon).run("scan", "incidents", option, nowhere.toString());

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.err().startsWith("falconflux: Cannot write to " + nowhere + ": no "), run.err());
        assertEquals(1, run.err().lines().count());
        assertEquals(before, falcon.count(""));
    }

    @Test
    void wrongCredentialsAreAFailureThatSaysWhatToCheck() {
        Run run = CommandLineUnderTest.to(falcon)
                .variable("FALCON_CLIENT_SECRET", "w".repeat(40))
                .run("get", "incidents", "inc:1");

        assertEquals(ExitCode.FAILED, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("Check the client id, the client secret"), run.err());
    }

    @Test
    void aMissingScopeIsAFailureThatNamesIt() {
        try (FalconSimulator reading =
                FalconSimulator.builder().incidents(1).scopes("incidents:read").start()) {
            String id = reading.tenant().incidentIds("").get(0);

            Run run = CommandLineUnderTest.to(reading).run("act", "--add-tag", "t", id);

            assertEquals(ExitCode.FAILED, run.code());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains("scope incidents:write"), run.err());
        }
    }

    private static Run into(String trouble, String command) {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(trouble);
            }
        };
        return CommandLineUnderTest.to(falcon).run(out, new ByteArrayOutputStream(), command.split(" "));
    }
}
