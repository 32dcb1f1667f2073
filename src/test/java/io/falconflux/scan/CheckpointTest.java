package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.FalconException;
import io.falconflux.error.QueryException;
import io.falconflux.error.ScanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Checkpoints that a scan must refuse, and those that it must not. */
class CheckpointTest {

    private static final int PAGES = 6;

    @TempDir
    private Path directory;

    private Path ledger;
    private Checkpoint checkpoint;
    private final List<String> delivered = new ArrayList<>();
    private final ModelServer server = new ModelServer(ModelShape.incidents(20, 200), ModelData.uniform(500, 3, 7), 1);

    @BeforeEach
    void aScanIsKilledAfterSixPages() {
        ledger = directory.resolve("ledger");
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        int[] pages = {0};
        Scan<Row> scan = new CollectionScan<>(server::open, Scans.open(), Scans.withFile(ledger), clock);
        Drive.through(scan.pages(), clock, page -> {
            page.items().forEach(row -> delivered.add(row.id()));
            checkpoint = page.checkpoint();
            if (++pages[0] == PAGES) {
                throw new Drive.Stop();
            }
        });
        server.calls.forget();
    }

    private Drive<ScanEvent<Row>> resume(ModelServer other, ScanQuery query, Checkpoint from) {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        ScanOptions options =
                Scans.options(builder -> builder.ledgerFile(ledger).resume(from));
        return Drive.through(new CollectionScan<>(other::open, query, options, clock).events(), clock);
    }

    /** What is no checkpoint is refused when it is read. */
    private void refusedAsText(String line) {
        QueryException error =
                assertThrows(QueryException.class, () -> Checkpoint.parse(line), () -> "not refused: " + line);
        assertTrue(error.getMessage().toLowerCase(Locale.ROOT).contains("checkpoint"), error::getMessage);
    }

    private static void refused(Drive<ScanEvent<Row>> drive, ModelServer server) {
        assertNotNull(drive.error, () -> "not refused: " + drive.got);
        FalconException error = assertInstanceOf(FalconException.class, drive.error);
        assertTrue(error instanceof ScanException || error instanceof QueryException, error::toString);
        assertFalse(error instanceof IncompleteScanException, error::toString);
        assertTrue(
                error.getMessage().toLowerCase(Locale.ROOT).contains("checkpoint")
                        || error.getMessage().contains("ledger"),
                error::getMessage);
        assertEquals(List.of(), drive.got, "rows of a refused scan");
        assertEquals(0, server.calls.count(), "calls of a refused scan");
    }

    @Test
    void isOneLineOfText() {
        assertEquals(1, checkpoint.toString().lines().count());
        assertFalse(checkpoint.toString().contains("\n"));
        assertTrue(checkpoint.toString().chars().allMatch(c -> c >= ' ' && c < 127), checkpoint.toString());
    }

    @Test
    void isReadBackAsItWasWritten() {
        assertEquals(checkpoint, Checkpoint.parse(checkpoint.toString()));
        assertEquals(delivered.size(), checkpoint.rows());
        assertFalse(checkpoint.finished());
    }

    @Test
    void ofAnotherTenantIsRefused() {
        refused(resume(server, new ScanQuery(Scans.OPEN, null, 0, "another"), checkpoint), server);
    }

    @Test
    void ofTheSameQueryIsTaken() {
        Drive<ScanEvent<Row>> drive = resume(server, Scans.open(), checkpoint);
        Finished<?> finished =
                assertInstanceOf(Finished.class, drive.got.get(drive.got.size() - 1), () -> "" + drive.error);
        assertTrue(finished.report().complete(), () -> finished.report().toString());
    }

    static Stream<ScanQuery> others() {
        return Stream.of(
                Scans.all(),
                Scans.query("state:'open'", null, 0),
                Scans.query(Scans.OPEN, "start.desc", 0),
                Scans.query(Scans.OPEN, "end.asc", 0));
    }

    @ParameterizedTest
    @MethodSource("others")
    void ofAnotherQueryIsRefused(ScanQuery other) {
        refused(resume(server, other, checkpoint), server);
    }

    @Test
    void ofAnotherCollectionIsRefused() {
        ModelServer other = new ModelServer(ModelShape.cases(20, 200), ModelData.uniform(500, 3, 7), 1);
        refused(resume(other, Scans.open(), checkpoint), other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nonsense", "{}", "1", "\u0000", "falconflux"})
    void ofNonsenseIsRefused(String line) {
        refusedAsText(line);
    }

    @Test
    void thatIsCutAnywhereIsRefused() {
        String line = checkpoint.toString();
        for (int length = 0; length < line.length(); length++) {
            refusedAsText(line.substring(0, length));
        }
    }

    @Test
    void thatIsChangedInOneCharacterIsRefused() {
        String line = checkpoint.toString();
        for (int at = 0; at < line.length(); at++) {
            char other = line.charAt(at) == '7' ? '3' : '7';
            String changed = line.substring(0, at) + other + line.substring(at + 1);
            refusedAsText(changed);
        }
    }

    @Test
    void ofANewerVersionIsRefused() {
        String newer = checkpoint.toString().replaceFirst("\\d+", "99");
        refusedAsText(newer);
    }

    @Test
    void whoseLedgerIsGoneIsRefused() throws IOException {
        Files.delete(ledger);
        refused(resume(server, Scans.open(), checkpoint), server);
    }

    @Test
    void whoseLedgerIsTooShortIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(ledger);
        Files.write(ledger, Arrays.copyOf(bytes, bytes.length / 2));
        refused(resume(server, Scans.open(), checkpoint), server);
    }

    @Test
    void whoseLedgerIsDamagedIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(ledger);
        bytes[bytes.length / 2] ^= 1;
        Files.write(ledger, bytes);
        refused(resume(server, Scans.open(), checkpoint), server);
    }

    @Test
    void whoseLedgerHasMoreThanItCoversIsTaken() throws IOException {
        byte[] bytes = Files.readAllBytes(ledger);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 7);
        Files.write(ledger, longer);
        Drive<ScanEvent<Row>> drive = resume(server, Scans.open(), checkpoint);
        List<String> ids = new ArrayList<>(delivered);
        for (ScanEvent<Row> event : drive.got) {
            if (event instanceof Page<Row> page) {
                page.items().forEach(row -> ids.add(row.id()));
            }
        }
        Outcome.nothingTwice(ids);
        assertEquals(500, ids.size(), () -> "rows; " + drive.error);
    }
}
