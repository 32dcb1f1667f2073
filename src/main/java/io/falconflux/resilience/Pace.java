package io.falconflux.resilience;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the next call may go out: a value that each call and each reply turn into the next, and a pure function of it.
 *
 * <p>What the service says: after each call how many are left ({@code Remaining}), and after one too many when it will take
 * calls again ({@code RetryAfter}). What it does not say: how long the window is, whether it rolls or starts anew, and what
 * other clients of the customer do meanwhile. So:
 *
 * <ul>
 *   <li>While much is left, calls go out as they come. Calls under way are taken off, so that the last one left is never
 *       given out twice.
 *   <li>A small reserve is kept for calls that somebody waits for. Once only it is left, the others go out one by one, after
 *       growing gaps, to look whether more is left again. Such a look is a call that had to be made anyway, it is not
 *       refused, and it sees a window that rolls on, a bucket that fills, and other clients.
 *   <li>When nothing is left, the next call goes out when the service says so; else when the oldest call that is counted is
 *       as old as calls were that had just been given back ({@link Window}); else after doubling waits.
 *   <li>Refusals that come all the same make the reserve larger for a time.
 * </ul>
 *
 * @param standing how much is left
 * @param learnt what was learnt about the allowance
 * @param brake how long calls are held back
 */
record Pace(Standing standing, Learnt learnt, Brake brake) {

    /** Nothing is known. */
    static final Pace START = new Pace(Standing.START, Learnt.NOTHING, Brake.FREE);

    /**
     * Returns when the next call may go out, as things stand: a time that is past means at once, and {@link Instant#MAX}
     * when one that is under way has come back.
     *
     * @param urgent whether the reserve is there for this call
     */
    Instant opens(boolean urgent) {
        if (standing.left() > (urgent ? 0 : reserve())) {
            return brake.until();
        }
        if (standing.underWay() > 0) {
            return Instant.MAX;
        }
        Instant look = look();
        return look.isAfter(brake.until()) ? look : brake.until();
    }

    /**
     * Returns the earliest time at which the next call may go out, whatever those under way will say.
     *
     * @param urgent whether the reserve is there for this call
     */
    Instant earliest(boolean urgent) {
        Instant opens = opens(urgent);
        return opens.equals(Instant.MAX) ? brake.until() : opens;
    }

    /** When to look what is left. The second half of the reserve is kept while it is known when there will be more. */
    private Instant look() {
        Instant afterGap = brake.since().plus(brake.gap());
        Instant release = learnt.release(standing.left() > 0);
        if (release == null || standing.left() > reserve() / 2 && afterGap.isBefore(release)) {
            return afterGap;
        }
        return release;
    }

    private long reserve() {
        return standing.reserve() * brake.caution();
    }

    /** Returns what is to be remembered of a call that goes out now. */
    Ticket ticket(Instant now) {
        return new Ticket(standing.sent(), now, standing.left() <= reserve());
    }

    /** A call goes out. */
    Pace sent() {
        return new Pace(standing.oneMore(), learnt, brake);
    }

    /** A call came to an end that says nothing about the allowance: no reply, or one that is not the allowance's. */
    Pace unheard(Instant now) {
        return new Pace(standing.unheard(), learnt, brake.cameBack(now));
    }

    /** A call was not refused for the allowance's sake. */
    Pace accepted(Ticket ticket, RateHeaders said, Instant now) {
        Learnt dated = learnt.dated(ticket, said, now);
        Long remaining = said.remaining();
        if (remaining == null) {
            return new Pace(standing.untold(), dated.untold(), brake.accepted(ticket.probe(), true, now));
        }
        long limit = said.limit() == null ? Math.max(standing.limit(), remaining + 1) : said.limit();
        Standing next = standing.told(ticket, limit, remaining);
        Learnt more = standing.news(ticket)
                ? dated.told(ticket, Math.max(0, limit - remaining), next.underWay(), now)
                : dated.counted(ticket);
        return new Pace(next, more, brake.accepted(ticket.probe(), next.left() > standing.left(), now));
    }

    /** A call was refused because the allowance is used up. */
    Pace refused(Ticket ticket, RateHeaders said, Instant now) {
        Learnt dated = learnt.dated(ticket, said, now);
        Duration named = believed(dated.wait(said, now));
        boolean foreseen = dated.release(false) != null;
        Brake next = brake.refused(ticket, standing.sent(), named, foreseen, now);
        return new Pace(standing.refused(), dated.refused(ticket, named == null ? null : next.until()), next);
    }

    private static @Nullable Duration believed(@Nullable Duration wait) {
        return wait == null || wait.isNegative() || wait.isZero() || wait.compareTo(Brake.MOST_HOLD) > 0 ? null : wait;
    }
}
