package io.falconflux.action;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What reading ids back brought. An id in neither set was not found.
 *
 * <p>When something was changed is told by its age and not by a time, since the clocks of client and service may disagree: only
 * the service's own clock is compared with itself.
 *
 * @param shown ids that are there and show everything of the action that can be read
 * @param hidden ids that are there and do not show it
 * @param sure whether an id that was not found is not there: false if the reply complained and may be short of rows
 * @param ages by id how long before the service answered it was last changed, by whomever; none of an id if nothing tells
 */
public record Sighting(Set<String> shown, Set<String> hidden, boolean sure, Map<String, Duration> ages) {

    /** Nothing seen yet. */
    static final Sighting NONE = new Sighting(Set.of(), Set.of(), false);

    /** What the service's seconds, its other clocks and the way there may add up to. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    /** Copies the sets. */
    public Sighting {
        shown = Set.copyOf(shown);
        hidden = Set.copyOf(hidden);
        ages = Map.copyOf(ages);
    }

    /**
     * What was seen where nothing tells when it was changed.
     *
     * @param shown ids that are there and show everything of the action that can be read
     * @param hidden ids that are there and do not show it
     * @param sure whether an id that was not found is not there
     */
    public Sighting(Set<String> shown, Set<String> hidden, boolean sure) {
        this(shown, hidden, sure, Map.of());
    }

    /** Returns this with ages that count back from an earlier moment; without any if it is not known how much earlier. */
    Sighting asOf(@Nullable Duration earlier) {
        Map<String, Duration> then = new HashMap<>();
        if (earlier != null) {
            ages.forEach((id, age) -> then.put(id, age.minus(earlier)));
        }
        return new Sighting(shown, hidden, sure, then);
    }

    /** Joins what several calls for different ids brought. */
    Sighting beside(Sighting other) {
        return new Sighting(
                union(shown, other.shown), union(hidden, other.hidden), sure && other.sure, later(ages, other.ages));
    }

    /** Adds what a later look brought, which asked for whatever this one left open, and holds where both tell of an id. */
    Sighting then(Sighting later) {
        Set<String> all = union(shown, later.shown);
        all.removeAll(later.hidden);
        Set<String> still = union(hidden, later.hidden);
        still.removeAll(later.shown);
        return new Sighting(all, still, later.sure, later(ages, later.ages));
    }

    /** Returns this without the claim that what was not found is not there. */
    Sighting unsure() {
        return new Sighting(shown, hidden, false, ages);
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

    /** Returns whether it was changed after the moment that ages count back from, or so shortly before that nobody can tell. */
    boolean changed(String id) {
        Duration age = ages.get(id);
        return age != null && age.compareTo(MARGIN) <= 0;
    }

    /** Returns whether it was certainly not changed after the moment that ages count back from. */
    boolean unchanged(String id) {
        return ages.containsKey(id) && !changed(id);
    }

    private static Map<String, Duration> later(Map<String, Duration> one, Map<String, Duration> other) {
        Map<String, Duration> all = new HashMap<>(one);
        all.putAll(other);
        return all;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
