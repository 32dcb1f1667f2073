package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.ScanReport.Basis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** More rows on one instant than a page or the window holds, and nothing that tells them apart. */
class IndivisibleTest {

    private static final Instant INSTANT = ModelData.FIRST;

    private static ModelServer server(List<Row> rows) {
        return new ModelServer(ModelShape.incidents(), rows, 3);
    }

    private static List<Row> amidOthers(int identical) {
        List<Row> rows = new ArrayList<>(ModelData.identical(identical));
        rows.addAll(ModelData.rows(7_000, 1, i -> INSTANT.minusSeconds(1 + i / 3)));
        rows.addAll(ModelData.rows(7_000, 2, i -> INSTANT.plusSeconds(1 + i / 3)));
        return rows;
    }

    private static void names(String reason, String count) {
        assertTrue(reason.contains(INSTANT.toString()), "the instant: " + reason);
        assertTrue(reason.replaceAll("(?<=\\d)[,_ ](?=\\d)", "").contains(count), "the count: " + reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 501, 3_000, 9_000})
    void whatTheWindowHoldsComesIfTiesAreStable(int identical) {
        ModelServer server = server(amidOthers(identical));
        OwedRows watch = server.watch(null);
        Outcome.of(server, Scans.all(), ScanOptions.defaults()).complete(watch);
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 3_000})
    void tiesThatReshuffleAreListedUntilTwoUnionsAgreeOrSaid(int identical) {
        ModelServer server = server(amidOthers(identical));
        server.faults.unstableTies();
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).nothingWrong(watch);
        if (outcome.report().complete()) {
            assertEquals(Basis.FIXPOINT, outcome.report().basis());
        } else {
            names(outcome.report().reason(), Integer.toString(identical));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsBeyondTheWindowIsSaidByInstantAndCount(boolean unstable) {
        ModelServer server = server(ModelData.identical(25_000));
        server.faults.unstableTies = unstable;
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).incomplete(watch);
        names(outcome.report().reason(), "25000");
        assertTrue(server.calls.count() < 1_000, () -> server.calls.count() + " calls for nothing");
    }

    @Test
    void onlyRowsOfThatInstantAreMissing() {
        ModelServer server = server(amidOthers(12_000));
        OwedRows watch = server.watch(null);
        Outcome outcome = Outcome.of(server, Scans.all(), Scans.concurrency(2)).incomplete(watch);
        names(outcome.report().reason(), "12000");
        outcome.missing(watch).forEach(id -> assertTrue(id.matches("inc:\\d{6}"), () -> id + " is not of the instant"));
    }

    @Test
    void itemsEndInTheErrorThatHasTheReport() {
        ModelServer server = server(ModelData.identical(25_000));
        Scan<Row> scan = new CollectionScan<>(server::open, Scans.all(), ScanOptions.defaults(), Schedulers.parallel());
        StepVerifier.create(scan.items().then())
                .expectErrorSatisfies(error -> {
                    IncompleteScanException incomplete = (IncompleteScanException) error;
                    names(incomplete.getMessage(), "25000");
                    assertEquals(false, incomplete.report().complete());
                    assertTrue(!incomplete.checkpoint().toString().isBlank());
                })
                .verify(Duration.ofSeconds(20));
    }

    @Test
    void aLenientScanCompletesAllTheSame() {
        ModelServer server = server(ModelData.identical(25_000));
        ScanOptions lenient = Scans.options(options -> options.lenient(true));
        Scan<Row> scan = new CollectionScan<>(server::open, Scans.all(), lenient, Schedulers.parallel());
        StepVerifier.create(scan.items().then()).expectComplete().verify(Duration.ofSeconds(20));
        StepVerifier.create(scan.pages().then()).expectComplete().verify(Duration.ofSeconds(20));
        Outcome.of(server, Scans.all(), lenient).incomplete(server.watch(null));
    }
}
