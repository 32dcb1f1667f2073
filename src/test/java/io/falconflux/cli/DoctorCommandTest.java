package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import io.falconflux.simulator.SimulatorBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    @Test
    void aHealthyServiceHasALineForEachCheckAndIsNotChanged() {
        try (FalconSimulator falcon = small().start()) {
            Run run = CommandLineUnderTest.to(falcon).run("doctor");

            assertEquals(ExitCode.COMPLETE, run.code());
            assertLinesMatch(
                    List.of(
                            "ok    service      http://127.0.0.1:\\d+",
                            "ok    token        issued",
                            "ok    incidents    12 rows, \\d+ ms",
                            "ok    behaviors    13 rows, \\d+ ms",
                            "ok    crowdscores  14 rows, \\d+ ms",
                            "ok    region       us-1",
                            "ok    allowance    \\d+ of 6000 calls a minute left",
                            "ok    clock        agrees with the service"),
                    run.rows());
            assertEquals(0, falcon.count("incident-actions"));
            assertEquals(1, falcon.count("oauth2/token"));
        }
    }

    @Test
    void aRetiredServiceIsNamed() {
        try (FalconSimulator falcon = small().faults(Faults.parse("retired")).start()) {
            Run run = CommandLineUnderTest.to(falcon).run("doctor");

            assertEquals(ExitCode.FAILED, run.code());
            assertLinesMatch(
                    List.of(
                            "ok    service .*",
                            "ok    token        issued",
                            "FAIL  incidents    retired: .*Alerts and Cases.*",
                            "FAIL  behaviors    retired: .*Alerts and Cases.*",
                            "FAIL  crowdscores  retired: .*Alerts and Cases.*"),
                    run.rows());
        }
    }

    @Test
    void aMissingScopeIsNamed() {
        try (FalconSimulator falcon = small().scopes("incidents:write").start()) {
            Run run = CommandLineUnderTest.to(falcon).run("doctor");

            assertEquals(ExitCode.FAILED, run.code());
            assertEquals(
                    "FAIL  scope        incidents:read is missing", run.rows().get(3));
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
                    List.of("ok    service .*", "FAIL  token        .*refused with 403.*\\(trace id .*\\)"),
                    run.rows());
        }
    }

    @Test
    void aClockThatIsWrongIsFound() {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-5));
        try (FalconSimulator falcon = small().clock(late).start()) {
            Run run = CommandLineUnderTest.to(falcon).run("doctor");

            assertEquals(ExitCode.FAILED, run.code());
            assertLinesMatch(
                    List.of(
                            ">> checks before >>",
                            "FAIL  clock        \\d+ s ahead of the service: set it right, or --since and tokens go wrong"),
                    run.rows());
        }
    }

    private static SimulatorBuilder small() {
        return FalconSimulator.builder().incidents(12).behaviors(13).crowdScores(14);
    }
}
