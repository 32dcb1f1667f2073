package io.falconflux.action;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;

/**
 * How many chunks may be on their way: as many as hold the outcomes that are asked for, which is exact, since a write that nobody
 * asked for cannot be taken back. {@link Chunks} makes no chunk that the gate does not let through, whatever the operators
 * behind it ask for ahead.
 */
final class Gate {

    private final int size;
    private @Nullable Runnable look;
    private long demanded;
    private long chunks;
    private long outcomes;
    private volatile long allowed;
    private volatile boolean ended;

    /** Makes a gate for chunks of so many ids, closed. */
    Gate(int size) {
        this.size = size;
    }

    /** Returns how many ids a chunk holds at most. */
    int size() {
        return size;
    }

    /** Sets what is to look again when the gate has moved; called once, before anything flows. */
    void opens(Runnable whenMoved) {
        look = whenMoved;
    }

    /** Returns how many chunks may have been made in all. */
    long allowed() {
        return allowed;
    }

    /** Returns whether no further id is wanted. */
    boolean ended() {
        return ended;
    }

    /** Opens as far as so many more outcomes need; a number that is no demand opens nothing. */
    void want(long more) {
        count(Math.max(0, more), 0, 0);
    }

    /** Counts a chunk that came back, which may have held fewer ids than it could. */
    void came(int some) {
        count(0, 1, some);
    }

    /** Takes no further id from the source. */
    void end() {
        ended = true;
        moved();
    }

    private void count(long more, int chunk, int some) {
        boolean further;
        synchronized (this) {
            demanded = Operators.addCap(demanded, more);
            chunks += chunk;
            outcomes += some;
            long needed = needed();
            further = needed > allowed;
            if (further) {
                allowed = needed;
            }
        }
        if (further) {
            moved();
        }
    }

    /** Returns how many chunks the demand needs in all, those that came included. */
    private long needed() {
        if (demanded == Long.MAX_VALUE) {
            return demanded;
        }
        long lacking = Math.max(0, demanded - outcomes);
        return chunks + (lacking + size - 1) / size;
    }

    private void moved() {
        Runnable whenMoved = look;
        if (whenMoved != null) {
            whenMoved.run();
        }
    }
}
