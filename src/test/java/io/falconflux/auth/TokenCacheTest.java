package io.falconflux.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class TokenCacheTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration USUAL = Duration.ofSeconds(1799);
    private static final FalconException DOWN = new NoReplyException("oauth2AccessToken", "reset", true, null);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ScriptedSource source = new ScriptedSource(time, USUAL);
    private final TokenCache cache = new TokenCache(source, time);

    @BeforeEach
    void start() {
        time.advanceTimeTo(Instant.parse("2026-01-15T10:00:00Z"));
    }

    @Test
    void nothingIsFetchedBeforeSomebodySubscribes() {
        Mono<Lease> lease = cache.lease();
        assertEquals(0, source.fetches());
        assertEquals("token-1", value(lease));
        assertEquals("token-1", value(lease), "the second subscription gets the same token");
        assertEquals(1, source.fetches());
    }

    @Test
    void aThousandConcurrentFirstCallersCauseOneTokenCall() {
        ScriptedSource slow = new ScriptedSource(Schedulers.parallel(), USUAL)
                .before(number -> Mono.delay(Duration.ofMillis(50)).then());
        TokenCache shared = new TokenCache(slow, Schedulers.parallel());
        Mono<Set<String>> tokens = Flux.range(0, 1000)
                .flatMap(i -> shared.lease().map(Lease::value).subscribeOn(Schedulers.parallel()), 1000)
                .collectList()
                .map(Set::copyOf);
        StepVerifier.create(tokens)
                .expectNext(Set.of("token-1"))
                .expectComplete()
                .verify(SOON);
        assertEquals(1, slow.fetches());
    }

    @Test
    void aThousandConcurrentCallersAtTheEndOfATokenCauseOneMoreTokenCall() {
        ScriptedSource slow = new ScriptedSource(time, USUAL)
                .before(number -> number == 1
                        ? Mono.empty()
                        : Mono.delay(Duration.ofMillis(50)).then());
        TokenCache shared = new TokenCache(slow, time);
        value(shared.lease());
        time.advanceTimeBy(USUAL);
        Mono<Set<String>> tokens = Flux.range(0, 1000)
                .flatMap(i -> shared.lease().map(Lease::value).subscribeOn(Schedulers.parallel()), 1000)
                .collectList()
                .map(Set::copyOf);
        StepVerifier.create(tokens)
                .expectNext(Set.of("token-2"))
                .expectComplete()
                .verify(SOON);
        assertEquals(2, slow.fetches());
    }

    @Test
    void aThousandCallersCostOneTokenCallThoughTheFirstOfThemGoesAway() {
        Sinks.Empty<Void> reply = Sinks.empty();
        source.before(number -> reply.asMono());
        List<String> tokens = new ArrayList<>();
        Disposable leader = cache.lease().subscribe();
        for (int i = 1; i < 1000; i++) {
            cache.lease().map(Lease::value).subscribe(tokens::add);
        }
        leader.dispose();
        reply.tryEmitEmpty();
        assertEquals(999, tokens.size());
        assertEquals(Set.of("token-1"), Set.copyOf(tokens));
        assertEquals(1, source.fetches());
    }

    @Test
    void theTokenCallSurvivesTheCallerThatStartedIt() {
        Sinks.Empty<Void> reply = Sinks.empty();
        source.before(number -> reply.asMono());
        AtomicReference<Lease> second = new AtomicReference<>();
        Disposable leader = cache.lease().subscribe();
        cache.lease().subscribe(second::set);
        leader.dispose();
        assertEquals(0, source.cancelled());
        reply.tryEmitEmpty();
        assertEquals("token-1", second.get().value());
        assertEquals(1, source.fetches());
    }

    @Test
    void aTokenThatEverybodyStoppedWaitingForIsKeptForTheNext() {
        Sinks.Empty<Void> reply = Sinks.empty();
        source.before(number -> reply.asMono());
        cache.lease().subscribe().dispose();
        reply.tryEmitEmpty();
        assertEquals("token-1", value(cache.lease()));
        assertEquals(1, source.fetches());
    }

    @Test
    void anErrorReachesAllWhoWaitAndIsNotKept() {
        Sinks.Empty<Void> reply = Sinks.empty();
        source.before(number -> number == 1 ? reply.asMono() : Mono.empty());
        List<Throwable> errors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            cache.lease().subscribe(lease -> {}, errors::add);
        }
        reply.tryEmitError(DOWN);
        assertEquals(List.of(DOWN, DOWN, DOWN), errors);
        assertEquals("token-2", value(cache.lease()));
    }

    @Test
    void aTokenIsRenewedInTheBackgroundBeforeItEnds() {
        Sinks.Empty<Void> reply = Sinks.empty();
        source.before(number -> number == 2 ? reply.asMono() : Mono.empty());
        value(cache.lease());
        time.advanceTimeBy(USUAL.dividedBy(2));
        assertEquals("token-1", value(cache.lease()));
        assertEquals(1, source.fetches(), "half of its life is too early");
        time.advanceTimeBy(USUAL.multipliedBy(45).dividedBy(100));
        for (int i = 0; i < 1000; i++) {
            assertEquals("token-1", value(cache.lease()), "nobody waits for the renewal");
        }
        assertEquals(2, source.fetches());
        reply.tryEmitEmpty();
        assertEquals("token-2", value(cache.lease()));
        assertEquals(2, source.fetches());
    }

    @Test
    void aRenewalThatFailsCostsNobodyAnythingAndBacksOff() {
        source.before(number -> number == 1 ? Mono.empty() : Mono.error(DOWN));
        value(cache.lease());
        time.advanceTimeBy(USUAL.multipliedBy(95).dividedBy(100));
        for (int i = 0; i < 1000; i++) {
            assertEquals("token-1", value(cache.lease()));
        }
        assertEquals(2, source.fetches(), "the next try waits");
        for (int i = 0; i < 60; i++) {
            time.advanceTimeBy(Duration.ofSeconds(1));
            assertEquals("token-1", value(cache.lease()));
        }
        assertTrue(source.fetches() > 2 && source.fetches() < 12, () -> "fetches: " + source.fetches());
    }

    @Test
    void whenTheTokenHasEndedEverybodyWaitsForTheNext() {
        value(cache.lease());
        time.advanceTimeBy(USUAL);
        Sinks.Empty<Void> reply = Sinks.empty();
        source.before(number -> reply.asMono());
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            cache.lease().map(Lease::value).subscribe(tokens::add);
        }
        assertEquals(List.of(), tokens);
        reply.tryEmitEmpty();
        assertEquals(1000, tokens.size());
        assertEquals(Set.of("token-2"), Set.copyOf(tokens));
        assertEquals(2, source.fetches());
    }

    @Test
    void afterAFailedRenewalTheEndOfTheTokenIsNotHeldUpByTheBackoff() {
        source.before(number -> number == 2 ? Mono.error(DOWN) : Mono.empty());
        value(cache.lease());
        time.advanceTimeBy(USUAL.minusMillis(10));
        assertEquals("token-1", value(cache.lease()));
        time.advanceTimeBy(Duration.ofMillis(20));
        assertEquals("token-3", value(cache.lease()));
    }

    @Test
    void aRefusedTokenIsReplacedOnceForAllItsUsers() {
        Lease refused = lease(cache);
        for (int i = 0; i < 1000; i++) {
            cache.invalidate(refused);
            assertEquals("token-2", value(cache.lease()));
        }
        assertEquals(2, source.fetches());
    }

    @Test
    void aTokenWhoseEndIsNotKnownServesUntilItIsRefused() {
        ScriptedSource endless = new ScriptedSource(time, null);
        TokenCache tokens = new TokenCache(endless, time);
        Lease first = lease(tokens);
        time.advanceTimeBy(Duration.ofDays(400));
        assertEquals("token-1", value(tokens.lease()));
        tokens.invalidate(first);
        assertEquals("token-2", value(tokens.lease()));
        assertEquals(2, endless.fetches());
    }

    @Test
    void aTokenOfNoLifetimeServesOneCallAndDoesNotLoop() {
        ScriptedSource shortLived = new ScriptedSource(time, Duration.ZERO);
        TokenCache tokens = new TokenCache(shortLived, time);
        assertEquals("token-1", value(tokens.lease()));
        assertEquals("token-2", value(tokens.lease()));
        assertEquals(2, shortLived.fetches());
    }

    @Test
    void theTokenIsRevokedOnceAndAnotherIsFetchedIfSomebodyGoesOn() {
        value(cache.lease());
        done(cache.revoke());
        done(cache.revoke());
        assertEquals(List.of("token-1"), source.revoked());
        assertEquals("token-2", value(cache.lease()));
    }

    @Test
    void aTokenThatWasReplacedEarlyIsRevokedTooSinceItIsStillGood() {
        value(cache.lease());
        time.advanceTimeBy(USUAL.multipliedBy(9).dividedBy(10));
        value(cache.lease());
        assertEquals("token-2", value(cache.lease()));
        done(cache.revoke());
        assertEquals(Set.of("token-1", "token-2"), Set.copyOf(source.revoked()));
    }

    @Test
    void whatHasEndedOrWasRefusedIsNotRevoked() {
        value(cache.lease());
        time.advanceTimeBy(USUAL);
        cache.invalidate(lease(cache));
        value(cache.lease());
        done(cache.revoke());
        assertEquals(List.of("token-3"), source.revoked());
    }

    @Test
    void aTokenThatIsOnItsWayIsWaitedForAndRevoked() {
        Sinks.Empty<Void> reply = Sinks.empty();
        source.before(number -> reply.asMono());
        cache.lease().subscribe().dispose();
        AtomicReference<String> end = new AtomicReference<>();
        cache.revoke().subscribe(none -> {}, error -> {}, () -> end.set("ended"));
        assertEquals(null, end.get());
        reply.tryEmitEmpty();
        assertEquals("ended", end.get());
        assertEquals(List.of("token-1"), source.revoked());
    }

    @Test
    void aTokenThatDoesNotComeHoldsUpNoEnd() {
        source.before(number -> Mono.never());
        cache.lease().subscribe().dispose();
        AtomicReference<String> end = new AtomicReference<>();
        cache.revoke().subscribe(none -> {}, error -> {}, () -> end.set("ended"));
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertEquals("ended", end.get());
    }

    @Test
    void withoutATokenNothingIsRevoked() {
        done(cache.revoke());
        assertEquals(List.of(), source.revoked());
        assertEquals(0, source.fetches());
    }

    @Test
    void aTokenThatCannotBeRevokedIsNoError() {
        TokenCache tokens = new TokenCache(
                new TokenSource() {
                    @Override
                    public Mono<AccessToken> fetch() {
                        return source.fetch();
                    }

                    @Override
                    public Mono<Void> revoke(AccessToken token) {
                        return Mono.error(DOWN);
                    }
                },
                time);
        value(tokens.lease());
        done(tokens.revoke());
    }

    @Test
    void aFetchThatFailsAtOnceAndForEverEndsEachCallWithItsError() {
        source.before(number -> Mono.error(DOWN));
        for (int i = 1; i <= 5; i++) {
            AtomicReference<Throwable> error = new AtomicReference<>();
            cache.lease().subscribe(lease -> {}, error::set);
            assertSame(DOWN, error.get());
            assertEquals(i, source.fetches());
        }
    }

    private static Lease lease(TokenCache tokens) {
        AtomicReference<Lease> lease = new AtomicReference<>();
        StepVerifier.create(tokens.lease())
                .consumeNextWith(lease::set)
                .expectComplete()
                .verify(SOON);
        return lease.get();
    }

    private static String value(Mono<Lease> mono) {
        AtomicReference<String> value = new AtomicReference<>();
        StepVerifier.create(mono.map(Lease::value))
                .consumeNextWith(value::set)
                .expectComplete()
                .verify(SOON);
        return value.get();
    }

    private static void done(Mono<Void> mono) {
        StepVerifier.create(mono).expectComplete().verify(SOON);
    }
}
