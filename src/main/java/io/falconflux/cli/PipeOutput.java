package io.falconflux.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Rows on standard output. */
final class PipeOutput implements RowOutput {

    private static final int BUFFER = 1 << 16;

    private final OutputStream out;

    PipeOutput(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    @Override
    public void page(Page page) {
        try {
            page.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new OutputException("to standard output", e);
        }
    }

    /** Standard output is not ours to close, and every page is out. */
    @Override
    public void close() {}
}
