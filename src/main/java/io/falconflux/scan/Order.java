package io.falconflux.scan;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The order of a pass: by a time, forward or backward, and the arithmetic of ranges in that order. Ranges are cut at whole
 * seconds, so that a value printed with nanoseconds cannot fall between two of them.
 *
 * @param key the time's name in filters and sorts
 * @param property the time's name in the row
 * @param ascending whether earlier rows come first
 * @param exact whether a range may begin at any time instead of a whole second
 */
record Order(String key, String property, boolean ascending, boolean exact) {

    static Order of(TimeKey key, boolean ascending) {
        return new Order(key.name(), key.name(), ascending, false);
    }

    String sort() {
        return key + (ascending ? ".asc" : ".desc");
    }

    String reversed() {
        return key + (ascending ? ".desc" : ".asc");
    }

    static Instant cut(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns where a range begins that shall hold a time. */
    private Instant begin(Instant time) {
        return exact ? time : cut(time);
    }

    /** Returns the one second that a time lies in. */
    static Range second(Instant time) {
        return new Range(cut(time), cut(time).plusSeconds(1));
    }

    /** Returns what of a range is left from the second of a time on, that second included. */
    Range from(Range range, Instant time) {
        Instant cut = begin(time);
        return ascending ? new Range(cut, range.to()) : new Range(range.from(), cut.plusSeconds(1));
    }

    /** Returns what of a range is left behind the second of a time. */
    Range behind(Range range, Instant time) {
        Instant cut = cut(time);
        return ascending ? new Range(cut.plusSeconds(1), range.to()) : new Range(range.from(), cut);
    }

    /** Returns the part of a range before the second of a time. */
    Range before(Range range, Instant time) {
        Instant cut = cut(time);
        return ascending ? new Range(range.from(), cut) : new Range(cut.plusSeconds(1), range.to());
    }

    /** Returns the part of a range up to the second of a time, that second included. */
    Range upTo(Range range, Instant time) {
        Instant cut = cut(time);
        return ascending ? new Range(range.from(), cut.plusSeconds(1)) : new Range(cut, range.to());
    }

    /** Tells whether the second of a time lies behind the second at which a range begins. */
    boolean advances(Range range, Instant time) {
        Instant begin = begin(range);
        return begin == null
                || (ascending ? begin(time).isAfter(begin) : cut(time).isBefore(begin.minusSeconds(1)));
    }

    /** Returns where a range begins in this order; null if it has no beginning. */
    @Nullable
    Instant begin(Range range) {
        return ascending ? range.from() : range.to();
    }

    /** Tells whether a range has nothing left in it. */
    static boolean empty(Range range) {
        Instant from = range.from();
        Instant to = range.to();
        return from != null && to != null && !from.isBefore(to);
    }

    /** Returns the later of two times in this order. */
    Instant later(Instant a, Instant b) {
        return a.isAfter(b) == ascending ? a : b;
    }
}
