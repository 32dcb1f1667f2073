package io.falconflux.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import io.falconflux.error.ScanException;
import io.falconflux.fuzz.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints and ledgers that are damaged: they are read, or refused in words. */
class CheckpointFuzzTest {

    @TempDir
    private Path directory;

    @Test
    void aDamagedCheckpointIsReadOrRefused() {
        Fuzz.run("checkpoint", Fuzz.SHORT, CheckpointFuzzTest::parse);
    }

    @Test
    void aDamagedLedgerIsReadOrRefused() {
        Fuzz.run("ledger", Fuzz.SHORT / 3, this::open);
    }

    @Test
    @Tag("slow")
    void aDamagedCheckpointIsReadOrRefusedForLong() {
        Fuzz.run("checkpoint", Fuzz.LONG, CheckpointFuzzTest::parse);
        Fuzz.run("ledger", Fuzz.LONG / 10, this::open);
    }

    /** A wrong checksum would hide everything else, so the damaged text is read with a right one, too. */
    private static void parse(byte[] input) {
        String text = new String(input, UTF_8);
        parse(text);
        int end = text.lastIndexOf(" sum=");
        if (end > 0) {
            String strict = text.substring(0, end).strip();
            CRC32C sum = new CRC32C();
            sum.update(strict.getBytes(UTF_8));
            parse(strict + " sum=" + Long.toHexString(sum.getValue()));
        }
    }

    private static void parse(String text) {
        if (text.startsWith("falconflux-tail")) {
            parseTail(text);
            return;
        }
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(text);
        } catch (QueryException e) {
            bearable(e);
            return;
        }
        assertTrue(checkpoint.rows() >= 0, text);
        assertTrue(checkpoint.ledger().entries() >= 0, text);
        assertEquals(checkpoint, Checkpoint.parse(checkpoint.toString()));
    }

    private static void parseTail(String text) {
        TailCheckpoint checkpoint;
        try {
            checkpoint = TailCheckpoint.parse(text);
        } catch (QueryException e) {
            bearable(e);
            return;
        }
        assertTrue(checkpoint.rows() >= 0, text);
        assertEquals(
                checkpoint.toString(),
                TailCheckpoint.parse(checkpoint.toString()).toString());
    }

    private static void bearable(QueryException e) {
        String message = String.valueOf(e.getMessage());
        assertTrue(message.length() < 1_000, () -> "a message as long as " + message.length());
    }

    private void open(byte[] input) throws IOException {
        Path file = Files.write(directory.resolve("ledger"), input);
        CRC32C sum = new CRC32C();
        sum.update(input, Math.min(16, input.length), Math.max(0, input.length - 16));
        long entries = input.length / 16 - 1;
        for (long claimed : new long[] {entries, 0, 1, Long.MAX_VALUE, Long.MAX_VALUE / 16, 1L << 59}) {
            try {
                LedgerFile.open(file, 42, new LedgerMark(claimed, sum.getValue()))
                        .close();
            } catch (ScanException e) {
                // refused
            }
        }
    }
}
