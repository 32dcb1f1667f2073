package io.falconflux.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * How rows look.
 *
 * @param <T> the type of a row
 */
interface RowFormat<T> {

    /**
     * Writes what comes before all rows.
     *
     * @param out where to
     * @throws IOException if writing fails
     */
    default void head(OutputStream out) throws IOException {}

    /**
     * Writes one row and the end of its line.
     *
     * @param row the row
     * @param out where to
     * @throws IOException if writing fails
     */
    void row(T row, OutputStream out) throws IOException;
}
