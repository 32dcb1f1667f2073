package io.falconflux.resilience;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long calls are held back.
 *
 * @param since when the last call came back
 * @param until before this nothing goes out
 * @param gap how long to wait between calls that go out to look; it grows when one sees nothing new and halves when it does
 * @param care what refusals leave behind: each counts a hundred, each accepted call takes one away
 * @param refused how many calls had gone out at the last refusal; -1 before the first
 */
record Brake(Instant since, Instant until, Duration gap, int care, long refused) {

    /** Nothing is held back. */
    static final Brake FREE = new Brake(Instant.EPOCH, Instant.EPOCH, Duration.ofMillis(100), 0, -1);

    /** The longest wait that is believed. */
    static final Duration MOST_HOLD = Duration.ofMinutes(2);

    private static final Duration LEAST_HOLD = Duration.ofMillis(250);
    private static final Duration LEAST_GAP = Duration.ofMillis(20);
    private static final Duration MOST_GAP = Duration.ofMinutes(1);
    private static final Duration MOST_FREE_GAP = Duration.ofSeconds(4);
    private static final int REFUSAL = 100;
    private static final int MOST_CARE = 4 * REFUSAL;

    /** Returns how many times its size the reserve should have. */
    int caution() {
        return 1 + care / REFUSAL;
    }

    Brake cameBack(Instant now) {
        return new Brake(now, until, gap, care, refused);
    }

    /** A call was accepted; if it went out to look, it saw more than was known, or not. */
    Brake accepted(boolean probe, boolean more, Instant now) {
        Duration next =
                !probe ? gap : more ? shorter() : refused < 0 || gap.compareTo(MOST_FREE_GAP) > 0 ? gap : longer();
        return new Brake(now, until, next, Math.max(0, care - 1), refused);
    }

    /**
     * A call was refused. Of calls that went out together and are refused together, the first says it all.
     *
     * @param named the wait that the service named, if that is one
     * @param foreseen whether it is known when calls will be taken again
     */
    Brake refused(Ticket ticket, long sent, @Nullable Duration named, boolean foreseen, Instant now) {
        boolean first = ticket.number() >= refused;
        Duration next = first ? longer() : gap;
        Duration wait = named != null ? named : !first ? Duration.ZERO : foreseen ? LEAST_HOLD : next;
        Instant end = now.plus(wait.compareTo(LEAST_HOLD) < 0 && first ? LEAST_HOLD : wait);
        int more = first ? Math.min(MOST_CARE, care + REFUSAL) : care;
        return new Brake(now, end.isAfter(until) ? end : until, next, more, sent);
    }

    private Duration shorter() {
        return Duration.ofMillis(Math.max(LEAST_GAP.toMillis(), gap.toMillis() / 2));
    }

    private Duration longer() {
        long more = gap.compareTo(MOST_FREE_GAP) < 0 ? gap.toMillis() * 2 : gap.toMillis() * 3 / 2;
        return Duration.ofMillis(Math.min(MOST_GAP.toMillis(), more));
    }
}
