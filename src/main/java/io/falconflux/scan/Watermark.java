package io.falconflux.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How far a tail is, and from where each poll reads. It knows no clock; times of the local clock are given to it in nanoseconds, and
 * are only ever compared with each other, never with the service's.
 *
 * <p>Two marks. Polls begin at the <em>head</em>, the second of the newest change that was seen. The <em>frontier</em> is behind it:
 * everything before it was delivered and cannot come late any more, so that a checkpoint may forget it. From time to time a poll is
 * <em>full</em>, that is, begins at the frontier, and finds what became visible late.
 *
 * <p>The frontier follows what was seen, not the clocks. When a change of time m was seen at s, every change of the second of m was
 * made by s + 1 s, and so is visible by s + 1 s + overlap. A full poll that begins after that has read all of them, and the frontier
 * moves behind that second. Neither the local clock's time nor the service's {@code Date} decide, which may both be wrong. Marks are
 * whole seconds, since nobody says how finely a service compares times.
 */
final class Watermark {

    /** A second is over for the head a second after it ended; what comes later is the full polls' to find. */
    private static final long OVER = Duration.ofSeconds(2).toNanos();

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** What is older than the newest change by that much, and the overlap, cannot come late; for tails that begin long ago. */
    private static final Duration OLD = Duration.ofHours(1);

    /** How often the rows of the overlap are read again while they are in it. */
    private static final int READINGS = 4;

    /** How many full polls must end early in a row to be believed. */
    private static final int BELIEVED = 3;

    /**
     * What was seen.
     *
     * @param end the end of the second up to which changes were seen
     * @param at when, by the local clock
     */
    private record Sight(Instant end, long at) {}

    private final Duration overlap;
    private final Deque<Sight> sights = new ArrayDeque<>();
    private Instant frontier;
    private @Nullable Instant newest;
    private Instant settled;
    private Instant read;
    private boolean full;
    private boolean everFull;
    private int earlyEnds;
    private long began;
    private long fullBegan;
    private long fullTook;

    /**
     * Begins or goes on.
     *
     * @param frontier everything before it is done
     * @param newest the newest change that was seen; null if none was
     * @param overlap how late a change may become visible
     */
    Watermark(Instant frontier, @Nullable Instant newest, Duration overlap) {
        this.frontier = Order.cut(frontier);
        this.settled = this.frontier;
        this.read = this.frontier;
        this.newest = newest;
        this.overlap = overlap;
    }

    Instant frontier() {
        return frontier;
    }

    @Nullable
    Instant newest() {
        return newest;
    }

    /**
     * Begins a poll.
     *
     * @param now the local clock
     * @param few whether the overlap holds so few rows that a full poll costs no more than another
     * @return from where it reads
     */
    Instant begin(long now, boolean few) {
        began = now;
        settled = settled(now);
        Instant head = head(now);
        long wait = Math.max(overlap.toNanos() / READINGS, 3 * fullTook);
        full = few || !everFull || now - fullBegan >= wait || !head.isAfter(frontier);
        if (full) {
            fullBegan = now;
        }
        read = full ? frontier : head;
        return read;
    }

    /** Tells whether the poll that began can move the frontier, so that it must see everything. */
    boolean moves() {
        return full && settled.isAfter(frontier);
    }

    /** Returns up to where a full poll that begins now sees everything that will ever be visible. */
    private Instant settled(long now) {
        Instant latest = newest == null ? frontier : Order.cut(newest.minus(OLD).minus(overlap));
        while (!sights.isEmpty() && now - sights.peekFirst().at() >= SECOND + overlap.toNanos()) {
            latest = later(latest, sights.removeFirst().end());
        }
        return later(settled, latest);
    }

    private Instant head(long now) {
        Sight last = sights.peekLast();
        if (last == null) {
            return later(frontier, settled);
        }
        return later(frontier, now - last.at() >= OVER ? last.end() : last.end().minusSeconds(1));
    }

    /** Notes that everything before a time, from where the poll began, was read and delivered. */
    void read(Instant time) {
        read = later(read, Order.cut(time));
        if (full) {
            frontier = later(frontier, read.isBefore(settled) ? read : settled);
        }
    }

    /**
     * Ends a poll that saw everything up to its end.
     *
     * @param now the local clock
     * @param latest the newest change that it saw; null if it saw none
     */
    void end(long now, @Nullable Instant latest) {
        if (full) {
            fullTook = now - began;
            everFull = true;
            if (!endedEarly(latest)) {
                frontier = later(frontier, settled);
            }
        }
        if (latest != null) {
            newest = newest == null ? latest : later(newest, latest);
            sighted(new Sight(Order.cut(latest).plusSeconds(1), now));
        }
    }

    /**
     * Tells whether a full poll ended before the newest change that is known. Either that row was deleted or matches no longer, or
     * the service showed less than there is; it is believed when it does so several times in a row.
     */
    private boolean endedEarly(@Nullable Instant latest) {
        boolean early = newest != null && (latest == null || latest.isBefore(newest));
        earlyEnds = early && moves() ? earlyEnds + 1 : 0;
        return earlyEnds > 0 && earlyEnds < BELIEVED;
    }

    /**
     * Ends a poll that stopped before its end.
     *
     * @param now the local clock
     * @param latest the newest change that it saw; null if it saw none
     */
    void stop(long now, @Nullable Instant latest) {
        if (latest != null) {
            Instant reached = read.isBefore(latest) ? read : Order.cut(latest);
            newest = newest == null ? reached : later(newest, reached);
            sighted(new Sight(reached, now - SECOND));
        }
    }

    private void sighted(Sight sight) {
        Sight last = sights.peekLast();
        if (sight.end().isAfter(later(frontier, settled))
                && (last == null || sight.end().isAfter(last.end()))) {
            sights.addLast(sight);
        }
    }

    /** Moves the frontier to the end of a second, which was read, because there is no room for more; no further than was read. */
    void shorten(Instant end) {
        frontier = later(frontier, end.isAfter(read) ? read : end);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
