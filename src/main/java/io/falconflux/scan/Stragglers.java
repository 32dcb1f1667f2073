package io.falconflux.scan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were listed but did not come, and where they were listed; and rows of which there was only a glimpse, in an answer
 * that was not taken for the page: most of them come with a later page. {@link Settling} and {@link Glimpsed} are what becomes of them
 * at the end.
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
    private final Map<String, Group> glimpses = new LinkedHashMap<>();

    synchronized void add(List<String> missing, @Nullable String key, Range range) {
        if (!missing.isEmpty()) {
            groups.add(new Group(List.copyOf(missing), key, range));
            known.addAll(missing);
        }
    }

    /** Notes ids that an answer showed. */
    synchronized void glimpse(Collection<String> ids, @Nullable String key, Range range) {
        ids.forEach(id -> glimpses.putIfAbsent(id, new Group(List.of(id), key, range)));
    }

    /** Forgets the glimpses of rows that were delivered. */
    synchronized void delivered(Predicate<String> delivered) {
        glimpses.keySet().removeIf(delivered);
    }

    /** Returns what there was only a glimpse of. */
    synchronized List<Group> glimpses() {
        Map<Group, List<String>> places = new LinkedHashMap<>();
        glimpses.forEach((id, group) -> places.computeIfAbsent(
                        new Group(List.of(), group.key(), group.range()), place -> new ArrayList<>())
                .add(id));
        List<Group> all = new ArrayList<>();
        places.forEach((place, ids) -> all.add(new Group(List.copyOf(ids), place.key(), place.range())));
        return all;
    }

    /** Tells whether a row is to come at the end, though it may be there by now: in its place it would come too late. */
    synchronized boolean contains(String id) {
        return known.contains(id);
    }

    synchronized List<Group> groups() {
        return List.copyOf(groups);
    }
}
