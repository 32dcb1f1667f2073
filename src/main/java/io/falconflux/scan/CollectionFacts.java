package io.falconflux.scan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a scan has to know of a collection. The successors of a collection differ in these facts and in nothing else.
 *
 * @param name the plural name, for messages and checkpoints
 * @param pageMax rows a page at most
 * @param window offset and limit together at most; 0 if pages are reached by cursor and there is no window
 * @param hydrateMax ids an entity call at most; 0 if pages hold whole rows
 * @param timeKeys the times that a scan can be ordered by, the default first
 * @param changeKey the time that every change of a row moves forward; null if the collection has none
 * @param dividers the properties by which rows on one instant can be divided
 * @param sorts the names that the service sorts by
 * @param idFilter the name by which rows may be filtered by id, if the service does that; null if rows are never sought by id
 */
public record CollectionFacts(
        String name,
        int pageMax,
        int window,
        int hydrateMax,
        List<TimeKey> timeKeys,
        @Nullable String changeKey,
        List<Divider> dividers,
        List<String> sorts,
        @Nullable String idFilter) {

    /** Checks and copies the parts. */
    public CollectionFacts {
        Objects.requireNonNull(name, "name");
        timeKeys = List.copyOf(timeKeys);
        dividers = List.copyOf(dividers);
        sorts = List.copyOf(sorts);
        if (pageMax < 1) {
            throw new IllegalArgumentException("pageMax must be at least 1, not " + pageMax);
        }
        if (timeKeys.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a time key");
        }
    }

    /** Returns the size of a page: what can be listed and hydrated in one call each. */
    public int pageSize() {
        return hydrateMax == 0 ? pageMax : Math.min(pageMax, hydrateMax);
    }

    /** Returns the time key of the default order. */
    public TimeKey defaultKey() {
        return timeKeys.get(0);
    }

    /**
     * Finds a time key.
     *
     * @param sortName the name in a sort
     * @return the time key; empty if the name is that of another property
     */
    public Optional<TimeKey> timeKey(String sortName) {
        return timeKeys.stream().filter(key -> key.name().equals(sortName)).findFirst();
    }
}
