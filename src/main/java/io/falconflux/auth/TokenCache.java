package io.falconflux.auth;

import io.falconflux.error.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * One token for any number of callers.
 *
 * <p>State: the token in use, the one renewal under way, and when a failed renewal may be tried again. A renewal belongs to
 * nobody: it is shared by all who wait and goes on when the caller that started it goes away, and it does not carry that
 * caller's deadline or meter. While the token is valid it is served, and renewed in the background when four fifths of its
 * life are over; a renewal that fails then costs nobody anything. An error is never kept.
 */
public final class TokenCache {

    private static final Logger LOG = LoggerFactory.getLogger(TokenCache.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final TokenSource source;
    private final Scheduler clock;
    private final AtomicReference<@Nullable Lease> current = new AtomicReference<>();
    private final AtomicReference<@Nullable Mono<Lease>> renewal = new AtomicReference<>();
    private volatile Instant notBefore = Instant.MIN;
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

    /** A token as it is lent to calls: it is known whether a call was ever served with it. */
    static final class Lease {

        private final AccessToken token;
        private final Instant renewFrom;
        private volatile boolean served;

        Lease(AccessToken token, Instant now) {
            this.token = token;
            this.renewFrom = now.plus(
                    Duration.between(now, token.expires()).multipliedBy(4).dividedBy(5));
        }

        String value() {
            return token.value();
        }

        boolean served() {
            return served;
        }

        void markServed() {
            served = true;
        }
    }

    /** Returns a valid token, from the cache or from the source. */
    Mono<Lease> lease() {
        return Mono.defer(() -> {
            Instant now = now();
            Lease lease = current.get();
            if (lease == null || !now.isBefore(lease.token.expires())) {
                return renew();
            }
            if (!now.isBefore(lease.renewFrom) && !now.isBefore(notBefore)) {
                renewInBackground();
            }
            return Mono.just(lease);
        });
    }

    /** Forgets a token that the service refused, unless another has taken its place. */
    void invalidate(Lease refused) {
        current.compareAndSet(refused, null);
    }

    private void renewInBackground() {
        if (renewal.get() == null) {
            renew().subscribe(lease -> {}, error -> LOG.debug("The token was not renewed early: {}", error.toString()));
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
                    return lease != null && now().isBefore(lease.renewFrom) ? Mono.just(lease) : fetchNew();
                })
                .doOnTerminate(() -> renewal.set(null))
                .contextWrite(context -> Context.empty());
    }

    private Mono<Lease> fetchNew() {
        return source.fetch()
                .map(token -> new Lease(token, now()))
                .doOnNext(this::renewed)
                .doOnError(this::failed);
    }

    private void renewed(Lease lease) {
        current.set(lease);
        failures.set(0);
        notBefore = Instant.MIN;
    }

    private void failed(Throwable error) {
        int count = Math.min(failures.incrementAndGet(), 7);
        notBefore = now().plus(FIRST_PAUSE.multipliedBy(1L << (count - 1)));
        if (error instanceof RefusedException refused && (refused.status() == 400 || refused.status() == 403)) {
            LOG.warn("The token service refuses the client: {}", refused.getMessage());
        }
    }

    /**
     * Ends the token in use, if there is one.
     *
     * <p><b>Laziness</b>: nothing happens before subscription. <br><b>Demand</b>: completes without a value.
     * <br><b>Cancellation</b>: aborts the call. <br><b>Errors</b>: none; a token that cannot be revoked ends by itself.
     */
    public Mono<Void> revoke() {
        return Mono.defer(() -> {
                    Lease lease = current.getAndSet(null);
                    return lease == null ? Mono.empty() : source.revoke(lease.token);
                })
                .onErrorResume(error -> {
                    LOG.debug("The token was not revoked: {}", error.toString());
                    return Mono.empty();
                });
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS));
    }
}
