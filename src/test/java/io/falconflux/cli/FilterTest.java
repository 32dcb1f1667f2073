package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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
        Run run = scan("--filter", "state:'open");

        assertEquals(ExitCode.USAGE, run.code());
        assertEquals("state:'open", firstFilter());
        assertLinesMatch(
                List.of("falconflux: QueryIncidents was refused with 400: .* The filter does not parse at character 7:"
                        + " expected a closing `'` for the text that opens here \\(trace id .*"),
                run.err().lines().toList());
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
