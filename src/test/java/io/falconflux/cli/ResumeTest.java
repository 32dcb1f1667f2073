package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scan that goes on writes as the one before it did. */
class ResumeTest {

    private final FalconSimulator falcon =
            FalconSimulator.builder().incidents(30).start();

    @TempDir
    private Path directory;

    private Path rows;
    private Path checkpoint;

    @BeforeEach
    void scanOnce() {
        rows = directory.resolve("rows");
        checkpoint = directory.resolve("checkpoint");
        Run run = scan("--format", "ids", "--output", rows.toString());
        assertEquals(ExitCode.COMPLETE, run.code(), run.err());
    }

    @AfterEach
    void stop() {
        falcon.close();
    }

    private Run scan(String... more) {
        List<String> command = new ArrayList<>(List.of("scan", "incidents", "--checkpoint", checkpoint.toString()));
        command.addAll(List.of(more));
        return CommandLineUnderTest.to(falcon).run(command.toArray(String[]::new));
    }

    @Test
    void inTheSameForm() throws IOException {
        String before = Files.readString(rows);
        Run again = scan("--resume", "--format", "ids", "--output", rows.toString());
        assertEquals(ExitCode.COMPLETE, again.code(), again.err());
        assertEquals(before, Files.readString(rows));
    }

    @Test
    void nothingIsAddedToAFinishedCompressedFile() throws IOException {
        Path packed = directory.resolve("rows.gz");
        checkpoint = directory.resolve("checkpoint.gz");
        scan("--format", "ids", "--output", packed.toString());
        byte[] before = Files.readAllBytes(packed);
        Run again = scan("--resume", "--format", "ids", "--output", packed.toString());
        assertEquals(ExitCode.COMPLETE, again.code(), again.err());
        assertArrayEquals(before, Files.readAllBytes(packed));
    }

    @Test
    void inNoOtherForm() throws IOException {
        String before = Files.readString(rows);
        refused("ndjson to a file", "--output", rows.toString());
        refused("ids to standard output", "--format", "ids");
        refused("ids to a compressed file", "--format", "ids", "--output", rows + ".gz");
        assertEquals(before, Files.readString(rows));
    }

    @Test
    void fromNoDamagedFile() throws IOException {
        Files.writeString(checkpoint, Files.readString(checkpoint) + "more\n");
        refused("damaged", "--format", "ids", "--output", rows.toString());
    }

    private void refused(String word, String... more) {
        List<String> all = new ArrayList<>(List.of("--resume"));
        all.addAll(List.of(more));
        Run run = scan(all.toArray(String[]::new));
        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(run.err().contains(word), run.err());
    }
}
