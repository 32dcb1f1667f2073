package io.falconflux.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.CallMeter;
import io.falconflux.transport.Exchange;
import io.falconflux.transport.Operation;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class AuthenticatedExchangeTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Operation OPERATION = Operation.of("op", "GET", "/op", "incidents:read");
    private static final String[] BAD_TOKEN_POOL = {"x-ratelimit-limit", "15", "x-ratelimit-retryafter", "9999999999"};

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ScriptedSource source = new ScriptedSource(time, Duration.ofSeconds(1799));

    @BeforeEach
    void start() {
        time.advanceTimeTo(Instant.parse("2026-01-15T10:00:00Z"));
    }

    @Test
    void everyCallBearsTheToken() {
        StubExchange service = accepting(token -> true);
        Exchange exchange = over(service);
        value(send(exchange));
        value(send(exchange));
        assertEquals(List.of("Bearer token-1", "Bearer token-1"), bearers(service));
        assertEquals(1, source.fetches());
    }

    @Test
    void nothingHappensBeforeSubscription() {
        send(over(accepting(token -> true)));
        assertEquals(0, source.fetches());
    }

    @Test
    void a401RenewsOnceAndReplaysOnce() {
        StubExchange service = accepting(token -> !token.equals("Bearer token-1"));
        value(send(over(service)));
        assertEquals(List.of("Bearer token-1", "Bearer token-2"), bearers(service));
        assertEquals(2, source.fetches());
    }

    @Test
    void aSecondFreshTokenThatIsRefusedIsAClearError() {
        StubExchange service = accepting(token -> false);
        RefusedException e = assertInstanceOf(RefusedException.class, failure(send(over(service))));
        assertEquals(401, e.status());
        assertEquals(2, service.calls().size());
        assertEquals(2, source.fetches());
    }

    @Test
    void a429FromThePoolOfBadTokensRenewsWithoutAnyWait() {
        StubExchange service = new StubExchange(call -> bearer(call).equals("Bearer token-1")
                ? Mono.error(StubExchange.refused("op", 429, BAD_TOKEN_POOL))
                : Mono.just(StubExchange.ok()));
        value(send(over(service)));
        assertEquals(2, service.calls().size());
    }

    @Test
    void a429OfTheAllowanceIsNoMatterOfTokens() {
        StubExchange service =
                new StubExchange(call -> Mono.error(StubExchange.refused("op", 429, "x-ratelimit-limit", "6000")));
        assertEquals(
                429,
                assertInstanceOf(RefusedException.class, failure(send(over(service))))
                        .status());
        assertEquals(1, service.calls().size());
        assertEquals(1, source.fetches());
    }

    @Test
    void aMissingScopeIsNoMatterOfTokens() {
        StubExchange service = new StubExchange(call -> Mono.error(StubExchange.refused("op", 403)));
        assertEquals(
                403,
                assertInstanceOf(RefusedException.class, failure(send(over(service))))
                        .status());
        assertEquals(1, service.calls().size());
    }

    @Test
    void whatTheTokenCallEndsInTheCallEndsIn() {
        NoReplyException down = new NoReplyException("oauth2AccessToken", "reset", true, null);
        source.before(number -> Mono.error(down));
        StubExchange service = accepting(token -> true);
        assertSame(down, failure(send(over(service))));
        assertEquals(0, service.calls().size());
    }

    @Test
    void aThousandCallsThatMeet401TogetherCauseOneMoreTokenCall() {
        ScriptedSource slow = new ScriptedSource(Schedulers.parallel(), Duration.ofSeconds(1799))
                .before(number -> Mono.delay(Duration.ofMillis(20)).then());
        AtomicInteger arrived = new AtomicInteger();
        Sinks.Empty<Void> together = Sinks.empty();
        StubExchange service = new StubExchange(call -> {
            if (!bearer(call).equals("Bearer token-1")) {
                return Mono.just(StubExchange.ok());
            }
            if (arrived.incrementAndGet() == 1000) {
                together.tryEmitEmpty();
            }
            return together.asMono().then(Mono.error(StubExchange.refused("op", 401)));
        });
        Exchange exchange = AuthenticatedExchange.over(
                service, UnaryOperator.identity(), new TokenCache(slow, Schedulers.parallel()));
        Flux<ApiReply<String>> all =
                Flux.range(0, 1000).flatMap(i -> send(exchange).subscribeOn(Schedulers.parallel()), 1000);
        StepVerifier.create(all).expectNextCount(1000).expectComplete().verify(SOON);
        assertEquals(2, slow.fetches());
        assertEquals(2000, service.calls().size());
    }

    @Test
    void tokensThatAreGoodForFiveCallsServeManyCallers() {
        Map<String, AtomicInteger> uses = new ConcurrentHashMap<>();
        StubExchange service = new StubExchange(call -> Mono.delay(Duration.ofMillis(1))
                .flatMap(tick -> uses.computeIfAbsent(bearer(call), t -> new AtomicInteger())
                                        .incrementAndGet()
                                > 5
                        ? Mono.error(StubExchange.refused("op", 401))
                        : Mono.just(StubExchange.ok())));
        ScriptedSource tokens = new ScriptedSource(Schedulers.parallel(), Duration.ofSeconds(1799));
        Exchange exchange = AuthenticatedExchange.over(
                service, UnaryOperator.identity(), new TokenCache(tokens, Schedulers.parallel()));
        Flux<ApiReply<String>> all = Flux.range(0, 500).flatMap(i -> send(exchange), 4);
        StepVerifier.create(all).expectNextCount(500).expectComplete().verify(SOON);
        assertTrue(tokens.fetches() <= 500 / 5 + 20, () -> "token calls: " + tokens.fetches());
    }

    @Test
    void aTokenThatOthersUsedUpMeanwhileIsNoFreshOneThatWasRefused() {
        List<Sinks.One<ApiReply<String>>> replies = new ArrayList<>();
        StubExchange service = new StubExchange(call -> {
            Sinks.One<ApiReply<String>> reply = Sinks.one();
            replies.add(reply);
            return reply.asMono();
        });
        Exchange exchange = over(service);
        List<String> outcomes = new ArrayList<>();
        for (String caller : List.of("lucky", "unlucky")) {
            send(exchange).subscribe(reply -> outcomes.add(caller), error -> outcomes.add(caller + " " + error));
        }
        replies.get(1).tryEmitError(StubExchange.refused("op", 401));
        replies.get(0).tryEmitValue(StubExchange.ok());
        replies.get(2).tryEmitError(StubExchange.refused("op", 401));
        replies.get(3).tryEmitValue(StubExchange.ok());
        assertEquals(List.of("lucky", "unlucky"), outcomes);
        assertEquals(3, source.fetches());
    }

    @Test
    void aTokenThatHadServedMayDieAgainAndAgain() {
        AtomicInteger used = new AtomicInteger();
        AtomicReference<String> last = new AtomicReference<>("");
        StubExchange service = new StubExchange(call -> {
            boolean same = bearer(call).equals(last.getAndSet(bearer(call)));
            used.set(same ? used.get() + 1 : 1);
            return used.get() > 1 ? Mono.error(StubExchange.refused("op", 401)) : Mono.just(StubExchange.ok());
        });
        Exchange exchange = over(service);
        for (int i = 0; i < 20; i++) {
            value(send(exchange));
        }
        assertEquals(20, source.fetches());
    }

    @Test
    void aServiceThatRefusesEveryTokenAfterOneCallGetsNoStorm() {
        AtomicInteger calls = new AtomicInteger();
        StubExchange service = new StubExchange(call -> calls.incrementAndGet() == 1
                ? Mono.just(StubExchange.ok())
                : Mono.error(StubExchange.refused("op", 401)));
        Exchange exchange = over(service);
        value(send(exchange));
        failure(send(exchange));
        assertTrue(calls.get() <= 4, () -> "calls: " + calls);
        assertTrue(source.fetches() <= 3, () -> "token calls: " + source.fetches());
    }

    @Test
    void aReplyThatCannotBeReadWasAReplyAllTheSame() {
        AtomicInteger calls = new AtomicInteger();
        StubExchange service = new StubExchange(call -> switch (calls.incrementAndGet()) {
            case 1 -> Mono.error(new UnreadableReplyException("op", 200, "cut short", false, null, null));
            case 2, 3 -> Mono.error(StubExchange.refused("op", 401));
            default -> Mono.just(StubExchange.ok());
        });
        Exchange exchange = over(service);
        assertInstanceOf(UnreadableReplyException.class, failure(send(exchange)));
        value(send(exchange));
        assertEquals(3, source.fetches());
    }

    @Test
    void aReplayIsCountedAsARetry() {
        AtomicInteger retries = new AtomicInteger();
        StubExchange service = accepting(token -> !token.equals("Bearer token-1"));
        ApiCall call = ApiCall.to(OPERATION).build();
        value(over(service).exchange(call.in(CallContext.NONE.meter(counting(retries))), ElementCodec.STRINGS));
        assertEquals(1, retries.get());
    }

    @Test
    void aSourceThatHasNoOtherTokenEndsInAClearError() {
        StubExchange service = accepting(token -> false);
        TokenSource same = () -> Mono.just(AccessToken.of("always-the-same"));
        Exchange exchange = AuthenticatedExchange.over(service, UnaryOperator.identity(), new TokenCache(same, time));
        assertInstanceOf(RefusedException.class, failure(send(exchange)));
        assertEquals(2, service.calls().size());
    }

    @Test
    void tokensWithoutALifetimeCostOneTokenCallEach() {
        ScriptedSource shortLived = new ScriptedSource(time, Duration.ZERO);
        Exchange exchange = AuthenticatedExchange.over(
                accepting(token -> true), UnaryOperator.identity(), new TokenCache(shortLived, time));
        value(send(exchange));
        value(send(exchange));
        assertEquals(2, shortLived.fetches());
    }

    private Exchange over(Exchange service) {
        return AuthenticatedExchange.over(service, UnaryOperator.identity(), new TokenCache(source, time));
    }

    private static StubExchange accepting(Predicate<String> good) {
        return new StubExchange(call -> good.test(bearer(call))
                ? Mono.just(StubExchange.ok("done"))
                : Mono.error(StubExchange.refused("op", 401, "x-ratelimit-limit", "15")));
    }

    private static String bearer(ApiCall call) {
        List<String> values = call.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("authorization"))
                .map(ApiCall.Parameter::value)
                .toList();
        assertEquals(1, values.size(), "one token, not the last one too");
        return values.get(0);
    }

    private static List<String> bearers(StubExchange service) {
        return service.calls().stream().map(AuthenticatedExchangeTest::bearer).toList();
    }

    private static Mono<ApiReply<String>> send(Exchange exchange) {
        return exchange.exchange(ApiCall.to(OPERATION).build(), ElementCodec.STRINGS);
    }

    private static CallMeter counting(AtomicInteger retries) {
        return new CallMeter() {
            @Override
            public void request() {}

            @Override
            public void retry() {
                retries.incrementAndGet();
            }

            @Override
            public void throttled(Duration wait) {}
        };
    }

    private static void value(Mono<?> mono) {
        StepVerifier.create(mono).expectNextCount(1).expectComplete().verify(SOON);
    }

    private static Throwable failure(Mono<?> mono) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(mono).consumeErrorWith(error::set).verify(SOON);
        return error.get();
    }
}
