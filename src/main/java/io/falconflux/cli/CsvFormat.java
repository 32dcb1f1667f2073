package io.falconflux.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.falconflux.json.RawRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/**
 * Comma-separated values for a spreadsheet. A cell that would run as a formula is defused with an apostrophe, since the
 * words in an incident are chosen by whoever attacked.
 */
final class CsvFormat implements RowFormat<RawRow> {

    private static final CSVFormat CSV =
            CSVFormat.DEFAULT.builder().setRecordSeparator("\r\n").get();

    private final List<String> columns;

    CsvFormat(List<String> columns) {
        this.columns = columns;
    }

    @Override
    public void head(OutputStream out) throws IOException {
        write(columns, out);
    }

    @Override
    public void row(RawRow row, OutputStream out) throws IOException {
        JsonNode tree = Tree.of(row);
        write(columns.stream().map(name -> defused(tree, name)).toList(), out);
    }

    /** A number may begin with a minus; only text can be a formula. */
    private static String defused(JsonNode row, String name) {
        String cell = Tree.cell(row, name);
        boolean live = !cell.isEmpty()
                && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0
                && !row.path(name).isNumber();
        return live ? "'" + cell : cell;
    }

    private static void write(List<String> cells, OutputStream out) throws IOException {
        String line = CSV.format(cells.toArray());
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
