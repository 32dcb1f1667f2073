package io.falconflux.regen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deletes sources that an earlier run generated and this one did not, such as those of a schema that was removed. */
final class StaleSources {

    private StaleSources() {}

    /** Deletes what the generator's own list does not name. */
    static void delete(Path generated) throws IOException {
        Set<Path> made = Files.readAllLines(generated.resolve(".openapi-generator/FILES")).stream()
                .map(name -> generated.resolve(name).normalize())
                .collect(Collectors.toCollection(HashSet::new));
        List<Path> stale;
        try (Stream<Path> files = Files.walk(generated)) {
            stale = files.filter(file -> file.toString().endsWith(".java") && !made.contains(file.normalize()))
                    .toList();
        }
        for (Path file : stale) {
            Files.delete(file);
        }
    }
}
