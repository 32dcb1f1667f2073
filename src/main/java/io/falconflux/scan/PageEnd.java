package io.falconflux.scan;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of a page tell about going on after it.
 *
 * @param last the key of the rows at the end of the page; null if they have none
 * @param group how many rows at the end of the page share that key
 * @param largest how many neighbours of the page share a key at most
 */
record PageEnd(@Nullable Instant last, int group, int largest) {

    /** Rows with another key that a run may hold. */
    private static final int STRAYS = 4;

    /** From this length on a run behind strays counts. */
    private static final int LONG_RUN = 8;

    /** Returns what the keys of the last rows of a page tell. */
    static PageEnd of(List<@Nullable Instant> values) {
        Run run = lastRun(values);
        return new PageEnd(run.value(), run.length(), largest(values));
    }

    /**
     * Rows at the end of a page that share a key.
     *
     * @param value the key; null if no row has one
     * @param length how many, others among them included
     */
    private record Run(@Nullable Instant value, int length) {}

    /**
     * Returns the run at the end of the page. A row that moved between being listed and being read may stand there with a key
     * of its own, and must not hide the run that it stands in: up to four such rows are looked past.
     */
    private static Run lastRun(List<@Nullable Instant> values) {
        Run last = new Run(null, 0);
        int end = values.size();
        for (int i = end - 1; i >= Math.max(0, end - 1 - STRAYS); i--) {
            Instant value = values.get(i);
            if (value == null) {
                continue;
            }
            int length = end - begin(values, i, value);
            boolean counts = length - (end - 1 - i) >= LONG_RUN;
            if (last.value() == null || counts && length > last.length()) {
                last = new Run(value, length);
            }
        }
        return last;
    }

    /** Returns where a run begins that includes an index; a few strays may stand in it. */
    private static int begin(List<@Nullable Instant> values, int index, Instant value) {
        int begin = index;
        int strays = 0;
        for (int i = index - 1; i >= 0 && strays <= STRAYS; i--) {
            if (values.get(i) == null || value.equals(values.get(i))) {
                begin = i;
            } else {
                strays++;
            }
        }
        return begin;
    }

    /** Returns the middle one of some times; null if there is none among them. */
    static @Nullable Instant median(Collection<@Nullable Instant> values) {
        List<Instant> times = values.stream().filter(Objects::nonNull).sorted().toList();
        return times.isEmpty() ? null : times.get(times.size() / 2);
    }

    private static int largest(List<@Nullable Instant> values) {
        int largest = values.isEmpty() ? 0 : 1;
        int run = 1;
        for (int i = 1; i < values.size(); i++) {
            Instant value = values.get(i);
            run = value != null && value.equals(values.get(i - 1)) ? run + 1 : 1;
            largest = Math.max(largest, run);
        }
        return largest;
    }
}
