package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.auth.AccessToken;
import io.falconflux.auth.Credentials;
import io.falconflux.error.DeadlineException;
import io.falconflux.query.Query;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.RawServer;
import io.falconflux.transport.RawServer.Request;
import io.falconflux.transport.RawServer.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Token calls as the whole chain makes them, over real sockets. */
class TokenCallsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PAGE =
            "{\"meta\":{\"pagination\":{\"offset\":0,\"limit\":500,\"total\":1}},\"resources\":[\"inc:1\"]}";

    private final AtomicInteger tokens = new AtomicInteger();
    private RawServer.Script api = (request, wire) -> wire.reply("200 OK", "", PAGE);
    private String tokenStatus = "201 Created";
    private Consumer<Wire> tokenCalls = this::token;
    private final RawServer server = RawServer.start(this::serve);

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void serve(Request request, Wire wire) throws IOException, InterruptedException {
        if (request.line().startsWith("POST /oauth2/token ")) {
            tokenCalls.accept(wire);
        } else if (request.line().startsWith("POST /oauth2/revoke ")) {
            wire.reply("200 OK", "", "{\"meta\":{}}");
        } else {
            api.serve(request, wire);
        }
    }

    private void token(Wire wire) {
        String body = "{\"access_token\":\"token-" + tokens.incrementAndGet()
                + "\",\"token_type\":\"bearer\",\"expires_in\":1799}";
        try {
            wire.reply(tokenStatus, "", body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tokenCallsAreTriedFiveTimesThoughOtherCallsAreTriedOnce() {
        tokenStatus = "503 Service Unavailable";
        try (FalconClient falcon =
                FalconClient.create(options().retryPolicy(RetryPolicy.NONE).build())) {
            failure(query(falcon));
        }
        assertEquals(5, tokens.get());
    }

    @Test
    void aThousandFirstCallsCostOneTokenCallThoughTheFirstOfThemIsCancelled() {
        try (FalconClient falcon = client()) {
            Flux<List<String>> calls = Flux.range(0, 1000)
                    .flatMap(i -> i == 0 ? query(falcon).timeout(Duration.ZERO, Mono.empty()) : query(falcon), 1000);
            StepVerifier.create(calls).expectNextCount(999).expectComplete().verify(SOON);
        }
        assertEquals(1, tokens.get());
    }

    @Test
    void aCallersDeadlineEndsItsWaitForATokenAndNotTheTokenCall() {
        CompletableFuture<Wire> held = new CompletableFuture<>();
        tokenCalls = held::complete;
        try (FalconClient falcon = client()) {
            Mono<?> hurried = query(falcon)
                    .contextWrite(CallContext.write(
                            context -> context.deadline(Instant.now().plusMillis(300))));
            assertInstanceOf(DeadlineException.class, failure(hurried));
            Mono<List<String>> patient = query(falcon);
            StepVerifier.create(patient)
                    .then(() -> token(held.join()))
                    .expectNext(List.of("inc:1"))
                    .expectComplete()
                    .verify(SOON);
        }
        assertEquals(1, tokens.get());
    }

    @Test
    void aTokenThatDiesWhileHundredsOfCallsWaitForTheirTurnIsRefusedToThoseUnderWayAlone() {
        int underWay = 8;
        CountDownLatch together = new CountDownLatch(underWay);
        AtomicBoolean dead = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        api = (request, wire) -> {
            if (dead.get() && request.headers().get("authorization").equals("Bearer token-1")) {
                together.countDown();
                together.await(10, TimeUnit.SECONDS);
                refused.incrementAndGet();
                wire.reply("401 Unauthorized", "X-RateLimit-Limit: 15", "");
            } else {
                wire.reply("200 OK", "", PAGE);
            }
        };
        try (FalconClient falcon = FalconClient.create(options()
                .transport(transport -> transport.maxConnections(underWay))
                .build())) {
            served(falcon, 100);
            dead.set(true);
            served(falcon, 300);
        }
        assertEquals(0, together.getCount(), "so many are under way at once");
        assertTrue(refused.get() < 2 * underWay, () -> "refused: " + refused);
        assertEquals(2, tokens.get());
    }

    @Test
    void tokensThatAreGoodForFiveCallsAreReplacedBeforeTheyAreRefusedOnceThatIsKnown() {
        Map<String, AtomicInteger> used = new ConcurrentHashMap<>();
        AtomicInteger refused = new AtomicInteger();
        api = (request, wire) -> {
            String bearer = request.headers().get("authorization");
            if (used.computeIfAbsent(bearer, any -> new AtomicInteger()).incrementAndGet() > 5) {
                refused.incrementAndGet();
                wire.reply("401 Unauthorized", "X-RateLimit-Limit: 15", "");
            } else {
                wire.reply("200 OK", "", PAGE);
            }
        };
        try (FalconClient falcon = FalconClient.create(
                options().transport(transport -> transport.maxConnections(4)).build())) {
            served(falcon, 400);
        }
        assertTrue(refused.get() > 0 && refused.get() <= 15, () -> "refused: " + refused);
        assertTrue(tokens.get() <= 400 / 4, () -> "tokens: " + tokens);
    }

    @Test
    void aReplyThatRepeatsTheSecretOfTheTokenCallDoesNotShowIt() {
        api = (request, wire) -> wire.reply(
                "403 Forbidden",
                "X-Cs-Traceid: s3cret",
                "{\"errors\":[{\"code\":403,\"message\":\"no scope for s3cret\"}]}");
        List<String> log = new ArrayList<>();
        try (FalconClient falcon = FalconClient.create(
                options().transport(transport -> transport.wiretap(log::add)).build())) {
            Throwable error = failure(query(falcon));
            assertTrue(String.valueOf(error.getMessage()).contains("no scope for ***"), error::toString);
            assertFalse(error.toString().contains("s3cret"), error::toString);
        }
        assertFalse(log.toString().contains("s3cret"), log::toString);
    }

    @Test
    void tokensOfTheCallersOwnAreUsedAndNotRevoked() {
        AtomicInteger given = new AtomicInteger();
        api = (request, wire) -> wire.reply(
                request.headers().get("authorization").equals("Bearer own-1") ? "401 Unauthorized" : "200 OK",
                "",
                PAGE);
        ClientOptions options = ClientOptions.builder()
                .token(() -> Mono.fromSupplier(() -> AccessToken.of("own-" + given.incrementAndGet())))
                .baseUrl(server.url())
                .build();
        try (FalconClient falcon = FalconClient.create(options)) {
            ids(falcon, "inc:1");
            ids(falcon, "inc:1");
        }
        assertEquals(2, given.get());
        assertTrue(lines().stream().noneMatch(line -> line.contains("oauth2")), lines()::toString);
    }

    @Test
    void credentialsMayComeFromASupplier() {
        ClientOptions options = ClientOptions.builder()
                .credentials(Mono.fromSupplier(() -> Credentials.of("id", "s3cret")))
                .baseUrl(server.url())
                .build();
        try (FalconClient falcon = FalconClient.create(options)) {
            ids(falcon, "inc:1");
        }
        assertEquals(1, tokens.get());
        assertTrue(lines().contains("POST /oauth2/revoke"), lines()::toString);
    }

    @Test
    void oneKindOfCredentialsIsNeededAndOneIsEnough() {
        assertThrows(
                IllegalArgumentException.class, () -> ClientOptions.builder().build());
        assertThrows(
                IllegalArgumentException.class,
                () -> options().token(() -> Mono.just(AccessToken.of("own"))).build());
    }

    private ClientOptions.Builder options() {
        return ClientOptions.builder()
                .credentials("id", "s3cret")
                .baseUrl(server.url())
                .retryPolicy(new RetryPolicy(8, Duration.ofMillis(5), Duration.ofMillis(20)));
    }

    private FalconClient client() {
        return FalconClient.create(options().build());
    }

    private static Mono<List<String>> query(FalconClient falcon) {
        return falcon.incidents().query(Query.all()).collectList();
    }

    private static void served(FalconClient falcon, int calls) {
        StepVerifier.create(Flux.range(0, calls).flatMap(i -> query(falcon), calls))
                .expectNextCount(calls)
                .expectComplete()
                .verify(SOON);
    }

    private static void ids(FalconClient falcon, String... expected) {
        StepVerifier.create(query(falcon))
                .expectNext(List.of(expected))
                .expectComplete()
                .verify(SOON);
    }

    private static Throwable failure(Mono<?> mono) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(mono).consumeErrorWith(error::set).verify(SOON);
        return error.get();
    }

    private List<String> lines() {
        return server.requests().stream()
                .map(request -> request.line().replaceAll("([?][^ ]*)? HTTP.*", ""))
                .toList();
    }
}
