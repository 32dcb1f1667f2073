package io.falconflux.scan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A page as it was listed and read: the ids in the service's order, and the rows that came.
 *
 * @param <T> the type of a row
 */
final class Fetched<T> {

    private final PageTask task;
    private final Listed<T> listed;
    private final Map<String, Integer> ranks;
    private final Map<String, T> rows;
    private final boolean refused;
    private final @Nullable Instant[] times;

    private Fetched(PageTask task, Listed<T> listed, Map<String, T> rows, boolean refused) {
        this.task = task;
        this.listed = listed;
        this.ranks = new HashMap<>(listed.ids().size() * 2);
        listed.ids().forEach(id -> ranks.put(id, ranks.size()));
        this.times = new @Nullable Instant[listed.ids().size()];
        this.rows = rows;
        this.refused = refused;
    }

    /** A page that came. */
    static <T> Fetched<T> of(PageTask task, Listed<T> listed, Map<String, T> rows) {
        return new Fetched<>(task, listed, rows, false);
    }

    /** Nothing, in the place of a page. */
    static <T> Fetched<T> nothing(PageTask task) {
        return new Fetched<>(task, Listed.nothing(), Map.of(), false);
    }

    /** A page that lies behind the service's window. */
    static <T> Fetched<T> refused(PageTask task) {
        return new Fetched<>(task, Listed.nothing(), Map.of(), true);
    }

    PageTask task() {
        return task;
    }

    List<String> ids() {
        return listed.ids();
    }

    long total() {
        return listed.total();
    }

    /** Returns when the service listed it, by its own clock; null if it did not say. */
    @Nullable
    Instant served() {
        return listed.served();
    }

    boolean refused() {
        return refused;
    }

    boolean contains(String id) {
        return ranks.containsKey(id);
    }

    /** Returns whether more rows may follow: as many came as were asked for, or fewer that are known not to be all. */
    boolean full() {
        return listed.more();
    }

    @Nullable
    String lastId() {
        return ids().isEmpty() ? null : ids().get(ids().size() - 1);
    }

    /** Returns whether the service had no more rows when it answered first, though later answers may have filled the page. */
    boolean hadRoom() {
        return listed.hadRoom();
    }

    /** Notes when its rows are, by the key that they are ordered by; before anyone asks. */
    Fetched<T> timed(Function<? super T, @Nullable Instant> key) {
        for (int i = 0; i < times.length; i++) {
            T row = rows.get(ids().get(i));
            times[i] = row == null ? null : key.apply(row);
        }
        return this;
    }

    /** Notes when some rows are, of a page that is made of bare ids; by the one thread that checks pages in their order. */
    void tell(Map<String, String> keys) {
        keys.forEach((id, key) -> {
            Integer rank = ranks.get(id);
            if (rank != null) {
                times[rank] = Values.time(key);
            }
        });
    }

    /** Returns when its rows are, in order; null where it is not known. */
    List<@Nullable Instant> times() {
        return Collections.unmodifiableList(Arrays.asList(times));
    }

    /** Returns when a row is; null if it is not known. */
    @Nullable
    Instant time(String id) {
        Integer rank = ranks.get(id);
        return rank == null ? null : times[rank];
    }

    /** Returns a row; null if it did not come. */
    @Nullable
    T row(String id) {
        return rows.get(id);
    }

    /** Returns the ids whose rows did not come. */
    List<String> missing() {
        return ids().stream().filter(id -> !rows.containsKey(id)).toList();
    }

    /** Returns the ids that other answers to the same question showed. */
    Set<String> glimpsed() {
        return listed.glimpsed();
    }

    /** Returns the rows that came, in order, but for those that are left for later. */
    Batch<T> batch(Position position, boolean late, Predicate<String> later) {
        List<String> someIds = new ArrayList<>(ids().size());
        List<T> some = new ArrayList<>(ids().size());
        for (String id : ids()) {
            T row = rows.get(id);
            if (row != null && !later.test(id)) {
                someIds.add(id);
                some.add(row);
            }
        }
        int repeats = task.offset() == 0 ? ids().size() : task.overlap();
        return new Batch<>(someIds, some, repeats, position, late);
    }
}
