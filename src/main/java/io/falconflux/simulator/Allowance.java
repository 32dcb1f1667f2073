package io.falconflux.simulator;

import java.time.Clock;
import java.time.Duration;

/** So many calls within a window of time: one that rolls on, counted in sixty slices, or one that starts anew. */
final class Allowance {

    private static final int SLICES = 60;

    private final int limit;
    private final int shown;
    private final long sliceMillis;
    private final Clock clock;
    private final boolean rolling;
    private final int[] counts = new int[SLICES];
    private long newest;
    private int used;

    /**
     * Makes an allowance.
     *
     * @param limit how many calls; 0 for no end
     * @param shown what the headers say if there is no end
     * @param rolling whether each call comes back by itself; otherwise a window begins with the first call after the last one
     */
    Allowance(int limit, int shown, Duration window, Clock clock, boolean rolling) {
        this.limit = limit;
        this.shown = shown;
        this.sliceMillis = Math.max(1, window.toMillis() / SLICES);
        this.clock = clock;
        this.rolling = rolling;
        this.newest = clock.millis() / sliceMillis;
    }

    /** Takes a call out, if there is one left. */
    synchronized Standing take() {
        roll();
        if (limit == 0) {
            return new Standing(shown, shown, 0);
        }
        if (used >= limit) {
            return new Standing(limit, 0, next());
        }
        counts[(int) (newest % SLICES)]++;
        used++;
        return new Standing(limit, limit - used, 0);
    }

    /** Takes calls out as others would, as far as they go. */
    void take(int calls) {
        for (int i = 0; i < calls && !take().exceeded(); i++) {
            // as far as they go
        }
    }

    /** How it stands, without taking a call out. */
    synchronized Standing peek() {
        roll();
        return limit == 0 ? new Standing(shown, shown, 0) : new Standing(limit, limit - used, 0);
    }

    private void roll() {
        long now = clock.millis() / sliceMillis;
        if (now - newest >= SLICES || !rolling && used == 0) {
            java.util.Arrays.fill(counts, 0);
            used = 0;
            newest = now;
        }
        while (rolling && newest < now) {
            newest++;
            used -= counts[(int) (newest % SLICES)];
            counts[(int) (newest % SLICES)] = 0;
        }
    }

    /** The second at which the oldest calls will have rolled out of the window. */
    private long next() {
        long slice = newest - SLICES + 1;
        while (slice < newest && counts[(int) (slice % SLICES)] == 0) {
            slice++;
        }
        long millis = (slice + SLICES) * sliceMillis;
        return Math.floorDiv(millis + 999, 1_000);
    }

    /**
     * How the allowance stands after a call.
     *
     * @param retryAt the epoch second from which calls are taken again; 0 if this one was taken
     */
    record Standing(int limit, int remaining, long retryAt) {

        boolean exceeded() {
            return retryAt > 0;
        }

        /** Puts the headers on a reply, unless it has such headers already. */
        Reply on(Reply reply) {
            if (reply.rated()) {
                return reply;
            }
            reply.with("X-Ratelimit-Limit", Integer.toString(limit));
            reply.with("X-Ratelimit-Remaining", Integer.toString(remaining));
            return exceeded() ? reply.with("X-Ratelimit-Retryafter", Long.toString(retryAt)) : reply;
        }
    }
}
