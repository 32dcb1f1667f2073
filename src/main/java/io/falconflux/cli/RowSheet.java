package io.falconflux.cli;

import java.util.List;

/**
 * Rows of one form on their way out, what comes before them first.
 *
 * @param <T> the type of a row
 */
final class RowSheet<T> {

    private final RowFormat<T> format;
    private final RowOutput output;
    private boolean headed;

    RowSheet(RowFormat<T> format, RowOutput output) {
        this.format = format;
        this.output = output;
    }

    /** Writes rows, or what comes before them alone if there are none. */
    void write(List<T> rows) {
        output.page(out -> {
            if (!headed) {
                headed = true;
                format.head(out);
            }
            for (T row : rows) {
                format.row(row, out);
            }
        });
    }
}
