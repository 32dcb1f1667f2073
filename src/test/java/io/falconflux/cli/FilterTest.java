package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the filter that somebody typed. */
class FilterTest {

    private static FalconSimulator falcon;

    private int before;

    @BeforeAll
    static void start() {
        falcon = FalconSimulator.builder().incidents(40).recordRequests(true).start();
    }

    @AfterAll
    static void stop() {
        falcon.close();
    }

    @Test
    void aFieldThatNobodyKnowsIsSentAndTheRefusalSaysWhatWasProbablyMeant() {
        Run run = scan("--filter", "final_scor:>50");

        assertEquals(ExitCode.USAGE, run.code());
        assertEquals("final_scor:>50", firstFilter());
        assertLinesMatch(
                List.of(
                        "falconflux: QueryIncidents was refused with 400: Invalid filter expression supplied\\. Correct the"
                                + " filter, the sort or the ids\\. `final_scor` is not a field that the document lists; did you mean"
                                + " `final_score`\\? \\(trace id .*\\) \\(after 0 rows.*"),
                run.err().lines().toList());
    }

    @Test
    void aFilterThatDoesNotParseIsSentAndTheRefusalSaysWhere() {
        Run run = scan("--filter", "state:open");

        assertEquals(ExitCode.USAGE, run.code());
        assertEquals("state:open", firstFilter());
        assertLinesMatch(
                List.of("falconflux: QueryIncidents was refused with 400: .* The filter does not parse at character 7:"
                        + " expected a value: text in single quotes, .* \\(trace id .*"),
                run.err().lines().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan incidents",
                "scan incidents --since 1d",
                "scan incidents --count",
                "scan incidents --explain",
                "scan incidents --member-cid @MEMBERS",
                "tail incidents",
                "tail incidents --since 1h",
                "act --status closed --yes",
                "act --status closed --dry-run"
            })
    void aTextThatIsNotClosedIsRefusedBeforeAnyCall(String command, @TempDir Path directory) throws IOException {
        Path members = Files.writeString(
                directory.resolve("members"), "0123456789abcdef0123456789abcdef\n1123456789abcdef0123456789abcdef\n");
        List<String> args = new ArrayList<>(
                List.of(command.replace("MEMBERS", members.toString()).split(" ")));
        args.addAll(List.of("--filter", "state:'open"));
        int calls = falcon.requests().size();

        Run run = CommandLineUnderTest.to(falcon).run(args.toArray(String[]::new));

        assertEquals(
                new Run(
                        ExitCode.USAGE,
                        "",
                        "falconflux: The filter does not parse at character 7: expected a closing `'` for the text that"
                                + " opens here\n"),
                run);
        assertEquals(calls, falcon.requests().size());
    }

    @Test
    void anApostropheInAWordIsTheServicesToJudge() {
        scan("--filter", "name:O'Brien");

        assertEquals("name:O'Brien", firstFilter());
    }

    @Test
    void aFilterThatTheServiceReadsAndWeDoNotIsTakenWithAHint() {
        Run run = scan("--filter", "name:!*'x*'", "--format", "ids");

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(falcon.tenant().incidentIds("name:!*'x*'"), run.rows());
        assertLinesMatch(
                List.of("falconflux: hint: The filter does not parse at character 7: expected .*", ">> the report >>"),
                run.err().lines().toList());
    }

    @Test
    void aTimeThatIsRelativeToNowIsSentAsAnInstant() {
        Run run = scan("--filter", "start:>'now-2d'+state:'open'");

        assertEquals(ExitCode.COMPLETE, run.code());
        String sent = firstFilter();
        Instant from = Instant.parse(sent.substring("start:>'".length(), sent.indexOf("'+")));
        assertEquals("start:>'" + from + "'+state:'open'", sent);
        Duration off =
                Duration.between(from.plus(Duration.ofDays(2)), Instant.now()).abs();
        assertEquals(0, off.toMinutes());
    }

    @Test
    void aFilterThatIsHeededPassesItsCheck() {
        Run run = scan("--filter", "state:'open'", "--check-filter", "--format", "ids");

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(falcon.tenant().incidentIds("state:'open'"), run.rows());
    }

    private Run scan(String... args) {
        before = falcon.requests().size();
        String[] all = new String[args.length + 2];
        all[0] = "scan";
        all[1] = "incidents";
        System.arraycopy(args, 0, all, 2, args.length);
        return CommandLineUnderTest.to(falcon).run(all);
    }

    /** What was sent first; a scan goes on with clauses of its own. */
    private String firstFilter() {
        return falcon.requests().stream()
                .skip(before)
                .filter(request -> request.path().contains("/queries/"))
                .map(RecordedRequest::query)
                .map(query -> query.getOrDefault("filter", ""))
                .findFirst()
                .orElseThrow();
    }
}
