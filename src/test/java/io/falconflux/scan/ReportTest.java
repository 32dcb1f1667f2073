package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.ScanReport.Basis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a scan says of itself. */
class ReportTest {

    private static ModelServer server(int rows) {
        return new ModelServer(ModelShape.incidents(20, 200), ModelData.uniform(rows, 2, 7), 1);
    }

    @Test
    void countsWhatItCost() {
        ModelServer server = server(700);
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        server.latency(20, clock);
        ScanReport report = Outcome.of(server, Scans.all(), ScanOptions.defaults(), clock)
                .complete(server.watch(null))
                .report();
        assertEquals(server.calls.count(), report.cost().requests());
        assertEquals(700, report.rows());
        assertTrue(report.elapsed().compareTo(Duration.ofMillis(server.calls.count())) >= 0, report::toString);
        assertTrue(report.elapsed().compareTo(Duration.ofMinutes(10)) < 0, report::toString);
        assertTrue(report.windows() >= 4 && report.windows() <= 8, report::toString);
    }

    @Test
    void aScanWithinTheWindowIsOneWindow() {
        assertEquals(
                1,
                Outcome.of(server(150), Scans.all(), ScanOptions.defaults())
                        .report()
                        .windows());
    }

    @Test
    void progressNeverGoesBackAndEndsWithTheRows() {
        ModelServer server = server(700);
        Outcome outcome = Outcome.of(server, Scans.all(), Scans.concurrency(3));
        List<Progress<Row>> progress = outcome.events().stream()
                .filter(Progress.class::isInstance)
                .<Progress<Row>>map(event -> (Progress<Row>) event)
                .toList();
        assertFalse(progress.isEmpty());
        for (int i = 1; i < progress.size(); i++) {
            assertTrue(progress.get(i - 1).rows() <= progress.get(i).rows());
            assertTrue(progress.get(i - 1).elapsed().compareTo(progress.get(i).elapsed()) <= 0);
        }
        assertEquals(700, progress.get(progress.size() - 1).rows());
        assertEquals(700, progress.get(progress.size() - 1).total().orElse(-1));
    }

    @Test
    void theTotalOfALimitedScanIsItsLimit() {
        Outcome outcome = Outcome.of(server(700), Scans.limited(90), ScanOptions.defaults());
        outcome.events().stream()
                .filter(Progress.class::isInstance)
                .forEach(event -> assertTrue(((Progress<Row>) event).total().orElse(90) <= 90));
    }

    @Test
    void basisIsWhatCompletenessRestsOn() {
        assertEquals(Basis.CHANGE_KEY, basis(ModelShape.incidents(20, 200)));
        assertEquals(Basis.IMMUTABLE_KEY, basis(ModelShape.cases(20, 200)));
        assertEquals(Basis.IMMUTABLE_KEY, basis(ModelShape.crowdScores(20, 200)));
        assertEquals(Basis.IMMUTABLE_KEY, basis(ModelShape.behaviors(20, 200)));
    }

    private static Basis basis(ModelShape shape) {
        ModelServer server = new ModelServer(shape, ModelData.uniform(500, 2, 7), 1);
        return Outcome.of(server, Scans.all(), ScanOptions.defaults()).report().basis();
    }

    @Test
    void rowsThatComeAgainAreCounted() {
        ModelServer server = server(600);
        server.churn(new ModelChurn(2, List.of(ModelChurn.Kind.LATER), 3));
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).complete(server.watch(null));
        assertTrue(
                outcome.report().duplicatesDropped() > 0, () -> outcome.report().toString());
    }

    @Test
    void whatChangedDuringTheScanComesLate() {
        ModelServer server = server(600);
        server.churn(new ModelChurn(3, List.of(ModelChurn.Kind.EARLIER), 3));
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).complete(watch);
        assertTrue(outcome.pages().stream().anyMatch(Page::late), "no late page");
        assertFalse(outcome.pages().get(0).late());
    }
}
