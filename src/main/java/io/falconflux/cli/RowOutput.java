package io.falconflux.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Where rows go, one page after the other. */
interface RowOutput extends AutoCloseable {

    /**
     * Writes a page and does not return before it is out.
     *
     * @param page writes the rows
     * @throws OutputException if they cannot be written; what is left holds no half line if that can be helped
     */
    void page(Page page);

    /** Returns how many bytes are out, if what is out can be cut back to that; else 0. */
    default long length() {
        return 0;
    }

    @Override
    void close();

    /** The rows of a page. */
    interface Page {

        /**
         * Writes the rows.
         *
         * @param out where to
         * @throws IOException if writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
