package io.falconflux.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/**
 * Comma-separated values as RFC 4180 has them. Text that a spreadsheet would run as a formula is defused with an apostrophe
 * unless that is unwanted, since the words in an incident are chosen by whoever attacked.
 */
final class CsvFormat extends TreeFormat {

    /** What a formula may begin with; spreadsheets skip blanks of some kinds before it. */
    private static final String FORMULA = "=+-@\t\r\n";

    private static final CSVFormat CSV =
            CSVFormat.DEFAULT.builder().setRecordSeparator("\r\n").get();

    private final List<FieldPath> columns;
    private final boolean formulas;

    /**
     * Prepares.
     *
     * @param columns the columns
     * @param formulas whether text that would run as a formula stays as it is
     */
    CsvFormat(List<FieldPath> columns, boolean formulas) {
        this.columns = columns;
        this.formulas = formulas;
    }

    @Override
    public void head(OutputStream out) throws IOException {
        write(columns.stream().map(FieldPath::toString).toList(), out);
    }

    @Override
    void tree(JsonNode tree, OutputStream out) throws IOException {
        write(columns.stream().map(column -> cell(column.in(tree))).toList(), out);
    }

    /** A number may begin with a minus; only text can be a formula. */
    private String cell(JsonNode value) {
        String cell = Tree.cell(value);
        boolean live = !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 && !value.isNumber();
        return live && !formulas ? "'" + cell : cell;
    }

    private static void write(List<String> cells, OutputStream out) throws IOException {
        String line = CSV.format(cells.toArray());
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
