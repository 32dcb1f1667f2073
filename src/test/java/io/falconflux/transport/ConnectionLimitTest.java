package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void failuresInARowWhileOthersAreServedLowerIt() {
        ConnectionLimit limit = refused(ConnectionLimit.of(16), 2, 5, 0);
        assertEquals(2, limit.connections());
    }

    @Test
    void aServiceThatServesNobodyIsDownAndProvesNothing() {
        assertEquals(16, refused(ConnectionLimit.of(16), 0, 100, 0).connections());
    }

    @Test
    void oneNewConnectionThatIsServedMeansThatTheOthersFailedForOtherReasons() {
        ConnectionLimit limit = ConnectionLimit.of(16);
        for (int i = 0; i < 50; i++) {
            limit = refused(limit, 5, 4, 0).opened();
        }
        assertEquals(16, limit.connections());
    }

    @Test
    void oneMoreIsTriedAfterAPauseAndARefusalSettlesItAtOnce() {
        ConnectionLimit two = refused(ConnectionLimit.of(16), 2, 5, 0);
        assertEquals(2, two.served(9 * SECOND).connections());
        ConnectionLimit three = two.served(11 * SECOND);
        assertEquals(3, three.connections());
        assertEquals(2, three.refused(2, 12 * SECOND).connections());
    }

    @Test
    void thePauseGrowsWhileOneMoreIsRefused() {
        ConnectionLimit limit = refused(ConnectionLimit.of(16), 2, 5, 0);
        long now = 0;
        int tries = 0;
        for (; now < Duration.ofHours(1).toNanos(); now += SECOND) {
            ConnectionLimit more = limit.served(now);
            if (more.connections() > limit.connections()) {
                tries++;
                more = more.refused(2, now);
            }
            limit = more;
        }
        assertEquals(15, tries, "tries in an hour");
        assertEquals(2, limit.connections());
    }

    @Test
    void aServiceThatAllowsMoreAgainGetsMoreAgain() {
        ConnectionLimit limit = refused(ConnectionLimit.of(6), 2, 5, 0);
        for (long now = 0; now < 60 * SECOND; now += SECOND) {
            limit = limit.served(now).opened();
        }
        assertEquals(ConnectionLimit.of(6), limit);
    }

    @Test
    void theClockMayWrap() {
        long late = Long.MAX_VALUE - SECOND;
        ConnectionLimit limit = refused(ConnectionLimit.of(16), 2, 5, late);
        assertEquals(2, limit.served(late + 9 * SECOND).connections());
        assertEquals(3, limit.served(late + 11 * SECOND).connections());
    }

    private static ConnectionLimit refused(ConnectionLimit limit, int served, int times, long now) {
        ConnectionLimit after = limit;
        for (int i = 0; i < times; i++) {
            after = after.refused(served, now);
        }
        return after;
    }
}
