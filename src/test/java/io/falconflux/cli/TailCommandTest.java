package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.error.NoReplyException;
import io.falconflux.scan.PollFailed;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** {@code tail} on the command line. */
class TailCommandTest {

    private static final String EPOCH = "1970-01-01";

    private FalconSimulator falcon;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        falcon = FalconSimulator.builder()
                .incidents(700)
                .behaviors(40)
                .crowdScores(60)
                .start();
    }

    @AfterEach
    void stop() {
        falcon.close();
    }

    private static String[] words(String... args) {
        List<String> words = new ArrayList<>(List.of("tail"));
        words.addAll(List.of(args));
        return words.toArray(String[]::new);
    }

    private Run tail(String... args) {
        return CommandLineUnderTest.to(falcon).run(words(args));
    }

    /** Runs until the user interrupts, after something was done as often as rows came. */
    private Run interrupted(int after, IntConsumer atRows, String... args) {
        List<Runnable> stop = new ArrayList<>();
        Interrupts interrupts = (stopping, work) -> {
            stop.add(stopping);
            return work.getAsInt();
        };
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        OutputStream out = new OutputStream() {
            private int flushes;

            @Override
            public void write(int b) {
                seen.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                seen.write(bytes, from, length);
            }

            @Override
            public void flush() {
                flushes++;
                atRows.accept(flushes);
                if (flushes >= after) {
                    stop.forEach(Runnable::run);
                }
            }
        };
        return CommandLineUnderTest.to(falcon).interrupts(interrupts).run(out, seen, words(args));
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    @Test
    void rowsSinceATimeComeInTheOrderOfTheirChangesUpToAMaximum() {
        Run run = tail("incidents", "--since", EPOCH, "--max-rows", "600");

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(600, run.rows().size());
        assertEquals(600, new HashSet<>(run.rows()).size());
        assertEquals("falconflux: 600 rows\n", run.err());
        assertEquals(1, falcon.count("oauth2/revoke"));
    }

    @Test
    void theFormatsOfAScanAreThoseOfATail() {
        Run ids = tail("incidents", "--since", EPOCH, "--max-rows", "3", "--format", "ids");
        Run csv = tail("incidents", "--since", EPOCH, "--max-rows", "3", "--format", "csv", "--fields", "incident_id");
        Run table = tail("behaviors", "--since", EPOCH, "--max-rows", "3", "--format", "table");

        assertTrue(ids.rows().stream().allMatch(id -> id.startsWith("inc:")), ids.out());
        assertEquals("incident_id", csv.rows().get(0));
        assertEquals(ids.rows(), csv.rows().subList(1, 4));
        assertEquals(4, table.rows().size());
    }

    @Test
    void withoutSinceWhatChangesFromNowOnComes() {
        String id = falcon.tenant().incidentIds("").get(3);
        Thread change = new Thread(() -> {
            while (falcon.count("queries/incidents") < 2) {
                Thread.onSpinWait();
            }
            falcon.tenant().change(id, edit -> edit.score(99));
        });
        change.start();

        Run run = tail("incidents", "--max-rows", "1", "--format", "ids", "--interval", "50ms");

        assertEquals(id + "\n", run.out());
    }

    @Test
    void aSpanIsBeforeTheServicesNow() {
        falcon.tenant().insert(Instant.parse("2020-01-01T00:00:00Z"));

        Run run = tail("incidents", "--since", "5m", "--max-rows", "1");

        assertTrue(run.out().contains("2020-01-01T00:00:00Z"), run.out());
    }

    @Test
    void anInterruptKeepsTheCheckpointAndTheSameCommandGoesOn() {
        String[] command = {
            "incidents", "--since", EPOCH, "--checkpoint", file("c").toString(), "--interval", "50ms"
        };
        Run first = interrupted(1, flush -> {}, command);
        Run second = interrupted(
                2,
                flush -> {
                    if (flush == 1) {
                        falcon.tenant().insert(1);
                    }
                },
                command);

        assertEquals(ExitCode.INTERRUPTED, first.code());
        assertEquals(500, first.rows().size());
        assertEquals(
                "falconflux: interrupted after 500 rows; the same command goes on from " + file("c") + "\n",
                first.err());
        assertEquals(201, second.rows().size());
        assertEquals(
                "falconflux: going on from " + file("c") + ", so --since has no effect",
                second.err().lines().findFirst().orElse(""));
        HashSet<String> all = new HashSet<>(first.rows());
        all.addAll(second.rows());
        assertEquals(701, all.size());
    }

    @Test
    void aFileIsCutBackToItsCheckpointSoThatAKillRepeatsNothing() throws IOException {
        Path out = file("rows.csv");
        String[] command = {
            "incidents",
            "--since",
            EPOCH,
            "--checkpoint",
            file("c").toString(),
            "--output",
            out.toString(),
            "--format",
            "csv",
            "--max-rows",
            "200"
        };
        tail(command);
        byte[] safe = Files.readAllBytes(file("c"));
        tail(command);
        Files.write(file("c"), safe); // as if it had been killed after rows were out and before they were covered
        tail(command);

        List<String> lines = Files.readAllLines(out);
        assertEquals(1 + 400, lines.size());
        assertEquals(1 + 400, new HashSet<>(lines).size());
    }

    @Test
    void aFilterWithARelativeTimeIsThatOfTheBeginningWhenItGoesOn() {
        String[] command = {
            "incidents",
            "--since",
            EPOCH,
            "--filter",
            "start:<'now+9d'",
            "--checkpoint",
            file("c").toString(),
            "--max-rows",
            "5"
        };
        Run first = tail(command);
        Run second = tail(command);

        assertEquals(ExitCode.COMPLETE, second.code(), second.err());
        HashSet<String> all = new HashSet<>(first.rows());
        all.addAll(second.rows());
        assertEquals(10, all.size());
    }

    @Test
    void anOutputIsKnownAgainHoweverItsPathIsWritten() throws IOException {
        Path out = file("rows.ndjson");
        Path detour = directory.resolve("..").resolve(directory.getFileName()).resolve("rows.ndjson");
        for (Path path : List.of(out, detour)) {
            tail(
                    "incidents",
                    "--since",
                    EPOCH,
                    "--checkpoint",
                    file("c").toString(),
                    "--max-rows",
                    "5",
                    "--output",
                    path.toString());
            Files.writeString(out, "half of a row", StandardOpenOption.APPEND); // as if it had been killed
        }
        tail("incidents", "--checkpoint", file("c").toString(), "--max-rows", "5", "--output", out.toString());

        assertEquals(15, new HashSet<>(Files.readAllLines(out)).size());
        assertTrue(Files.readAllLines(out).stream().allMatch(line -> line.startsWith("{") && line.endsWith("}")));
    }

    @Test
    void anotherOutputThanThatOfTheCheckpointIsAddedTo() throws IOException {
        Path other = file("other.ndjson");
        Files.writeString(other, "{}\n");
        tail("incidents", "--since", EPOCH, "--checkpoint", file("c").toString(), "--max-rows", "5");
        tail("incidents", "--checkpoint", file("c").toString(), "--max-rows", "5", "--output", other.toString());
        tail("incidents", "--since", EPOCH, "--max-rows", "5", "--output", other.toString());

        assertEquals(1 + 5 + 5, Files.readAllLines(other).size());
    }

    @Test
    void anOutputThatIsShorterThanItsCheckpointSaysIsRefusedAndOneThatWasMovedAwayIsBegunAnew() throws IOException {
        Path out = file("rows.ndjson");
        String[] command = {
            "incidents",
            "--since",
            EPOCH,
            "--checkpoint",
            file("c").toString(),
            "--output",
            out.toString(),
            "--max-rows",
            "5"
        };
        tail(command);
        Files.move(out, file("rotated"));
        assertEquals(ExitCode.COMPLETE, tail(command).code());
        assertEquals(5, Files.readAllLines(out).size());

        Files.writeString(out, "half");
        Run run = tail(command);
        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(run.err().contains("shorter than its checkpoint"), run.err());
    }

    @Test
    void aCheckpointOfAnotherTailOrADamagedOneIsOneLine() throws IOException {
        tail("incidents", "--since", EPOCH, "--checkpoint", file("c").toString(), "--max-rows", "5");
        Run other = tail("behaviors", "--checkpoint", file("c").toString());
        Files.writeString(file("c"), Files.readString(file("c")).replace("rows=5", "rows=6"));
        Run damaged = tail("incidents", "--checkpoint", file("c").toString());

        assertEquals(ExitCode.USAGE, other.code());
        assertTrue(other.err().contains("belongs to another tail"), other.err());
        assertEquals(ExitCode.USAGE, damaged.code());
        assertTrue(damaged.err().contains("checksum"), damaged.err());
    }

    @Test
    void aReaderThatGoesAwayEndsItQuietly() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Run run = CommandLineUnderTest.to(falcon)
                .run(closed, new ByteArrayOutputStream(), words("incidents", "--since", EPOCH));
        assertEquals(new Run(ExitCode.COMPLETE, "", ""), run);
    }

    @Test
    void whatIsWrongIsOneLineAndKnownSoon() {
        for (String[] wrong : List.of(
                new String[] {"incidents", "--filter", "start:>"},
                new String[] {"incidents", "--filter", "nonsense:'1'"},
                new String[] {"incidents", "--interval", "5"},
                new String[] {"incidents", "--interval", "1ms"},
                new String[] {"incidents", "--overlap", "2h"},
                new String[] {"incidents", "--since", "yesterday"},
                new String[] {"incidents", "--max-rows", "0"},
                new String[] {"alerts"})) {
            Run run = tail(wrong);
            assertEquals(ExitCode.USAGE, run.code(), () -> String.join(" ", wrong) + ": " + run.err());
            assertEquals(1, run.err().lines().count(), run.err());
            assertEquals("", run.out());
        }
    }

    @Test
    void aMissingScopeAndARetiredServiceEndIt() {
        falcon.inject(Faults.parse("retired"));
        Run run = tail("incidents");
        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.err().contains("Alerts and Cases"), run.err());
    }

    @Test
    void aPollThatFailsIsToldAndTheTailGoesOn() {
        CommandLineUnderTest terminal = new CommandLineUnderTest();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings around = terminal.surroundings(OutputStream.nullOutputStream(), err);
        NoReplyException error = new NoReplyException("QueryIncidents", "the connection was cut", true, null);
        TailRun run = new TailRun(
                around, Format.RAW_LINES, false, new PipeOutput(around.out()), null, new Hints(around, "", List.of()));

        int code = run.follow(Flux.just(new PollFailed<>(error, 2, Duration.ofSeconds(10))));

        assertEquals(ExitCode.COMPLETE, code);
        assertEquals(
                "falconflux: QueryIncidents: the connection was cut; asking again in 10 s\nfalconflux: 0 rows\n",
                err.toString(StandardCharsets.UTF_8));
    }
}
