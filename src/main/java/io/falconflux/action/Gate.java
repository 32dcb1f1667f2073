package io.falconflux.action;

import org.jspecify.annotations.Nullable;

/**
 * How many chunks may be on their way, told from where outcomes are asked for to where ids are gathered: {@link Spread} knows
 * the demand, {@link Gather} makes chunks. Operators between them may ask for chunks ahead; the gate does not open for those.
 */
final class Gate {

    private @Nullable Runnable look;
    private volatile long allowed;
    private volatile boolean ended;

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

    /** Allows as many chunks in all; called by one thread at a time. */
    void allow(long chunks) {
        if (chunks > allowed) {
            allowed = chunks;
            moved();
        }
    }

    /** Takes no further id from the source. */
    void end() {
        ended = true;
        moved();
    }

    private void moved() {
        Runnable whenMoved = look;
        if (whenMoved != null) {
            whenMoved.run();
        }
    }
}
