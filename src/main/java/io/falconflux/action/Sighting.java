package io.falconflux.action;

import java.util.HashSet;
import java.util.Set;

/**
 * What reading ids back brought. An id in neither set was not found.
 *
 * @param shown ids that are there and show everything of the action that can be read
 * @param hidden ids that are there and do not show it
 * @param sure whether an id that was not found is not there: false if the reply complained and may be short of rows
 */
public record Sighting(Set<String> shown, Set<String> hidden, boolean sure) {

    /** Nothing seen yet. */
    static final Sighting NONE = new Sighting(Set.of(), Set.of(), false);

    /** Copies the sets. */
    public Sighting {
        shown = Set.copyOf(shown);
        hidden = Set.copyOf(hidden);
    }

    /** Joins what several calls for different ids brought. */
    Sighting beside(Sighting other) {
        return new Sighting(union(shown, other.shown), union(hidden, other.hidden), sure && other.sure);
    }

    /** Adds what a later look brought, which asked for whatever this one left open. */
    Sighting then(Sighting later) {
        Set<String> all = union(shown, later.shown);
        Set<String> still = union(hidden, later.hidden);
        still.removeAll(all);
        return new Sighting(all, still, later.sure);
    }

    /** Returns this without the claim that what was not found is not there. */
    Sighting unsure() {
        return new Sighting(shown, hidden, false);
    }

    boolean shows(String id) {
        return shown.contains(id);
    }

    boolean found(String id) {
        return shown.contains(id) || hidden.contains(id);
    }

    boolean missing(String id) {
        return sure && !found(id);
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
