package io.falconflux.scan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A collection of the model: the facts that the engine is told, and what the service knows beside them. Names in filters,
 * in sorts and in rows differ where the service's differ.
 *
 * @param facts what the engine is told
 * @param filters the property behind each name in a filter
 * @param sorts the property behind each name in a sort
 * @param equalityOnly the names in filters that take no operator beyond equality
 */
record ModelShape(
        CollectionFacts facts, Map<String, String> filters, Map<String, String> sorts, Set<String> equalityOnly) {

    private static final Divider SCORE = new Divider("final_score", "sort_score", "fine_score", false, true, List.of());
    private static final Divider STATE = new Divider("state", "state", "state", true, false, List.of("open", "closed"));
    private static final Divider STATUS =
            new Divider("status", "status", "status", true, false, List.of("20", "25", "30", "40"));

    private static final Map<String, Function<Row, Object>> PROPERTIES = Map.ofEntries(
            Map.entry("id", Row::id),
            Map.entry("start", Row::start),
            Map.entry("timestamp", Row::start),
            Map.entry("created_timestamp", Row::start),
            Map.entry("end", Row::end),
            Map.entry("modified_timestamp", Row::modified),
            Map.entry("updated_timestamp", Row::modified),
            Map.entry("fine_score", Row::score),
            Map.entry("status", Row::status),
            Map.entry("state", Row::state),
            Map.entry("name", Row::name));

    /** Offset pages of ids, times that move, and a change key: 500 rows a page, a window of 10,000. */
    static ModelShape incidents() {
        return incidents(500, 10_000);
    }

    /** The same in small, for properties that try many servers. */
    static ModelShape incidents(int page, int window) {
        List<TimeKey> keys =
                List.of(new TimeKey("start", true), new TimeKey("end", true), new TimeKey("modified_timestamp", true));
        return shape("incidents", page, window, page, keys, "modified_timestamp", List.of(SCORE, STATE, STATUS));
    }

    /** A time that never moves, and a change key. */
    static ModelShape cases(int page, int window) {
        List<TimeKey> keys = List.of(new TimeKey("created_timestamp", false), new TimeKey("updated_timestamp", true));
        return shape("cases", page, window, Math.min(page, 500), keys, "updated_timestamp", List.of(SCORE, STATUS));
    }

    /** A time that never moves, and no change key. */
    static ModelShape behaviors(int page, int window) {
        List<TimeKey> keys = List.of(new TimeKey("timestamp", false));
        return shape("behaviors", page, window, page, keys, null, List.of(STATE));
    }

    /** Whole rows in the pages, which are larger. */
    static ModelShape crowdScores(int page, int window) {
        List<TimeKey> keys = List.of(new TimeKey("timestamp", false));
        return shape("crowd scores", page, window, 0, keys, null, List.of(SCORE));
    }

    /** Pages that each name the next, and no window. */
    static ModelShape alerts(int page) {
        List<TimeKey> keys = List.of(new TimeKey("created_timestamp", false), new TimeKey("updated_timestamp", true));
        return shape("alerts", page, 0, 0, keys, "updated_timestamp", List.of());
    }

    private static ModelShape shape(
            String name, int page, int window, int hydrate, List<TimeKey> keys, String change, List<Divider> dividers) {
        Map<String, String> filters = new java.util.TreeMap<>(
                Map.of("state", "state", "status", "status", "name", "name", "final_score", "fine_score"));
        Map<String, String> sorts = new java.util.TreeMap<>(
                Map.of("state", "state", "status", "status", "name", "name", "sort_score", "fine_score"));
        filters.put("id", "id");
        keys.forEach(key -> filters.put(key.name(), key.name()));
        keys.forEach(key -> sorts.put(key.name(), key.name()));
        CollectionFacts facts = new CollectionFacts(
                name, page, window, hydrate, keys, change, dividers, List.copyOf(sorts.keySet()), "id");
        return new ModelShape(facts, filters, sorts, Set.of("state", "status"));
    }

    /** One whose service refuses a name in filters, though the engine believes that it takes it. */
    ModelShape withoutFilter(String name) {
        Map<String, String> others = new java.util.TreeMap<>(filters);
        others.remove(name);
        return new ModelShape(facts, others, sorts, equalityOnly);
    }

    /** The values of rows, as the engine reaches them. */
    RowKeys<Row> keys() {
        return new RowKeys<>() {
            @Override
            public String id(Row row) {
                return row.id();
            }

            @Override
            public String value(Row row, String property) {
                Object value = ModelShape.value(row, property);
                return value == null ? null : value.toString();
            }
        };
    }

    static Object value(Row row, String property) {
        return reader(property).apply(row);
    }

    static Function<Row, Object> reader(String property) {
        return PROPERTIES.get(property);
    }
}
