package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceSizeTest {

    private static final int MOST_LINES = 400;

    @Test
    void noSourceAndNoTemplateIsLongerThanAPersonReads() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String root : List.of("src", "templates")) {
            try (Stream<Path> all = Files.walk(Path.of(root))) {
                all.filter(SourceSizeTest::counts).forEach(files::add);
            }
        }
        List<String> tooLong = new ArrayList<>();
        for (Path file : files) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                tooLong.add(file + " has " + lines + " lines");
            }
        }
        assertEquals(List.of(), tooLong);
        assertTrue(files.size() > 100, () -> "only " + files.size() + " files were looked at");
    }

    private static boolean counts(Path file) {
        return file.toString().endsWith(".java") || file.toString().endsWith(".mustache");
    }
}
