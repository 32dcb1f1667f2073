package io.falconflux.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Columns for people. On a screen a line fits into its width and what is too long is cut; elsewhere ids are never cut, since
 * they are what the next command needs.
 */
final class TableFormat extends TreeFormat {

    private static final Map<String, String> STATUS =
            Map.of("20", "new", "25", "reopened", "30", "in-progress", "40", "closed");

    private final TableLayout layout;
    private final boolean limited;
    private final Colours colours;

    /**
     * Prepares.
     *
     * @param fields the columns
     * @param dispensable whether some may be left out where there is no room
     * @param width how wide a line may be; 0 if there is no limit
     * @param colours whether the head is in bold
     */
    TableFormat(List<FieldPath> fields, boolean dispensable, int width, Colours colours) {
        this.layout = TableLayout.of(fields, width, dispensable);
        this.limited = width > 0;
        this.colours = colours;
    }

    @Override
    public void head(OutputStream out) throws IOException {
        List<String> titles =
                layout.columns().stream().map(TableLayout.Column::title).toList();
        out.write((colours.bold(line(titles)) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    void tree(JsonNode tree, OutputStream out) throws IOException {
        List<String> cells =
                layout.columns().stream().map(column -> shown(tree, column)).toList();
        out.write((line(cells) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String shown(JsonNode row, TableLayout.Column column) {
        String cell = text(column.field().in(row)).replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\p{Cf}]+", " ");
        if (column.field().toString().equals("status")) {
            return STATUS.getOrDefault(cell, cell);
        }
        return column.time() ? cell.replaceFirst("\\.\\d+Z$", "Z") : cell;
    }

    /** People read a list of words as such. */
    private static String text(JsonNode value) {
        boolean words = value.isArray()
                && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isValueNode);
        return words
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", "))
                : Tree.cell(value);
    }

    private String line(List<String> cells) {
        List<String> fitted = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            TableLayout.Column column = layout.columns().get(i);
            boolean last = i == cells.size() - 1;
            boolean free = !limited && (last || column.id());
            String cell = free ? cells.get(i) : ScreenText.cut(cells.get(i), column.width(), column.id());
            fitted.add(last ? cell : ScreenText.padded(cell, column.width()));
        }
        return String.join(TableLayout.GAP, fitted);
    }
}
