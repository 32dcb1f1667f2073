package io.falconflux.scan;

import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one scan owes: the rows that matched from its start on, as long as they match and their changes can be seen; and
 * what it may deliver: every row that matched at any time since.
 */
final class OwedRows {

    private final Set<String> owed = new HashSet<>();
    private final Set<String> allowed = new HashSet<>();
    private final Predicate<Row> filter;
    private final boolean changesAreSeen;

    /**
     * Begins to watch.
     *
     * @param rows the rows now
     * @param filter which of them the scan is asked for
     * @param changesAreSeen whether every change moves a change key
     */
    OwedRows(Collection<Row> rows, Predicate<Row> filter, boolean changesAreSeen) {
        this.filter = filter;
        this.changesAreSeen = changesAreSeen;
        rows.stream().filter(filter).map(Row::id).forEach(owed::add);
        allowed.addAll(owed);
    }

    /** Takes note of a change: before is null for a new row, after for a deleted one. */
    void changed(Row before, Row after) {
        if (after == null || !filter.test(after)) {
            owed.remove((after == null ? before : after).id());
            return;
        }
        allowed.add(after.id());
        boolean moved = before != null && !Objects.equals(before.start(), after.start());
        boolean silent = before != null && before.modified().equals(after.modified());
        if (moved && (silent || !changesAreSeen)) {
            owed.remove(after.id());
        }
    }

    Set<String> owed() {
        return owed;
    }

    Set<String> allowed() {
        return allowed;
    }
}
