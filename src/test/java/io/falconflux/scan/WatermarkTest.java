package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Where polls begin, and when what was seen is done with. Times of the service are seconds after noon; the local clock says 0. */
class WatermarkTest {

    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private final Watermark mark = new Watermark(noon(0), null, OVERLAP);

    private static Instant noon(double seconds) {
        return Instant.parse("2026-03-01T12:00:00Z").plusNanos((long) (seconds * 1e9));
    }

    private static long at(double seconds) {
        return (long) (seconds * 1e9);
    }

    /** A poll that takes no time, sees a newest change, and comes to its end. */
    private Instant poll(double now, boolean few, double newest) {
        Instant from = mark.begin(at(now), few);
        mark.read(noon(newest));
        mark.end(at(now), noon(newest));
        return from;
    }

    @Test
    void thePollAfterNewsBeginsWithTheirSecond() {
        poll(0, false, 7.3);
        assertEquals(noon(7), poll(1, false, 7.3));
    }

    @Test
    void whenTheSecondIsOverItIsLeftToFullPolls() {
        poll(0, false, 7.3);
        assertEquals(noon(8), poll(2, false, 7.3));
        assertEquals(noon(0), poll(15, false, 7.3));
    }

    @Test
    void aFullPollComesFourTimesInTheOverlapUnlessRowsAreFew() {
        poll(0, false, 7.3);
        assertEquals(noon(8), poll(14.9, false, 7.3));
        assertEquals(noon(0), poll(14.95, true, 7.3));
        assertEquals(noon(8), poll(29.9, false, 7.3));
        assertEquals(noon(0), poll(29.96, false, 7.3));
    }

    @Test
    void theFrontierMovesBehindASecondWhenNothingOfItCanComeLate() {
        poll(0, true, 7.3);
        poll(60.9, true, 7.3);
        assertEquals(noon(0), mark.frontier());
        assertTrue(poll(61, true, 7.3).equals(noon(0)), "one more full poll reads it all");
        assertEquals(noon(8), mark.frontier());
    }

    @Test
    void onlyFullPollsMoveTheFrontier() {
        poll(0, false, 7.3);
        poll(50, false, 7.3);
        assertEquals(noon(8), poll(61, false, 7.3));
        assertEquals(noon(0), mark.frontier());
        assertEquals(noon(0), poll(66, false, 7.3));
        assertEquals(noon(8), mark.frontier());
    }

    @Test
    void aPollThatBreaksOffMovesTheFrontierNoFurtherThanItRead() {
        poll(0, true, 100);
        mark.begin(at(70), true);
        mark.read(noon(40.5));
        mark.stop(at(70), noon(100));
        assertEquals(noon(40), mark.frontier());
    }

    @Test
    void aPollThatBreaksOffGoesOnWhereItStopped() {
        mark.begin(at(0), false);
        mark.read(noon(40.5));
        mark.stop(at(0), noon(41));
        mark.begin(at(5), false);
        mark.end(at(5), noon(50));
        assertEquals(noon(50), mark.begin(at(6), false));
    }

    @Test
    void aFullPollThatEndsBeforeTheNewestChangeIsBelievedTheThirdTime() {
        poll(0, true, 100);
        poll(61, true, 50);
        assertEquals(noon(50), mark.frontier());
        poll(62, true, 50);
        assertEquals(noon(50), mark.frontier());
        poll(63, true, 50);
        assertEquals(noon(101), mark.frontier());
    }

    @Test
    void whatIsMuchOlderThanTheNewestChangeIsDoneAtOnce() {
        Watermark old = new Watermark(noon(0), noon(7200), OVERLAP);
        old.begin(at(0), true);
        assertTrue(old.moves());
        old.read(noon(1000));
        assertEquals(noon(1000), old.frontier());
        old.read(noon(7000));
        assertEquals(noon(7200 - 3600 - 60), old.frontier());
    }

    @Test
    void whereNothingCanMoveNothingNeedsProof() {
        poll(0, true, 7.3);
        poll(70, true, 7.3);
        mark.begin(at(80), true);
        assertFalse(mark.moves());
    }

    @Test
    void withoutRoomTheFrontierMovesNoFurtherThanWasRead() {
        mark.begin(at(0), true);
        mark.read(noon(5));
        mark.shorten(noon(3));
        assertEquals(noon(3), mark.frontier());
        mark.shorten(noon(9));
        assertEquals(noon(5), mark.frontier());
    }
}
