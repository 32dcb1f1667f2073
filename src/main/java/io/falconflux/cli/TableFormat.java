package io.falconflux.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.falconflux.json.RawRow;
import io.falconflux.member.MemberItem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Columns for people. Widths are fixed, so that rows can be shown as they come; the id stands last and is never cut, since
 * it is what the next command needs.
 */
final class TableFormat implements RowFormat<RawRow> {

    private static final String GAP = "  ";
    private static final int TIME = 20;
    private static final int TEXT = 24;
    private static final Map<String, Integer> WIDTHS = Map.of(
            MemberFormat.NAME,
            32,
            "start",
            TIME,
            "timestamp",
            TIME,
            "status",
            11,
            "state",
            8,
            "fine_score",
            10,
            "score",
            5,
            "adjusted_score",
            14);
    private static final Map<String, String> STATUS =
            Map.of("20", "new", "25", "reopened", "30", "in-progress", "40", "closed");

    private final List<String> columns;

    TableFormat(List<String> columns) {
        this.columns = columns;
    }

    @Override
    public void head(OutputStream out) throws IOException {
        write(
                columns.stream()
                        .map(name -> name.replace('_', ' ').toUpperCase(Locale.ROOT))
                        .toList(),
                out);
    }

    @Override
    public void row(RawRow row, OutputStream out) throws IOException {
        JsonNode tree = Tree.of(row);
        write(columns.stream().map(name -> shown(tree, name)).toList(), out);
    }

    /** Returns the same with the member in the first column. */
    RowFormat<MemberItem<RawRow>> ofMembers() {
        TableFormat wider = new TableFormat(
                Stream.concat(Stream.of(MemberFormat.NAME), columns.stream()).toList());
        return new RowFormat<>() {
            @Override
            public void head(OutputStream out) throws IOException {
                wider.head(out);
            }

            @Override
            public void row(MemberItem<RawRow> row, OutputStream out) throws IOException {
                JsonNode tree = Tree.of(row.item());
                Stream<String> own = columns.stream().map(name -> shown(tree, name));
                wider.write(Stream.concat(Stream.of(row.cid()), own).toList(), out);
            }
        };
    }

    private static String shown(JsonNode row, String name) {
        String cell = Tree.cell(row, name).replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\p{Cf}]+", " ");
        if (name.equals("status")) {
            return STATUS.getOrDefault(cell, cell);
        }
        return width(name) == TIME ? cell.replaceFirst("\\.\\d+Z$", "Z") : cell;
    }

    private void write(List<String> cells, OutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        int last = cells.size() - 1;
        for (int i = 0; i < last; i++) {
            line.append(fitted(cells.get(i), width(columns.get(i)))).append(GAP);
        }
        line.append(cells.get(last)).append('\n');
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static int width(String column) {
        return WIDTHS.getOrDefault(column, TEXT);
    }

    private static String fitted(String cell, int width) {
        int length = cell.codePointCount(0, cell.length());
        return length <= width
                ? cell + " ".repeat(width - length)
                : cell.substring(0, cell.offsetByCodePoints(0, width - 3)) + "...";
    }
}
