package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.ScanReport.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Calls that fail for good, once whatever repeats calls has given up. */
class FailureTest {

    private static ModelServer server(long seed) {
        return new ModelServer(ModelShape.incidents(20, 200), ModelData.bursts(500, 8, seed), seed);
    }

    @Property(seed = "20261124", tries = 100)
    void aFailureAtAnyCallIsReportedAndTheScanGoesOnFromThere(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 80) int call,
            @ForAll @IntRange(max = 10) int changesInTenCalls,
            @ForAll @IntRange(min = 1, max = 4) int concurrency)
            throws Exception {
        ModelServer server = server(seed).churn(new ModelChurn(changesInTenCalls / 10.0, ModelChurn.ALL, seed));
        server.faults.failAt(call, Refusals.noReply());
        OwedRows watch = server.watch(Scans.OPEN);
        Path ledger = Files.createTempFile("ledger", null);
        try {
            ScanOptions options =
                    Scans.withFile(ledger).mutate().concurrency(concurrency).build();
            Outcome first = Outcome.of(server, Scans.open(), options).nothingWrong(watch);
            if (first.report().complete()) {
                return;
            }
            assertEquals(Ended.FAILED, first.report().ended());
            Outcome second = Outcome.of(
                    server,
                    Scans.open(),
                    options.mutate().resume(first.checkpoint()).build());
            List<String> union = new ArrayList<>(first.ids());
            union.addAll(second.ids());
            Outcome.nothingTwice(union);
            assertTrue(second.report().complete(), () -> second.report().toString());
            assertTrue(union.containsAll(watch.owed()), "owed rows are missing");
        } finally {
            Files.delete(ledger);
        }
    }

    @Property(seed = "20261124", tries = 50)
    void aRefusalAtAnyCallIsNeverSilent(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 80) int call,
            @ForAll boolean unavailable) {
        ModelServer server = server(seed);
        server.faults.failAt(call, Refusals.refused(unavailable ? 503 : 500, "out of order"));
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).nothingWrong(watch);
        if (!outcome.report().complete()) {
            assertEquals(Ended.FAILED, outcome.report().ended());
        }
    }

    @Example
    void itemsEndInAnErrorWhoseCauseIsThatOfTheCall() {
        ModelServer server = server(1);
        RuntimeException cut = Refusals.noReply();
        server.faults.failAt(5, cut);
        Scan<Row> scan = new CollectionScan<>(server::open, Scans.all(), ScanOptions.defaults(), Schedulers.parallel());
        StepVerifier.create(scan.items().then())
                .expectErrorSatisfies(error -> {
                    IncompleteScanException incomplete = (IncompleteScanException) error;
                    assertSame(cut, incomplete.getCause());
                    assertEquals(Ended.FAILED, incomplete.report().ended());
                    assertNotNull(incomplete.report().reason());
                })
                .verify(Duration.ofSeconds(10));
    }

    @Example
    void theFirstCallMayFailToo() {
        ModelServer server = server(1);
        server.faults.failAt(1, Refusals.noReply());
        OwedRows watch = server.watch(null);
        Outcome outcome =
                Outcome.of(server, Scans.all(), ScanOptions.defaults()).incomplete(watch);
        assertEquals(Ended.FAILED, outcome.report().ended());
        assertEquals(0, outcome.rows().size());
        ScanOptions resumed = Scans.options(options -> options.resume(outcome.checkpoint()));
        Outcome.of(server, Scans.all(), resumed).complete(watch);
        assertFalse(outcome.report().complete());
    }
}
