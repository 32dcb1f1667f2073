package io.falconflux.regen;

/**
 * One fault of a document.
 *
 * @param file the document
 * @param line the line, from 1
 * @param text what is wrong and what to write
 */
record Fault(String file, int line, String text) {

    @Override
    public String toString() {
        return file + ":" + line + ": " + text;
    }
}
