package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutputTest {

    @TempDir
    private Path directory;

    @Test
    void aFileKeepsWhatItHoldsUntilTheFirstPageComes() throws IOException {
        Path file = Files.writeString(directory.resolve("rows"), "something much longer\n");

        try (FileOutput output = FileOutput.open(file)) {
            assertEquals("something much longer\n", Files.readString(file));
            output.page(out -> out.write("new\n".getBytes(StandardCharsets.UTF_8)));
        }

        assertEquals("new\n", Files.readString(file));
    }

    @Test
    void aFileThatIsGoneIsNotMadeAnew() {
        Path file = directory.resolve("rows");

        UsageException error = assertThrows(UsageException.class, () -> FileOutput.resume(file, 5));

        assertTrue(error.getMessage().contains("is not there"), error.getMessage());
        assertTrue(Files.notExists(file));
    }

    @Test
    void aPageThatCannotBeMadeLeavesNoHalfLine() throws IOException {
        Path file = directory.resolve("rows");
        try (FileOutput output = FileOutput.open(file)) {
            output.page(out -> out.write("whole\n".getBytes(StandardCharsets.UTF_8)));

            OutputException error = assertThrows(
                    OutputException.class,
                    () -> output.page(out -> {
                        out.write("ha".getBytes(StandardCharsets.UTF_8));
                        throw new IOException("No space left on device");
                    }));

            assertEquals("Cannot write to " + file + ": No space left on device", error.getMessage());
        }
        assertEquals("whole\n", Files.readString(file));
    }
}
