package io.falconflux.scan;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was listed of a page. Only rows that one request listed are immune to ties in another order, so what other answers showed
 * stands behind the longest and closes no gap.
 *
 * @param ids the ids in their order, each once
 * @param rows the rows by id, where pages hold whole rows
 * @param total the service's word for how many rows match
 * @param served when the service answered, by its own clock; null if it did not say
 * @param glimpsed ids that other answers showed and that are none of these
 * @param more whether more rows may follow: as many came as were asked for, or fewer that are known not to be all
 * @param hadRoom whether the service had no more rows when it answered, as far as that is known
 */
record Listed<T>(
        List<String> ids,
        Map<String, T> rows,
        long total,
        @Nullable Instant served,
        Set<String> glimpsed,
        boolean more,
        boolean hadRoom) {

    static <T> Listed<T> of(Listing<T> answer, PageTask task) {
        Set<String> ids = new LinkedHashSet<>(answer.ids());
        Map<String, T> rows = new HashMap<>();
        for (int i = 0; i < answer.rows().size(); i++) {
            rows.putIfAbsent(answer.ids().get(i), answer.rows().get(i));
        }
        return new Listed<>(
                List.copyOf(ids),
                rows,
                answer.total(),
                answer.served(),
                Set.of(),
                ids.size() >= task.limit(),
                ids.size() < task.limit());
    }

    static <T> Listed<T> nothing() {
        return new Listed<>(List.of(), Map.of(), 0, null, Set.of(), false, true);
    }

    int size() {
        return ids.size();
    }

    /** Returns this with what another answer showed behind it. */
    Listed<T> plus(Listing<T> other) {
        Set<String> all = new LinkedHashSet<>(ids);
        all.addAll(other.ids());
        Map<String, T> both = new HashMap<>(rows);
        for (int i = 0; i < other.rows().size(); i++) {
            both.putIfAbsent(other.ids().get(i), other.rows().get(i));
        }
        return new Listed<>(List.copyOf(all), both, total, served, glimpsed, more, hadRoom);
    }

    /** Returns this as a page that goes on behind its last row. */
    Listed<T> asCut() {
        return new Listed<>(ids, rows, total, served, glimpsed, true, false);
    }

    /** Returns this as a page of which is known whether the service had more rows when it answered first. */
    Listed<T> withRoom(boolean room) {
        return new Listed<>(ids, rows, total, served, glimpsed, more, room);
    }

    /** Returns this with the ids that other answers showed beside it. */
    Listed<T> glimpsing(List<Listing<T>> others) {
        Set<String> more = new LinkedHashSet<>();
        others.forEach(other -> more.addAll(other.ids()));
        more.removeAll(new HashSet<>(ids));
        return new Listed<>(ids, rows, total, served, more, this.more, hadRoom);
    }
}
