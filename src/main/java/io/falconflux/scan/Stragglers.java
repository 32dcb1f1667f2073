package io.falconflux.scan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were listed but did not come, and where they were listed. {@link Settling} is what becomes of them at the end.
 */
final class Stragglers {

    /**
     * Some ids and where they were listed.
     *
     * @param ids the ids
     * @param key the time by which they were listed; null for that of the scan
     * @param range the range of the key around them
     */
    record Group(List<String> ids, @Nullable String key, Range range) {}

    private final List<Group> groups = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    synchronized void add(List<String> missing, @Nullable String key, Range range) {
        if (!missing.isEmpty()) {
            groups.add(new Group(List.copyOf(missing), key, range));
            known.addAll(missing);
        }
    }

    /** Tells whether a row is to come at the end, though it may be there by now: in its place it would come too late. */
    synchronized boolean contains(String id) {
        return known.contains(id);
    }

    synchronized List<Group> groups() {
        return List.copyOf(groups);
    }
}
