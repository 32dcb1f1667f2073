package io.falconflux.scan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The rows of the model as they are now, and the watches over them. */
final class ModelRows {

    private final Map<String, Row> rows = new HashMap<>();
    private final TreeMap<Instant, Map<String, Row>> byStart = new TreeMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<OwedRows> watches = new ArrayList<>();
    private int version;

    ModelRows(Collection<Row> start) {
        start.forEach(this::put);
    }

    Collection<Row> all() {
        return rows.values();
    }

    Row get(String id) {
        return rows.get(id);
    }

    int size() {
        return rows.size();
    }

    /** Changes with every change. */
    int version() {
        return version;
    }

    void watch(OwedRows watch) {
        watches.add(watch);
    }

    void put(Row row) {
        Row before = rows.put(row.id(), row);
        if (before == null) {
            places.put(row.id(), ids.size());
            ids.add(row.id());
        }
        note(before, row);
    }

    void remove(String id) {
        Row before = rows.remove(id);
        int place = places.remove(id);
        String last = ids.remove(ids.size() - 1);
        if (!last.equals(id)) {
            ids.set(place, last);
            places.put(last, place);
        }
        note(before, null);
    }

    private void note(Row before, Row after) {
        if (before != null) {
            byStart.computeIfPresent(start(before), (start, there) -> without(there, before.id()));
        }
        if (after != null) {
            byStart.computeIfAbsent(start(after), start -> new TreeMap<>()).put(after.id(), after);
        }
        version++;
        watches.forEach(watch -> watch.changed(before, after));
    }

    /** Rows without a start stand at the end. */
    private static Instant start(Row row) {
        return row.start() == null ? Instant.MAX : row.start();
    }

    private static Map<String, Row> without(Map<String, Row> rows, String id) {
        rows.remove(id);
        return rows.isEmpty() ? null : rows;
    }

    /** Returns the rows that start between these times, both included. */
    List<Row> between(Instant from, Instant to) {
        return from.isAfter(to)
                ? List.of()
                : byStart.subMap(from, true, to, true).values().stream()
                        .flatMap(there -> there.values().stream())
                        .toList();
    }

    /** Returns any row; null if there are none. */
    Row any(Random random) {
        return ids.isEmpty() ? null : rows.get(ids.get(random.nextInt(ids.size())));
    }

    Instant earliest() {
        return byStart.isEmpty() ? Instant.EPOCH : byStart.firstKey();
    }
}
