package io.falconflux.scan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A range of the key that the service's offsets can reach through. Whether its last row was seen is noted by the one thread
 * that checks pages in their order.
 */
final class Window {

    private final Range range;
    private final long count;
    private final @Nullable String lastId;
    private final boolean first;
    private final boolean last;
    private final @Nullable Instant storm;
    private boolean lastSeen;

    private Window(
            Range range, long count, @Nullable String lastId, boolean first, boolean last, @Nullable Instant storm) {
        this.range = range;
        this.count = count;
        this.lastId = lastId;
        this.first = first;
        this.last = last;
        this.storm = storm;
    }

    /** A window of which nothing is known but its range: what a first page is taken from. */
    static Window unknown(Range range) {
        return new Window(range, Long.MAX_VALUE, null, true, false, null);
    }

    /** A window whose last row and number of rows the service told under the reverse order. */
    static Window planned(Range range, long count, @Nullable String lastId, boolean first, boolean last) {
        return new Window(range, count, lastId, first, last, null);
    }

    /** A second with more rows than offsets reach through; it ends what can be planned ahead. */
    static Window storm(Range range, Instant time) {
        return new Window(range, 0, null, false, false, time);
    }

    Range range() {
        return range;
    }

    /** Returns how many rows the service says it has. */
    long count() {
        return count;
    }

    /** Returns the id of its last row when it was planned; null if it was empty, or is unknown. */
    @Nullable
    String lastId() {
        return lastId;
    }

    /** Returns whether the page that came alone belongs to it. */
    boolean first() {
        return first;
    }

    /** Returns whether nothing follows it. */
    boolean last() {
        return last;
    }

    @Nullable
    Instant storm() {
        return storm;
    }

    boolean lastSeen() {
        return lastSeen || lastId == null && count != Long.MAX_VALUE;
    }

    void look(Fetched<?> page) {
        lastSeen |= lastId != null && page.contains(lastId);
    }
}
