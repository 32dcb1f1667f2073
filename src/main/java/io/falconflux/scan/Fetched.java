package io.falconflux.scan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A page as it was listed and read: the ids in the service's order, and the rows that came.
 *
 * @param <T> the type of a row
 */
final class Fetched<T> {

    private final PageTask task;
    private final List<String> ids;
    private final Set<String> known;
    private final Map<String, T> rows;
    private final long total;
    private final @Nullable Instant served;
    private final boolean refused;
    private boolean room;

    private Fetched(
            PageTask task,
            List<String> ids,
            Map<String, T> rows,
            long total,
            @Nullable Instant served,
            boolean refused) {
        this.task = task;
        this.ids = ids;
        this.known = new HashSet<>(ids);
        this.rows = rows;
        this.total = total;
        this.served = served;
        this.refused = refused;
    }

    /** A page that came; ids that it names twice stand once. */
    static <T> Fetched<T> of(
            PageTask task, List<String> ids, Map<String, T> rows, long total, @Nullable Instant served) {
        return new Fetched<>(task, ids, rows, total, served, false);
    }

    /** A page that lies behind the service's window. */
    static <T> Fetched<T> refused(PageTask task) {
        return new Fetched<>(task, List.of(), Map.of(), 0, null, true);
    }

    PageTask task() {
        return task;
    }

    List<String> ids() {
        return ids;
    }

    long total() {
        return total;
    }

    /** Returns when the service listed it, by its own clock; null if it did not say. */
    @Nullable
    Instant served() {
        return served;
    }

    boolean refused() {
        return refused;
    }

    boolean contains(String id) {
        return known.contains(id);
    }

    /** Returns whether the page holds as many rows as were asked for. */
    boolean full() {
        return ids.size() >= task.limit();
    }

    @Nullable
    String lastId() {
        return ids.isEmpty() ? null : ids.get(ids.size() - 1);
    }

    /** Notes whether several answers had fewer rows than were asked for, though later ones may have filled the page. */
    void hadRoom(boolean value) {
        room = value;
    }

    boolean hadRoom() {
        return room;
    }

    /** Returns a row; null if it did not come. */
    @Nullable
    T row(String id) {
        return rows.get(id);
    }

    /** Returns the ids whose rows did not come. */
    List<String> missing() {
        return rows.size() == ids.size()
                ? List.of()
                : ids.stream().filter(id -> !rows.containsKey(id)).toList();
    }

    /** Returns the rows that came, in order, but for those that are left for later. */
    Batch<T> batch(Position position, boolean late, Predicate<String> later) {
        List<String> someIds = new ArrayList<>(ids.size());
        List<T> some = new ArrayList<>(ids.size());
        for (String id : ids) {
            T row = rows.get(id);
            if (row != null && !later.test(id)) {
                someIds.add(id);
                some.add(row);
            }
        }
        int repeats = task.offset() == 0 ? ids.size() : task.overlap();
        return new Batch<>(someIds, some, repeats, position, late);
    }
}
