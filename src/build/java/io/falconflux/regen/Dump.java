package io.falconflux.regen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The checked-in surface of a document, beside it.
 *
 * @param file where it lies
 */
record Dump(Path file) {

    static Dump of(Path document) {
        String name = document.getFileName().toString().replaceAll("\\.yaml$", ".surface.txt");
        return new Dump(document.resolveSibling(name));
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Reads it; nothing if there is none. */
    Surface read() throws IOException {
        return exists() ? Surface.read(Files.readAllLines(file)) : new Surface();
    }

    /** Writes it, if that changes it. */
    void write(String document, Surface surface) throws IOException {
        String text = "# What code can rely on in " + document + ": compared by each build, written by\n# "
                + Report.ACCEPT + "\n" + surface.text();
        if (!exists() || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }
}
