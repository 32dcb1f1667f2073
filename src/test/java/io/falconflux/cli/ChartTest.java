package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.series.TimeSeries;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What {@code chart} draws and says. */
class ChartTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static FalconSimulator falcon;

    @BeforeAll
    static void start() {
        falcon = FalconSimulator.builder()
                .incidents(1)
                .behaviors(1)
                .crowdScores(300)
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
    void aColumnShowsTheHighestScoreOfItsTimeAndAGapStaysEmpty() {
        TimeSeries series = series(Map.of(0L, 50, 1L, 100, 2L, 0, 39L, 25));
        List<String> lines = new Chart(25, true).lines(series);
        assertEquals(
                List.of(
                        "100 │█",
                        "    │█",
                        " 80 │█",
                        "    │█",
                        " 60 │█",
                        "    │█",
                        " 40 │█",
                        "    │█                  ▄",
                        " 20 │█                  █",
                        "    │█▁                 █",
                        "  0 └────────────────────",
                        "     2026-01-01 00:00Z"),
                lines);
    }

    @Test
    void withoutBlockCharactersItIsDrawnInAscii() {
        List<String> lines = new Chart(30, false).lines(series(Map.of(0L, 7, 9L, 3)));
        assertTrue(lines.stream().allMatch(line -> line.chars().allMatch(c -> c < 128)), () -> lines.toString());
        assertEquals(" 0 +" + "-".repeat(26), lines.get(10));
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int width = 30; width < 200; width += 7) {
            int limit = width;
            new Chart(width, true)
                    .lines(series(Map.of(0L, 100, 86_400L * 400, 1)))
                    .forEach(line -> assertTrue(line.length() <= limit, line));
        }
    }

    @Test
    void theScoresOfATenantAreDrawn() {
        Run run = CommandLineUnderTest.to(falcon).variable("LANG", "C.UTF-8").run("chart", "crowdscores");
        assertEquals(ExitCode.COMPLETE, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals("CrowdScore", lines.get(0));
        assertEquals(14, lines.size());
        assertTrue(run.out().contains("█"), run.out());
        assertTrue(lines.get(13).endsWith(" of 300 scores"), lines.get(13));
        assertTrue(run.err().startsWith("falconflux: complete: 300 rows"), run.err());
    }

    @Test
    void nothingIsSaidToBeNothing() {
        Run run = CommandLineUnderTest.to(falcon).run("chart", "crowdscores", "--until", "1999-01-01");
        assertEquals(ExitCode.COMPLETE, run.code(), run.err());
        assertEquals("No scores.\n", run.out());
    }

    @Test
    void anotherCollectionIsRefused() {
        Run run = CommandLineUnderTest.to(falcon).run("chart", "incidents");
        assertEquals(ExitCode.USAGE, run.code());
        assertEquals("falconflux: A chart is drawn of crowdscores, not of 'incidents'\n", run.err());
    }

    @Test
    void aRefusalIsOneLine() {
        falcon.inject(Faults.parse("403@crowdscores"));
        Run run = CommandLineUnderTest.to(falcon).run("chart", "crowdscores");
        assertEquals(ExitCode.FAILED, run.code());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    private static TimeSeries series(Map<Long, Integer> values) {
        return Objects.requireNonNull(TimeSeries.of(
                        Flux.fromIterable(values.entrySet()),
                        entry -> START.plusSeconds(entry.getKey()),
                        Map.Entry::getValue,
                        2048)
                .block());
    }
}
