package io.falconflux.scan;

/**
 * One page to fetch.
 *
 * @param window the window it belongs to
 * @param selection which rows, in which order
 * @param offset the rank of its first row
 * @param limit rows at most
 * @param overlap how many of its first rows were on the page before, if nothing changed
 * @param last whether the window should end with it
 */
record PageTask(Window window, Selection selection, long offset, int limit, int overlap, boolean last) {

    /** Returns the rank behind its last row. */
    long end() {
        return offset + limit;
    }
}
