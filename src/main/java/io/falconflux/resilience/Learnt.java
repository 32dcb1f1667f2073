package io.falconflux.resilience;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt about the allowance over time.
 *
 * @param usage when the part that is used was used
 * @param window how long it takes until it is given back
 * @param clock how far the service's clock is ahead
 */
record Learnt(Usage usage, Window window, ServerClock clock) {

    /** Nothing yet. */
    static final Learnt NOTHING = new Learnt(Usage.NONE, Window.UNKNOWN, ServerClock.UNKNOWN);

    private static final long SECOND = 1000;

    /** Learns the time from any reply. */
    Learnt dated(Ticket ticket, RateHeaders said, Instant now) {
        Instant date = said.date();
        return date == null ? this : new Learnt(usage, window, clock.seen(date, ticket.sent(), now));
    }

    /** The service tells nothing any more. */
    Learnt untold() {
        return new Learnt(Usage.NONE, window, clock);
    }

    /** Counts a call whose word may be older than what is known. */
    Learnt counted(Ticket ticket) {
        return new Learnt(usage.add(ticket.millis(), 1), window, clock);
    }

    /**
     * Compares a call's word with what was used as far as is known. Less than that: the oldest was given back. More, and
     * more than the calls under way: others used it.
     *
     * @param used the calls that the service counts in all
     * @param underWay the calls that it may have counted already
     */
    Learnt told(Ticket ticket, long used, int underWay, Instant now) {
        Usage all = usage.add(ticket.millis(), 1);
        Window seen = !ticket.probe() ? window : all.calls() > used ? window.released(age(ticket)) : held(ticket);
        Usage then = all.release(all.calls() - used).add(now.toEpochMilli(), used - all.calls() - underWay);
        return new Learnt(then, seen, clock);
    }

    /** A call was refused, and the end of the wait was named if it is not null. */
    Learnt refused(Ticket ticket, @Nullable Instant end) {
        if (!ticket.probe() || usage.isEmpty()) {
            return this;
        }
        Window seen = held(ticket);
        return new Learnt(usage, end == null ? seen : seen.named(end.toEpochMilli() - usage.oldest()), clock);
    }

    private Window held(Ticket ticket) {
        return window.held(age(ticket));
    }

    /** How old the oldest call was when this one went out. */
    private long age(Ticket ticket) {
        return usage.isEmpty() ? 0 : ticket.millis() - usage.oldest();
    }

    /**
     * Returns when the oldest call will be given back, or when it is best to look whether it was; null if nothing is known.
     *
     * @param free whether looking too early costs nothing
     */
    @Nullable
    Instant release(boolean free) {
        return usage.isEmpty() || !window.known() ? null : Instant.ofEpochMilli(usage.oldest() + window.guess(free));
    }

    /**
     * Returns how long the service wants to be left alone; null if it does not say. A second that has just begun to pass
     * means its end: the true time was cut.
     */
    @Nullable
    Duration wait(RateHeaders said, Instant now) {
        Instant retryAt = said.retryAt();
        if (retryAt == null) {
            return said.retryIn();
        }
        long millis = retryAt.toEpochMilli() - clock.at(now).toEpochMilli();
        return Duration.ofMillis(millis > 0 || millis <= -SECOND ? millis : millis + SECOND);
    }
}
