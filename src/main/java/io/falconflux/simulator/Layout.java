package io.falconflux.simulator;

import java.time.Duration;
import java.time.Instant;

/** How the seeded rows lie on their time key. The first row's second is always the same, whatever the clock says. */
public final class Layout {

    /** When the first seeded row happened. */
    public static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");

    private final long span;
    private final int perSecond;

    private Layout(long span, int perSecond) {
        this.span = span;
        this.perSecond = perSecond;
    }

    /**
     * Rows at irregular distances over a span of time.
     *
     * @param span how long it lasts from the first row to the last
     * @return the layout
     */
    public static Layout spread(Duration span) {
        if (span.isNegative() || span.compareTo(Duration.ofDays(3_650)) > 0) {
            throw new IllegalArgumentException("a span lies between nothing and ten years: " + span);
        }
        return new Layout(span.toNanos(), 0);
    }

    /**
     * The same number of rows on every second.
     *
     * @param rows how many rows share a second
     * @return the layout
     */
    public static Layout perSecond(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("at least one row a second: " + rows);
        }
        return new Layout(0, rows);
    }

    /**
     * All rows on one instant, which no range of the time key can divide.
     *
     * @return the layout
     */
    public static Layout oneInstant() {
        return new Layout(0, 0);
    }

    /** The time key of a row: whole seconds, never falling with the row's number. */
    long at(int row, int rows, Seed seed) {
        long start = TimeText.nanos(FIRST);
        if (perSecond > 0) {
            return start + row / perSecond * TimeText.SECOND;
        }
        double slot = (double) span / Math.max(1, rows);
        long offset = (long) (slot * (row + seed.unit(row, 1)));
        return start + offset / TimeText.SECOND * TimeText.SECOND;
    }

    /** Whether several rows may share a second. */
    boolean crowded(int rows) {
        return perSecond > 0 || span / Math.max(1, rows) < 2 * TimeText.SECOND;
    }

    @Override
    public String toString() {
        if (perSecond > 0) {
            return perSecond + " rows a second";
        }
        return span == 0 ? "one instant" : "spread over " + Duration.ofNanos(span);
    }
}
