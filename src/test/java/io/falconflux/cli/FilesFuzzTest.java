package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.fuzz.Fuzz;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the command line that are damaged: they are read, or refused in words of a bearable length. */
class FilesFuzzTest {

    /** A reader of a file. */
    @FunctionalInterface
    private interface Reader {
        void read(Path file) throws IOException;
    }

    @TempDir
    private Path directory;

    @Test
    void damagedFilesAreReadOrRefused() {
        run(Fuzz.SHORT / 6);
    }

    @Test
    @Tag("slow")
    void damagedFilesAreReadOrRefusedForLong() {
        run(Fuzz.LONG / 10);
    }

    private void run(int rounds) {
        Fuzz.run("config", rounds, input -> read(input, ConfigFile::read));
        Fuzz.run("members", rounds, input -> read(input, file -> MemberList.of(List.of("@" + file))));
        Fuzz.run(
                "members",
                rounds,
                input -> read(input, file -> Ids.of(List.of("-"), new ByteArrayInputStream(Files.readAllBytes(file)))));
        Fuzz.run("checkpoint", rounds, input -> {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(input);
            whole.writeBytes("\noutput=4711\n".getBytes(StandardCharsets.UTF_8));
            read(input, file -> CheckpointFile.of(file, true, "ndjson to a file"));
            read(whole.toByteArray(), file -> CheckpointFile.of(file, true, "ndjson to a file"));
        });
    }

    private void read(byte[] input, Reader reader) throws IOException {
        Path file = Files.write(directory.resolve("file"), input);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try {
            reader.read(file);
        } catch (UsageException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(message.length() < 2_000, () -> message.length() + " characters: " + message);
        }
    }
}
