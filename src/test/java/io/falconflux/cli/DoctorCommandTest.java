package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import io.falconflux.simulator.SimulatorBuilder;
import io.falconflux.transport.RawServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    @Test
    void aHealthyServiceHasALineForEachCheckAndIsNotChanged() {
        try (FalconSimulator falcon = small().start()) {
            Run run = CommandLineUnderTest.to(falcon).run("doctor");

            assertEquals(ExitCode.COMPLETE, run.code());
            assertLinesMatch(
                    List.of(
                            "ok    credentials      client id from FALCON_CLIENT_ID, secret from FALCON_CLIENT_SECRET",
                            "ok    service          http://127.0.0.1:\\d+",
                            "ok    token            issued",
                            "ok    incidents        12 rows, \\d+ ms",
                            "ok    incidents by id  readable, \\d+ ms",
                            "ok    behaviors        13 rows, \\d+ ms",
                            "ok    behaviors by id  readable, \\d+ ms",
                            "ok    crowdscores      14 rows, \\d+ ms",
                            "note  scope            incidents:write is not tried, since only a change would tell"
                                    + " \\(PerformIncidentAction\\)",
                            "ok    filter           heeded; a field that the service does not know is refused",
                            "ok    region           us-1",
                            "ok    allowance        \\d+ of 6000 calls a minute left",
                            "ok    clock            agrees with the service"),
                    run.rows());
            assertEquals(0, falcon.count("incident-actions"));
            assertEquals(1, falcon.count("oauth2/token"));
        }
    }

    @Test
    void aFaultThatLastsIsToldAfterFiveTries() {
        try (FalconSimulator falcon =
                small().faults(Faults.parse("503@oauth2/token")).start()) {
            assertEquals(
                    ExitCode.FAILED,
                    CommandLineUnderTest.to(falcon).run("doctor").code());
            assertEquals(5, falcon.count("oauth2/token"));
        }
    }

    @Test
    void aRetiredServiceIsNamedAndAskedNoMore() {
        try (FalconSimulator falcon = small().faults(Faults.parse("retired")).start()) {
            Run run = CommandLineUnderTest.to(falcon).run("doctor");

            assertEquals(ExitCode.FAILED, run.code());
            assertLinesMatch(
                    List.of(
                            "ok    credentials .*",
                            "ok    service .*",
                            "ok    token            issued",
                            "FAIL  incidents        retired: .*Alerts and Cases.*"),
                    run.rows());
        }
    }

    @Test
    void aMissingScopeIsNamedForEachOperation() {
        try (FalconSimulator falcon = small().scopes("incidents:write").start()) {
            Run run = CommandLineUnderTest.to(falcon).run("doctor");

            assertEquals(ExitCode.FAILED, run.code());
            assertLinesMatch(
                    List.of(
                            "ok    credentials .*",
                            "ok    service .*",
                            "ok    token            issued",
                            "FAIL  incidents        QueryIncidents was refused with 403: .*",
                            "FAIL  behaviors        QueryBehaviors was refused with 403: .*",
                            "FAIL  crowdscores      CrowdScore was refused with 403: .*",
                            "FAIL  scope            incidents:read is missing for QueryIncidents, QueryBehaviors, CrowdScore",
                            "note  scope .*"),
                    run.rows());
        }
    }

    @Test
    void anEmptyTenantIsHealthy() {
        try (FalconSimulator falcon = FalconSimulator.builder()
                .incidents(0)
                .behaviors(0)
                .crowdScores(0)
                .start()) {
            Run run = CommandLineUnderTest.to(falcon).run("doctor");

            assertEquals(ExitCode.COMPLETE, run.code());
            assertEquals(0, falcon.count("entities"));
        }
    }

    @Test
    void aServiceThatIgnoresFiltersIsFound() throws IOException {
        Run run = with(filter -> true, "");

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(
                run.out().contains("FAIL  filter           ignored: one that no row can match finds rows; use scan"),
                run.out());
    }

    @Test
    void aServiceThatIgnoresWhatItDoesNotKnowIsFound() throws IOException {
        Run run = with(filter -> !filter.contains("final_score"), "");

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(
                run.out().contains("FAIL  filter           a field that the service does not know is ignored"),
                run.out());
    }

    @Test
    void aDeprecationIsShownAndIsNoFault() throws IOException {
        Run run = with(filter -> filter.isEmpty(), "X-Api-Deprecation-Date: 2026-03-09");

        assertEquals(ExitCode.COMPLETE, run.code());
        assertTrue(
                run.out()
                        .contains(
                                "ok    filter           heeded; a field that the service does not know matches nothing"),
                run.out());
        assertTrue(run.out().contains("note  clock            the service tells no date"), run.out());
        assertTrue(
                run.out()
                        .contains(
                                "note  deprecation      QueryIncidents is deprecated, says the service: x-api-deprecation-date: 2026-03-09\n"),
                run.out());
    }

    @Test
    void coloursAreForThoseWhoAskForThem() {
        try (FalconSimulator falcon = small().start()) {
            Run run = CommandLineUnderTest.to(falcon)
                    .variable("CLICOLOR_FORCE", "1")
                    .run("doctor");

            assertTrue(run.out().startsWith("\u001b[32mok  \u001b[0m  credentials"), run.out());
        }
    }

    /** A service of one row, which it shows to those filters that please it. */
    private static Run with(Predicate<String> pleasing, String header) throws IOException {
        RawServer.Script script = (request, wire) -> {
            String line = URLDecoder.decode(request.line(), StandardCharsets.UTF_8);
            String filter = line.contains("filter=") ? line.replaceFirst(".*filter=([^&]*)&.*", "$1") : "";
            if (line.contains("/oauth2/")) {
                wire.reply("201 Created", "", "{\"access_token\":\"t\",\"expires_in\":1799}");
            } else {
                String row = line.contains("/queries/") ? "\"x\"" : "{\"incident_id\":\"x\",\"behavior_id\":\"x\"}";
                wire.reply("200 OK", header, "{\"resources\":[" + (pleasing.test(filter) ? row : "") + "]}");
            }
        };
        try (RawServer server = RawServer.start(script)) {
            return new CommandLineUnderTest()
                    .variable("FALCON_BASE_URL", server.url().toString())
                    .variable("FALCON_CLIENT_ID", "me")
                    .variable("FALCON_CLIENT_SECRET", "sesame")
                    .run("doctor");
        }
    }

    @Test
    void wrongCredentialsEndTheExamination() {
        try (FalconSimulator falcon = small().start()) {
            Run run = CommandLineUnderTest.to(falcon)
                    .variable("FALCON_CLIENT_SECRET", "w".repeat(40))
                    .run("doctor");

            assertEquals(ExitCode.FAILED, run.code());
            assertLinesMatch(
                    List.of(
                            "ok    credentials .*",
                            "ok    service .*",
                            "FAIL  token            .*refused with 403.*\\(trace id .*\\)"),
                    run.rows());
        }
    }

    @Test
    void aClockThatIsWrongIsFound() {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5));
        try (FalconSimulator falcon = small().clock(late).start()) {
            Run run = CommandLineUnderTest.to(falcon).run("doctor");

            assertEquals(ExitCode.COMPLETE, run.code(), "nothing goes wrong by it");
            assertLinesMatch(
                    List.of(
                            ">> checks before >>",
                            "note  clock            \\d+ s ahead of the service. Relative times and tokens go by"
                                    + " the service's clock; certificates do not"),
                    run.rows());
        }
    }

    private static SimulatorBuilder small() {
        return FalconSimulator.builder().incidents(12).behaviors(13).crowdScores(14);
    }
}
