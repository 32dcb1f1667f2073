package io.falconflux.regen;

/**
 * A line of ours that relies on a thing.
 *
 * @param file the file
 * @param line the line, from 1
 * @param section the heading above it in a text for people; empty in code
 * @param text the line, shortened
 */
record Use(String file, int line, String section, String text) {

    boolean inTests() {
        return file.startsWith("src/test") || file.startsWith("src/jmh");
    }

    @Override
    public String toString() {
        return file + ":" + line + (section.isEmpty() ? "" : ", \"" + section + "\"") + ": " + text;
    }
}
