package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.FalconException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import reactor.core.scheduler.Schedulers;

/** A scan that is killed and goes on. */
class ResumeTest {

    private Path directory;
    private Path ledger;

    @BeforeTry
    void makeDirectory() throws Exception {
        directory = Files.createTempDirectory("resume");
        ledger = directory.resolve("ledger");
    }

    @AfterTry
    void deleteDirectory() throws Exception {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** What the world has when the power goes: rows, the ledger as it was, the last checkpoint. */
    private final class Life {

        final List<String> ids = new ArrayList<>();
        Checkpoint checkpoint;
        ScanReport report;
        int generation;

        /** Scans on; dies with that page in hand, its rows and its checkpoint safe. */
        void live(ModelServer server, ScanQuery query, ScanOptions options, int pages) throws Exception {
            ScanOptions.Builder builder = options.mutate().ledgerFile(ledger);
            if (checkpoint != null) {
                builder.resume(Checkpoint.parse(checkpoint.toString()));
            }
            var clock = reactor.test.scheduler.VirtualTimeScheduler.create();
            Path copy = directory.resolve("ledger-" + generation++);
            int[] left = {pages};
            Scan<Row> scan = new CollectionScan<>(server::open, query, builder.build(), clock);
            Drive<ScanEvent<Row>> drive = Drive.through(scan.events(), clock, event -> {
                if (event instanceof Page<Row> page) {
                    page.items().forEach(row -> ids.add(row.id()));
                    checkpoint = page.checkpoint();
                    if (--left[0] == 0) {
                        copy(ledger, copy);
                        throw new Drive.Stop();
                    }
                } else if (event instanceof Finished<Row> finished) {
                    report = finished.report();
                    checkpoint = finished.checkpoint();
                }
            });
            assertNull(drive.error, () -> "the scan ended in " + drive.error);
            if (report == null) {
                ledger = copy;
            }
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void wholeAndOnce(Life life, OwedRows watch) {
        Outcome.nothingTwice(life.ids);
        assertTrue(life.report.complete(), () -> life.report.toString());
        List<String> missing =
                watch.owed().stream().filter(id -> !life.ids.contains(id)).toList();
        assertEquals(List.of(), missing, "owed rows that are missing");
        assertTrue(watch.allowed().containsAll(life.ids), "rows that never matched");
    }

    @Property(seed = "20261124", tries = 60)
    void aKillAfterAnyPageLosesAndRepeatsNothing(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 30) int page,
            @ForAll @IntRange(max = 15) int changesInTenCalls,
            @ForAll @IntRange(min = 1, max = 4) int concurrency)
            throws Exception {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.bursts(500, 8, seed), seed)
                .churn(new ModelChurn(changesInTenCalls / 10.0, ModelChurn.ALL, seed));
        OwedRows watch = server.watch(Scans.OPEN);
        Life life = new Life();
        ScanOptions options = Scans.concurrency(concurrency);
        life.live(server, Scans.open(), options, page);
        if (life.report == null) {
            life.live(server, Scans.open(), options, Integer.MAX_VALUE);
        }
        wholeAndOnce(life, watch);
    }

    @Property(seed = "20261124", tries = 20)
    void twentyKillsInOneScan(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll @IntRange(min = 1, max = 3) int concurrency)
            throws Exception {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.bursts(900, 30, seed), seed)
                .churn(new ModelChurn(0.5, ModelChurn.ALL, seed));
        server.faults.pages(0.05).late(0.01, 1);
        OwedRows watch = server.watch(Scans.OPEN);
        Random random = new Random(seed);
        Life life = new Life();
        ScanOptions options = Scans.concurrency(concurrency);
        for (int kill = 0; kill < 20 && life.report == null; kill++) {
            life.live(server, Scans.open(), options, 1 + random.nextInt(3));
        }
        if (life.report == null) {
            life.live(server, Scans.open(), options, Integer.MAX_VALUE);
        }
        wholeAndOnce(life, watch);
    }

