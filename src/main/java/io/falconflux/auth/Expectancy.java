package io.falconflux.auth;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tokens that died before their time teach about those that follow. A service answers dead tokens from a pool of 15 calls a
 * minute, and with several calls under way each death costs several of them; so tokens that die again and again are replaced
 * before they do. One death teaches nothing: somebody may have revoked the token. Two that were alike do, in their lives or in the
 * calls that they served. It is forgotten ten minutes after the last.
 */
final class Expectancy {

    private static final Duration MEMORY = Duration.ofMinutes(10);

    /** Of tokens that live shorter, one would be asked for all the time; then only their calls may count. */
    private static final Duration LEAST_LIFE = Duration.ofSeconds(1);

    private @Nullable Lease earlier;
    private @Nullable Lease latest;
    private Instant when = Instant.MIN;

    /**
     * How far a token is used.
     *
     * @param life how long; null for as long as the service said
     * @param calls for how many calls
     */
    record Limits(@Nullable Duration life, long calls) {

        static final Limits NONE = new Limits(null, Long.MAX_VALUE);
    }

    /** Notes a token that died early. */
    synchronized void died(Lease lease, Instant now) {
        earlier = now.isBefore(when.equals(Instant.MIN) ? when : when.plus(MEMORY)) ? latest : null;
        latest = lease;
        when = now;
    }

    /** Returns how far tokens should be used, by what is known now: replies to calls that dead tokens served may still come in. */
    synchronized Limits limits(Instant now) {
        Lease one = earlier;
        Lease two = latest;
        if (one == null || two == null || !now.isBefore(when.plus(MEMORY))) {
            return Limits.NONE;
        }
        Duration life = min(one.lived(now), two.lived(now));
        Duration longer = one.lived(now).plus(two.lived(now)).minus(life);
        if (life.compareTo(LEAST_LIFE) >= 0 && longer.multipliedBy(2).compareTo(life.multipliedBy(3)) <= 0) {
            return new Limits(life, Long.MAX_VALUE);
        }
        return new Limits(null, calls(one, two));
    }

    /**
     * Returns how many calls both tokens served, if that was as many. A reply may overtake another, so the replies of calls that
     * a refused token served may still be to come: each token served at least as many as are known, and at most as many as were
     * not refused.
     */
    private static long calls(Lease one, Lease two) {
        long least = Math.max(one.served(), two.served());
        long most = Math.min(one.mayHaveServed(), two.mayHaveServed());
        return least - most <= Math.max(1, most / 8) ? Math.min(least, most) : Long.MAX_VALUE;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
