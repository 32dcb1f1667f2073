package io.falconflux.auth;

import io.falconflux.auth.Expectancy.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A token as it is lent to calls: it is known how many it was lent to, how many it served, and when it was refused. What its
 * predecessors taught of their lives bounds its own, as long as there is another to be had.
 */
final class Lease {

    private final AccessToken token;
    private final Instant born;
    private final @Nullable Instant renewFrom;
    private final Function<Instant, Limits> limits;
    private volatile boolean unlimited;
    private final AtomicLong lent = new AtomicLong();
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicReference<@Nullable Instant> died = new AtomicReference<>();

    /**
     * Lends a token that came now.
     *
     * @param limits how far tokens like it are used, as far as that is known at a time
     */
    Lease(AccessToken token, Instant now, Function<Instant, Limits> limits) {
        this.token = token;
        this.born = now;
        this.limits = limits;
        Instant end = token.expires();
        this.renewFrom = end == null ? null : now.plus(most(Duration.between(now, end)));
    }

    private static Duration most(Duration life) {
        return life.multipliedBy(4).dividedBy(5);
    }

    AccessToken token() {
        return token;
    }

    String value() {
        return token.value();
    }

    /** Returns how many calls it served so far. */
    long served() {
        return served.get();
    }

    void markServed() {
        served.incrementAndGet();
    }

    void markRefused() {
        refused.incrementAndGet();
    }

    /** Tells whether it is refused by now, after it had served: so its successor will serve, too. */
    boolean usedUp() {
        return refused.get() > 0 && served.get() > 0;
    }

    /** Returns how many calls it may have served: those that were not refused, though their replies are still to come. */
    long mayHaveServed() {
        return lent.get() - refused.get();
    }

    /** Returns how long it lived; until now, if it was not refused. */
    Duration lived(Instant now) {
        return Duration.between(born, Objects.requireNonNullElse(died.get(), now));
    }

    /** Tells whether it is too early to think of the next one. */
    boolean fresh(Instant now) {
        Limits known = limits(now);
        Duration life = known.life();
        return (renewFrom == null || now.isBefore(renewFrom))
                && (life == null || lived(now).compareTo(most(life)) < 0)
                && lent.get() < known.calls();
    }

    /** Tells whether it is good by the service's word. */
    boolean valid(Instant now) {
        Instant end = token.expires();
        return end == null || now.isBefore(end);
    }

    /** Tells whether tokens like it were refused from about here on, so that another should be had. */
    boolean spent(Instant now) {
        return over(now) || lent.get() >= limits(now).calls();
    }

    private boolean over(Instant now) {
        Duration life = limits(now).life();
        return life != null && lived(now).compareTo(life) >= 0;
    }

    /** Takes it for one call, unless it is spent. */
    boolean lend(Instant now) {
        return !over(now) && lent.incrementAndGet() <= limits(now).calls();
    }

    private Limits limits(Instant now) {
        return unlimited ? Limits.NONE : limits.apply(now);
    }

    /** Forgets its limits: there is no other to be had. */
    void goOn() {
        unlimited = true;
    }

    /** Notes that the service refused it, and returns whether that was its end, before its time and after it had served. */
    boolean diedEarly(Instant now) {
        return token.expires() != null && valid(now) && served() > 0 && died.compareAndSet(null, now);
    }
}
