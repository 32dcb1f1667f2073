package io.falconflux.transport;

import java.time.Duration;

/**
 * How many connections the service seems to allow. Pure: each method returns what follows from what happened.
 *
 * <p>A service, or a proxy before it, may allow fewer connections than the options and refuse the others, or accept and close
 * them. That is believed when new connections fail several times in a row while others are served; then there are no more than
 * those. Now and then one more is tried, ever more seldom while it fails.
 *
 * @param connections how many may be open
 * @param most how many the options allow
 * @param failures new connections in a row that failed
 * @param until when one more may be tried, nanoseconds of the caller's clock
 * @param pause how long to wait before one more is tried
 */
record ConnectionLimit(int connections, int most, int failures, long until, Duration pause) {

    private static final int BELIEVED = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LAST_PAUSE = Duration.ofMinutes(5);

    static ConnectionLimit of(int most) {
        return new ConnectionLimit(most, most, 0, 0, FIRST_PAUSE);
    }

    /**
     * A new connection could not be made, or was closed before it brought a reply.
     *
     * @param served connections that are open and have brought a reply
     */
    ConnectionLimit refused(int served, long now) {
        int count = failures + 1;
        if (served == 0 || served >= connections || count < BELIEVED) {
            return new ConnectionLimit(connections, most, count, until, pause);
        }
        return lowered(served, now);
    }

    private ConnectionLimit lowered(int served, long now) {
        boolean again = connections < most;
        Duration next = again && pause.compareTo(LAST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        return new ConnectionLimit(served, most, 0, now + next.toNanos(), next);
    }

    /** A new connection brought a reply. */
    ConnectionLimit opened() {
        return failures == 0 ? this : new ConnectionLimit(connections, most, 0, until, pause);
    }

    /** A reply came. */
    ConnectionLimit served(long now) {
        if (connections == most || now - until < 0) {
            return this;
        }
        int more = connections + 1;
        return more == most ? of(most) : new ConnectionLimit(more, most, BELIEVED - 1, now + pause.toNanos(), pause);
    }
}
