package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tail keeps to go on from, and what it refuses. */
class TailCheckpointTest {

    private final TailWorld world = new TailWorld(ModelShape.incidents(50, 500), ModelData.uniform(130, 1, 7), 1);

    private TailCheckpoint some() {
        world.server.faults.never(java.util.Set.of("inc:never, quite"));
        Follower follower = world.follow(Scans.all(), options -> options.since(Instant.EPOCH));
        world.pass(Duration.ofSeconds(1));
        world.change(Row.of("inc:never, quite", ModelData.FIRST));
        world.change(Row.of("umlaut ü", ModelData.FIRST));
        world.pass(Duration.ofSeconds(5));
        follower.cancel();
        return follower.lastCheckpoint();
    }

    private String refusal(String line) {
        return String.valueOf(assertThrows(QueryException.class, () -> TailCheckpoint.parse(line))
                .getMessage());
    }

    @Test
    void isOneLineAndReadsBack() {
        TailCheckpoint checkpoint = some();
        String line = checkpoint.toString();
        assertFalse(line.contains("\n"));
        assertEquals(checkpoint, TailCheckpoint.parse(line + "\n"));
        assertEquals(line, TailCheckpoint.parse(line).toString());
        assertEquals(131, checkpoint.rows());
        assertEquals(
                List.of("inc:never, quite"),
                checkpoint.pending().stream().map(Pending.Entry::id).toList());
        assertFalse(checkpoint.versions().isEmpty());
    }

    @Test
    void holdsTheVersionsOfTheOverlapOnly() {
        Follower follower = world.follow(Scans.all(), options -> options.since(Instant.EPOCH));
        world.pass(Duration.ofMinutes(3));
        assertEquals(List.of(), follower.lastCheckpoint().versions());
        assertTrue(follower.checkpoints.get(follower.checkpoints.size() - 1).length() < 300);
    }

    @Test
    void aDamagedOneIsRefused() {
        String line = some().toString();
        assertTrue(refusal(line.replace("rows=131", "rows=132")).contains("checksum"));
        assertTrue(refusal(line.substring(0, line.length() - 20)).contains("checksum"));
        assertTrue(refusal("").contains("no checkpoint of a tail"));
        assertTrue(
                refusal(line.replace("falconflux-tail/1", "falconflux-tail/2")).contains("version 2"));
    }

    @Test
    void thatOfAScanIsRefused() {
        Outcome scan = Outcome.of(world.server, Scans.all(), ScanOptions.defaults());
        assertTrue(refusal(scan.checkpoint().toString()).contains("no checkpoint of a tail"));
    }

    @Test
    void thatOfAnotherQueryOrTenantIsRefused() {
        TailCheckpoint checkpoint = some();
        for (ScanQuery other :
                List.of(Scans.open(), new ScanQuery(null, null, 0, "https://falcon.test client other"))) {
            Follower follower = world.follow(other, options -> options.resume(checkpoint));
            assertInstanceOf(QueryException.class, follower.error);
            assertTrue(follower.error.getMessage().contains("belongs to another tail"));
        }
    }

    @Test
    void changesOfTheTimeInBetweenCome() {
        TailCheckpoint checkpoint = some();
        Row meanwhile = world.change(Row.of("meanwhile", ModelData.FIRST));
        world.pass(Duration.ofHours(2));
        Follower follower = world.follow(Scans.all(), options -> options.resume(checkpoint));
        world.pass(Duration.ofSeconds(10));
        assertEquals(List.of(meanwhile), follower.rows);
    }

    @Test
    void theFirstOneComesBeforeAnyRow() {
        Follower follower = world.follow(Scans.all(), options -> options);
        follower.cancel();
        Row meanwhile = world.change(Row.of("meanwhile", ModelData.FIRST));
        Follower second = world.follow(Scans.all(), options -> options.resume(follower.lastCheckpoint()));
        world.pass(Duration.ofSeconds(10));
        assertEquals(List.of(meanwhile), second.rows);
    }
}
