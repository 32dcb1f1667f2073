package io.falconflux.auth;

import io.falconflux.error.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * One token for any number of callers.
 *
 * <p>State: the token in use, the one before it, what early deaths taught, the one renewal under way, and when a failed renewal may be tried again. A
 * renewal belongs to nobody: it is shared by all who wait and goes on when the caller that started it goes away, and it does
 * not carry that caller's deadline or meter. While the token is valid it is served, and renewed in the background when four
 * fifths of its life are over; a renewal that fails then costs nobody anything, and the next waits. An error is never kept. Tokens
 * that keep dying before their time are replaced before they do ({@link Expectancy}).
 *
 * <p>Times are spans on the local clock, from the moment that the token came: no time of the service is compared with one of
 * this machine, so it does not matter if the two disagree.
 */
public final class TokenCache {

    private static final Logger LOG = LoggerFactory.getLogger(TokenCache.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 6;

    /** How long the end of the client waits for a token that is on its way, to revoke it. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final TokenSource source;
    private final Scheduler clock;
    private final AtomicReference<@Nullable Lease> current = new AtomicReference<>();
    private final AtomicReference<@Nullable Lease> before = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<Lease>> renewal = new AtomicReference<>();
    private volatile Instant notBefore = Instant.MIN;
    private final Expectancy expectancy = new Expectancy();
    private final AtomicInteger failures = new AtomicInteger();

    /**
     * Serves the tokens of a source.
     *
     * @param source where tokens come from
     * @param clock what tells the time
     */
    public TokenCache(TokenSource source, Scheduler clock) {
        this.source = Objects.requireNonNull(source, "source");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Returns a valid token, from the cache or from the source. */
    Mono<Lease> lease() {
        return Mono.defer(() -> {
            Instant now = now();
            Lease lease = current.get();
            if (lease == null || !lease.valid(now)) {
                return renew();
            }
            if (lease.spent(now)) {
                return renew().onErrorResume(error -> {
                    lease.goOn();
                    return Mono.just(lease);
                });
            }
            if (!lease.fresh(now) && !now.isBefore(notBefore)) {
                renewInBackground();
            }
            return Mono.just(lease);
        });
    }

    /** Makes sure that there is a valid token: asks for one if there is none. Its errors are those of the source. */
    public Mono<Void> ready() {
        return lease().then();
    }

    /** Takes a token for one call; false if tokens like it were refused from about here on and another should be had. */
    boolean lend(Lease lease) {
        return lease.lend(now());
    }

    /** Returns what must show in no text besides the tokens. */
    List<String> secrets() {
        return source.secrets();
    }

    /** Returns the token in use; null if there is none that is valid. */
    @Nullable
    Lease inUse() {
        Lease lease = current.get();
        return lease != null && lease.valid(now()) ? lease : null;
    }

    /** Forgets a token that the service refused, unless another has taken its place. */
    void invalidate(Lease refused) {
        Instant now = now();
        refused.markRefused();
        if (refused.diedEarly(now)) {
            expectancy.died(refused, now);
        }
        current.compareAndSet(refused, null);
    }

    private void renewInBackground() {
        if (renewal.get() == null) {
            renew().subscribe(lease -> {}, TokenCache::notRenewed);
        }
    }

    /** Nobody waits for an early renewal, so nobody else would tell that the client may not have another token. */
    private static void notRenewed(Throwable error) {
        if (error instanceof RefusedException refused && (refused.status() == 400 || refused.status() == 403)) {
            LOG.warn("The token in use could not be renewed: {}", refused.getMessage());
        } else {
            LOG.debug("The token in use was not renewed early: {}", error.toString());
        }
    }

    /** Joins the renewal under way, or begins one. */
    private Mono<Lease> renew() {
        Mono<Lease> mine = fetch().cache();
        Mono<Lease> winner = renewal.updateAndGet(other -> other == null ? mine : other);
        return Objects.requireNonNull(winner);
    }

    private Mono<Lease> fetch() {
        return Mono.defer(() -> {
                    Lease lease = current.get(); // another renewal may have ended since the caller looked
                    return lease != null && lease.fresh(now()) ? Mono.just(lease) : fetchNew();
                })
                .doOnTerminate(() -> renewal.set(null))
                .contextWrite(context -> Context.empty());
    }

    private Mono<Lease> fetchNew() {
        return source.fetch().map(this::born).doOnNext(this::renewed).doOnError(error -> failed());
    }

    private Lease born(AccessToken token) {
        return new Lease(token, now(), expectancy::limits);
    }

    private void renewed(Lease lease) {
        before.set(current.getAndSet(lease));
        failures.set(0);
        notBefore = Instant.MIN;
    }

    private void failed() {
        int doublings = Math.min(failures.getAndIncrement(), MOST_DOUBLINGS);
        notBefore = now().plus(FIRST_PAUSE.multipliedBy(1L << doublings));
    }

    /**
     * Ends the token in use, and the one before it if that is still good: it was replaced early. A token that is on its way
     * is waited for a second at most.
     *
     * <p><b>Laziness</b>: nothing happens before subscription. <br><b>Demand</b>: completes without a value.
     * <br><b>Cancellation</b>: aborts the calls. <br><b>Errors</b>: none; a token that cannot be revoked ends by itself.
     */
    public Mono<Void> revoke() {
        return Mono.defer(() -> {
                    Mono<Lease> coming = renewal.get();
                    return coming == null
                            ? Mono.empty()
                            : coming.timeout(LAST_WAIT, clock).then().onErrorComplete();
                })
                .thenMany(Flux.defer(() -> {
                    Instant now = now();
                    return Flux.fromStream(Stream.of(current, before))
                            .mapNotNull(held -> held.getAndSet(null))
                            .filter(lease -> lease.valid(now));
                }))
                .flatMap(this::revoke)
                .then();
    }

    private Mono<Void> revoke(Lease lease) {
        return source.revoke(lease.token()).onErrorResume(error -> {
            LOG.debug("The token was not revoked: {}", error.toString());
            return Mono.empty();
        });
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS));
    }
}
