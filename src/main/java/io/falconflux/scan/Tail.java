package io.falconflux.scan;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of a page tell about going on after it.
 *
 * @param frontier the second from which on rows may be missing; null if no row of the page has a key
 * @param last the key of the last row; null if it has none
 * @param group how many rows at the end of the page share that key
 * @param largest how many neighbours of the page share a key at most
 */
record Tail(@Nullable Instant frontier, @Nullable Instant last, int group, int largest) {

    /** Rows whose keys vote on the frontier: a row that moved between being listed and being read must not decide alone. */
    private static final int VOTERS = 9;

    static <T> Tail of(Fetched<T> page, RowKeys<T> keys, String property) {
        List<@Nullable String> values = new ArrayList<>(page.ids().size());
        for (String id : page.ids()) {
            T row = page.row(id);
            values.add(row == null ? null : keys.value(row, property));
        }
        String last = lastOf(values);
        return new Tail(frontier(values), last == null ? null : time(last), group(values, last), largest(values));
    }

    private static @Nullable String lastOf(List<@Nullable String> values) {
        for (int i = values.size() - 1; i >= 0; i--) {
            if (values.get(i) != null) {
                return values.get(i);
            }
        }
        return null;
    }

    private static @Nullable Instant frontier(List<@Nullable String> values) {
        return median(values.subList(Math.max(0, values.size() - VOTERS), values.size()));
    }

    /** Returns the middle one of some times; null if there is none among them. */
    static @Nullable Instant median(List<? extends @Nullable String> values) {
        List<Instant> times = values.stream()
                .filter(Objects::nonNull)
                .map(Tail::time)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return times.isEmpty() ? null : Order.cut(times.get(times.size() / 2));
    }

    /** Rows that did not come count as part of the group: nobody knows that they are not. */
    private static int group(List<@Nullable String> values, @Nullable String last) {
        if (last == null) {
            return 0; // pages of bare ids: nothing is known
        }
        int at = values.size();
        while (at > 0 && (values.get(at - 1) == null || values.get(at - 1).equals(last))) {
            at--;
        }
        return values.size() - at;
    }

    private static int largest(List<@Nullable String> values) {
        int largest = values.isEmpty() ? 0 : 1;
        int run = 1;
        for (int i = 1; i < values.size(); i++) {
            String value = values.get(i);
            run = value != null && value.equals(values.get(i - 1)) ? run + 1 : 1;
            largest = Math.max(largest, run);
        }
        return largest;
    }

    static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
