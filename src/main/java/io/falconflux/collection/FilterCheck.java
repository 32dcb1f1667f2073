package io.falconflux.collection;

import java.util.List;

/**
 * Whether the service heeds a filter. A service may pass over a filter, or a part of it, that it does not understand, and
 * answer with rows that nobody asked for.
 *
 * @param matching rows that match, by the service's own count, a hint
 * @param all rows without a filter, by the service's own count, a hint
 * @param ignored the properties that the service passes over: compared with a value that no row has, they found rows
 * @param deaf whether the whole filter has no effect: it found rows together with a clause that no row satisfies, or it
 *     cannot be read here and found as many rows as no filter does
 */
public record FilterCheck(long matching, long all, List<String> ignored, boolean deaf) {

    /** Copies the list. */
    public FilterCheck {
        ignored = List.copyOf(ignored);
    }

    /** Returns whether nothing speaks against the filter. */
    public boolean heeded() {
        return ignored.isEmpty() && !deaf;
    }

    /** Returns what was found and what to do, one line. */
    public String finding() {
        if (heeded()) {
            return "The service heeds the filter: %,d of %,d rows match".formatted(matching, all);
        }
        String what = ignored.isEmpty() ? "the filter" : "`" + String.join("`, `", ignored) + "` in the filter";
        return "The service ignores %s in silence, so rows would come that do not match (%,d match, %,d without a filter). "
                        .formatted(what, matching, all)
                + "Correct the filter";
    }
}
