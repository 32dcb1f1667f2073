package io.falconflux.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How wide the columns of a table are. Widths are settled before the first row, so that rows can be shown as they come.
 *
 * @param columns the columns that have room, from left to right
 */
record TableLayout(List<Column> columns) {

    static final String GAP = "  ";

    private static final int TIME = 20;
    private static final Set<String> IDS = Set.of("incident_id", "behavior_id", "id");
    private static final int ID = 69;
    private static final int LEAST_ID = 20;
    private static final int MEMBER = 32;
    private static final int TEXT = 24;
    private static final int LEAST_TEXT = 10;
    private static final Map<String, Integer> FIXED = Map.ofEntries(
            Map.entry("start", TIME),
            Map.entry("end", TIME),
            Map.entry("created", TIME),
            Map.entry("modified_timestamp", TIME),
            Map.entry("timestamp", TIME),
            Map.entry("status", 11),
            Map.entry("state", 6),
            Map.entry("fine_score", 10),
            Map.entry("score", 5),
            Map.entry("adjusted_score", 14));

    TableLayout {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param field what stands in it
     * @param width its width on a screen
     * @param least the width below which it says little
     */
    record Column(FieldPath field, int width, int least) {

        static Column of(FieldPath field) {
            String name = field.toString();
            if (IDS.contains(name)) {
                return new Column(field, ID, LEAST_ID);
            }
            if (name.equals(MemberFormat.NAME)) {
                return new Column(field, MEMBER, LEAST_TEXT);
            }
            Integer fixed = FIXED.get(name);
            return fixed == null ? new Column(field, TEXT, LEAST_TEXT) : new Column(field, fixed, fixed);
        }

        String title() {
            return field.toString().replace('_', ' ').toUpperCase(Locale.ROOT);
        }

        boolean id() {
            return IDS.contains(field.toString());
        }

        boolean time() {
            return width == TIME && least == TIME;
        }

        private Column narrower() {
            return new Column(field, width - 1, least);
        }

        private int surplus() {
            return width - least;
        }
    }

    /**
     * Lays columns out.
     *
     * @param fields what is to be seen
     * @param available columns of the screen; 0 if there is no limit
     * @param dispensable whether columns may be left out where there is no room, the last but one first
     */
    static TableLayout of(List<FieldPath> fields, int available, boolean dispensable) {
        List<Column> columns = new ArrayList<>(fields.stream().map(Column::of).toList());
        if (available == 0) {
            return new TableLayout(columns);
        }
        while (dispensable && columns.size() > 2 && needed(columns, true) > available) {
            columns.remove(columns.size() - 2);
        }
        while (needed(columns, false) > available && narrow(columns)) {
            // one column is one narrower
        }
        return new TableLayout(columns);
    }

    private static int needed(List<Column> columns, boolean least) {
        int gaps = GAP.length() * (columns.size() - 1);
        return gaps
                + columns.stream()
                        .mapToInt(column -> least ? column.least() : column.width())
                        .sum();
    }

    /** Takes from what has most to spare, and when nothing has, from the widest. */
    private static boolean narrow(List<Column> columns) {
        int widest = 0;
        for (int i = 1; i < columns.size(); i++) {
            Column column = columns.get(i);
            Column best = columns.get(widest);
            boolean more = best.surplus() <= 0 && column.surplus() <= 0
                    ? column.width() > best.width()
                    : column.surplus() > best.surplus();
            widest = more ? i : widest;
        }
        if (columns.get(widest).width() <= 1) {
            return false;
        }
        columns.set(widest, columns.get(widest).narrower());
        return true;
    }
}
