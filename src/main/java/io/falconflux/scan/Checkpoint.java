package io.falconflux.scan;

/**
 * Where a scan can go on: one line of text.
 *
 * @param line the text
 */
public record Checkpoint(String line) {

    @Override
    public String toString() {
        return line;
    }
}
