package io.falconflux.resilience;

import java.time.Instant;

/**
 * How far the service's clock is ahead of the local one, in milliseconds: between two bounds that each dated reply narrows.
 * A {@code Date} is cut to the second, so one reply knows no better; a few together know it to some milliseconds.
 *
 * @param low at least this far ahead
 * @param high at most this far ahead
 */
record ServerClock(long low, long high) {

    /** Nothing is known: the local clock must do. */
    static final ServerClock UNKNOWN = new ServerClock(Long.MIN_VALUE, Long.MAX_VALUE);

    private static final int SECOND = 1000;

    /**
     * Learns from a reply.
     *
     * @param date what the service's clock showed when it replied, cut to the second
     * @param sent when the request went out, by the local clock
     * @param received when the reply came, by the local clock
     */
    ServerClock seen(Instant date, Instant sent, Instant received) {
        long least = date.toEpochMilli() - received.toEpochMilli();
        long most = date.toEpochMilli() + SECOND - sent.toEpochMilli();
        ServerClock both = new ServerClock(Math.max(low, least), Math.min(high, most));
        return both.low <= both.high ? both : new ServerClock(least, Math.max(least, most)); // a clock was set
    }

    /**
     * Returns what the service's clock shows at least, so that nobody comes too early.
     *
     * @param local what the local clock shows
     */
    Instant at(Instant local) {
        return this.equals(UNKNOWN) ? local : local.plusMillis(low);
    }
}