    @Property(seed = "20261124", tries = 30)
    void otherCollectionsGoOnToo(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 20) int page,
            @ForAll @IntRange(max = 3) int which)
            throws Exception {
        List<ModelShape> shapes = List.of(
                ModelShape.cases(20, 200),
                ModelShape.behaviors(20, 200),
                ModelShape.crowdScores(20, 200),
                ModelShape.alerts(20));
        ModelServer server = new ModelServer(shapes.get(which), ModelData.bursts(500, 8, seed), seed)
                .churn(new ModelChurn(0.5, ModelChurn.FIXED_TIMES, seed));
        OwedRows watch = server.watch(Scans.OPEN);
        Life life = new Life();
        life.live(server, Scans.open(), ScanOptions.defaults(), page);
        if (life.report == null) {
            life.live(server, Scans.open(), ScanOptions.defaults(), Integer.MAX_VALUE);
        }
        wholeAndOnce(life, watch);
    }

    @Example
    void aCursorThatTheServiceForgotIsReplacedByTheLastKey() throws Exception {
        ModelServer server = new ModelServer(ModelShape.alerts(20), ModelData.uniform(500, 3, 7), 1);
        OwedRows watch = server.watch(Scans.OPEN);
        Life life = new Life();
        life.live(server, Scans.open(), ScanOptions.defaults(), 9);
        server.forgetCursors();
        life.live(server, Scans.open(), ScanOptions.defaults(), Integer.MAX_VALUE);
        wholeAndOnce(life, watch);
    }

    @Example
    void aLimitIsForTheWholeAndNotForEachLife() throws Exception {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.uniform(900, 1, 7), 1);
        Life life = new Life();
        life.live(server, Scans.limited(470), ScanOptions.defaults(), 4);
        life.live(server, Scans.limited(470), ScanOptions.defaults(), 9);
        life.live(server, Scans.limited(470), ScanOptions.defaults(), Integer.MAX_VALUE);
        Outcome.nothingTwice(life.ids);
        assertEquals(470, life.ids.size());
        assertEquals(ScanReport.Ended.LIMIT, life.report.ended());
    }

    @Example
    void orderIsKeptAcrossLives() throws Exception {
        List<Row> rows = ModelData.uniform(900, 1, 7);
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), rows, 1);
        Life life = new Life();
        life.live(server, Scans.all(), Scans.concurrency(3), 11);
        life.live(server, Scans.all(), Scans.concurrency(2), 17);
        life.live(server, Scans.all(), Scans.concurrency(4), Integer.MAX_VALUE);
        assertEquals(rows.stream().map(Row::id).toList(), life.ids);
    }

    @Example
    void aFinishedScanHasNothingMoreToSay() throws Exception {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.uniform(300, 1, 7), 1);
        Life life = new Life();
        life.live(server, Scans.all(), ScanOptions.defaults(), Integer.MAX_VALUE);
        server.calls.forget();
        ScanOptions again = Scans.options(options -> options.ledgerFile(ledger).resume(life.checkpoint));
        Outcome outcome = Outcome.of(server, Scans.all(), again);
        assertEquals(List.of(), outcome.ids());
        assertTrue(outcome.report().complete(), () -> outcome.report().toString());
        assertEquals(0, server.calls.count());
    }

    @Example
    void aLedgerThatIsRefusedStaysAsItIs() throws Exception {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.uniform(300, 1, 7), 1);
        Life life = new Life();
        life.live(server, Scans.all(), ScanOptions.defaults(), 5);
        byte[] damaged = Files.readAllBytes(ledger);
        damaged[40] ^= 1;
        damaged = Arrays.copyOf(damaged, damaged.length + 160);
        Files.write(ledger, damaged);
        ScanOptions again = Scans.options(options -> options.ledgerFile(ledger).resume(life.checkpoint));
        CollectionScan<Row> scan = new CollectionScan<>(server::open, Scans.all(), again, Schedulers.parallel());
        assertThrows(FalconException.class, () -> scan.items().blockLast(Duration.ofSeconds(10)));
        assertArrayEquals(damaged, Files.readAllBytes(ledger));
    }

    @Example
    void withoutALedgerAQuietScanGoesOnAllTheSame() throws Exception {
        ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.uniform(900, 3, 7), 1);
        OwedRows watch = server.watch(null);
        ScanOptions options = Scans.options(ScanOptions.Builder::withoutLedger);
        var clock = reactor.test.scheduler.VirtualTimeScheduler.create();
        List<Page<Row>> pages = new ArrayList<>();
        Drive.through(new CollectionScan<>(server::open, Scans.all(), options, clock).pages(), clock, page -> {
            pages.add(page);
            if (pages.size() == 17) {
                throw new Drive.Stop();
            }
        });
        List<String> ids = new ArrayList<>();
        pages.forEach(page -> page.items().forEach(row -> ids.add(row.id())));
        Outcome rest = Outcome.of(
                server,
                Scans.all(),
                options.mutate().resume(pages.get(16).checkpoint()).build());
        ids.addAll(rest.ids());
        assertTrue(ids.containsAll(watch.owed()), "rows are missing");
        assertFalse(rest.ids().contains(ids.get(0)), "the first row comes again");
        assertEquals(ScanReport.Basis.NONE, rest.report().basis());
    }
}
