package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.ScanReport.Basis;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    private static ModelServer changing() {
        ModelServer server = server(600);
        server.churn(new ModelChurn(3, List.of(ModelChurn.Kind.EARLIER), 3));
        server.faults.late(0.02, 3);
        return server;
    }

    private static long inLatePages(List<Page<Row>> pages) {
        return pages.stream()
                .filter(Page::late)
                .mapToLong(page -> page.items().size())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"start.asc", "end.desc", "modified_timestamp.asc"})
    void rowsInLatePagesAreCounted(String sort) {
        Outcome outcome = Outcome.of(changing(), Scans.sorted(sort), Scans.concurrency(3));
        assertEquals(inLatePages(outcome.pages()), outcome.report().late());
        assertTrue(outcome.report().late() > 1, () -> outcome.report().toString());
        assertTrue(outcome.report().late() < outcome.report().rows());
    }

    @Test
    void whatTiesHideFromAnOrderIsLateToo() {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 400), ModelData.uniform(300, 2, 7), 1);
        server.faults.unstableTies();
        Outcome outcome = Outcome.of(server, Scans.sorted("status.asc"), ScanOptions.defaults());
        assertEquals(300, outcome.report().rows());
        assertEquals(inLatePages(outcome.pages()), outcome.report().late());
        assertTrue(outcome.report().late() > 1, () -> outcome.report().toString());
    }

    @Test
    void nothingIsLateWithoutAnOrder() {
        ScanOptions unordered = Scans.options(options -> options.unordered(true));
        Outcome outcome = Outcome.of(changing(), Scans.all(), unordered);
        assertTrue(inLatePages(outcome.pages()) > 0, "no late page");
        assertEquals(0, outcome.report().late());
    }

    @Test
    void nothingIsLateWhereNothingChanges() {
        assertEquals(
                0,
                Outcome.of(server(600), Scans.all(), ScanOptions.defaults())
                        .report()
                        .late());
    }

    @Test
    void whatCameLateIsCountedOverAScanThatGoesOn(@TempDir Path directory) {
        ScanOptions first = Scans.withFile(directory.resolve("ledger"));
        Outcome whole = Outcome.of(changing(), Scans.all(), first);
        List<Page<Row>> pages = whole.pages();
        Checkpoint before = pages.get(0).checkpoint();
        Checkpoint after = pages.get(pages.size() - 1).checkpoint();
        assertFalse(before.toString().contains("late="), before.toString());
        assertEquals(whole.report().late(), after.late());
        assertEquals(after, Checkpoint.parse(after.toString()));
        ScanOptions more =
                first.mutate().resume(Checkpoint.parse(after.toString())).build();
        Outcome rest = Outcome.of(changing(), Scans.all(), more);
        assertEquals(
                whole.report().late() + inLatePages(rest.pages()), rest.report().late());
    }

    @Test
    void aCheckpointThatKnowsOfNoLateRowsHasNone() {
        Outcome outcome = Outcome.of(changing(), Scans.all(), ScanOptions.defaults());
        String line = outcome.checkpoint().toString();
        assertTrue(line.contains(" late=" + outcome.report().late() + " "), line);
        String older = line.replaceFirst(" late=\\d+", "").replaceFirst(" sum=.*", "");
        assertEquals(0, Checkpoint.parse(older + " sum=" + sum(older)).late());
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
