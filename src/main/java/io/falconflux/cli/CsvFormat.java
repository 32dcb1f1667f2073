package io.falconflux.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.falconflux.json.RawRow;
import io.falconflux.member.MemberItem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
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
        write(cells(row), out);
    }

    private List<String> cells(RawRow row) {
        JsonNode tree = Tree.of(row);
        return columns.stream().map(name -> defused(tree, name)).toList();
    }

    /** Returns the same with the member in the first column. */
    RowFormat<MemberItem<RawRow>> ofMembers() {
        return new RowFormat<>() {
            @Override
            public void head(OutputStream out) throws IOException {
                write(after(MemberFormat.NAME, columns), out);
            }

            @Override
            public void row(MemberItem<RawRow> row, OutputStream out) throws IOException {
                write(after(row.cid(), cells(row.item())), out);
            }
        };
    }

    private static List<String> after(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
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
