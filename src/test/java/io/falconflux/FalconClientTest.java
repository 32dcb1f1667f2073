package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.DeadlineException;
import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.incidents.ActionName;
import io.falconflux.incidents.ActionParameter;
import io.falconflux.incidents.EntityActionRequest;
import io.falconflux.query.Query;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.RawServer;
import io.falconflux.transport.RawServer.Request;
import io.falconflux.transport.RawServer.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The whole chain, as it is assembled, over real sockets. */
class FalconClientTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SECRET = "abcdefghij0123456789ABCDEFGHIJ_secret_40";
    private static final String PAGE =
            "{\"meta\":{\"pagination\":{\"offset\":0,\"limit\":500,\"total\":1}},\"resources\":[\"inc:1\"]}";

    private final AtomicInteger tokens = new AtomicInteger();
    private RawServer.Script api = (request, wire) -> wire.reply("200 OK", "", PAGE);
    private String tokenStatus = "201 Created";
    private final RawServer server = RawServer.start(this::serve);

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void serve(Request request, Wire wire) throws IOException, InterruptedException {
        if (request.line().startsWith("POST /oauth2/token ")) {
            wire.reply(
                    tokenStatus,
                    "X-Cs-Region: us-2",
                    "{\"access_token\":\"token-" + tokens.incrementAndGet()
                            + "\",\"token_type\":\"bearer\",\"expires_in\":1799}");
        } else if (request.line().startsWith("POST /oauth2/revoke ")) {
            wire.reply("200 OK", "", "{\"meta\":{}}");
        } else {
            api.serve(request, wire);
        }
    }

    @Test
    void aCallCostsOneTokenCallAndItselfAndClosingRevokesTheToken() {
        FalconClient falcon = client();
        ids(falcon, "inc:1");
        ids(falcon, "inc:1");
        falcon.close();
        falcon.close();
        assertEquals(
                List.of(
                        "POST /oauth2/token",
                        "GET /incidents/queries/incidents/v1",
                        "GET /incidents/queries/incidents/v1",
                        "POST /oauth2/revoke"),
                lines());
        Request revoke = server.requests().get(3);
        assertTrue(revoke.body().contains("token=token-1"), revoke.body());
        assertTrue(revoke.headers().get("authorization").toLowerCase().startsWith("basic "));
        assertEquals("Bearer token-1", server.requests().get(1).headers().get("authorization"));
    }

    @Test
    void aClosedClientAsksForNothingMore() {
        FalconClient falcon = client();
        ids(falcon, "inc:1");
        falcon.close();
        StepVerifier.create(falcon.incidents().query(Query.all()))
                .expectErrorSatisfies(e -> assertTrue(e.getMessage().contains("the client is closed"), e::toString))
                .verify(SOON);
        assertEquals("POST /oauth2/revoke", lines().get(lines().size() - 1));
    }

    @Test
    void nothingIsSentByMakingAndClosingAClient() {
        client().close();
        assertEquals(0, server.connections());
    }

    @Test
    void theUrlThatTheCallerGaveIsNotLeftWhateverRegionAReplyNames() {
        api = (request, wire) -> wire.reply("200 OK", "X-Cs-Region: eu-1", PAGE);
        try (FalconClient falcon = client()) {
            ids(falcon, "inc:1");
            ids(falcon, "inc:1");
        }
        assertEquals(4, server.requests().size());
    }

    @Test
    void withOnePermitAndTokensThatDieUnderLoadTheChainDoesNotStandStill() {
        Map<String, AtomicInteger> uses = new ConcurrentHashMap<>();
        api = (request, wire) -> {
            String bearer = request.headers().get("authorization");
            int use = uses.computeIfAbsent(bearer, token -> new AtomicInteger()).incrementAndGet();
            if (use > 10) {
                wire.reply(
                        "401 Unauthorized",
                        "X-RateLimit-Limit: 15",
                        "{\"errors\":[{\"code\":401,\"message\":\"no\"}]}");
            } else {
                wire.reply("200 OK", "", PAGE);
            }
        };
        try (FalconClient falcon = FalconClient.create(
                options().transport(transport -> transport.maxConnections(1)).build())) {
            Flux<String> calls = Flux.range(0, 100)
                    .flatMap(i -> falcon.incidents().query(Query.all().limit(1)), 5);
            StepVerifier.create(calls).expectNextCount(100).expectComplete().verify(SOON);
        }
        assertEquals(10, tokens.get());
    }

    @Test
    void aWrongSecretCostsOneTokenCall() {
        tokenStatus = "403 Forbidden";
        try (FalconClient falcon = client()) {
            RefusedException e = assertInstanceOf(RefusedException.class, failure(query(falcon)));
            assertEquals(403, e.status());
            assertEquals("oauth2AccessToken", e.operation());
        }
        assertEquals(1, server.requests().size());
    }

    @Test
    void aTokenCallThatFailsForAMomentIsRepeated() {
        tokenStatus = "503 Service Unavailable";
        try (FalconClient falcon = client()) {
            failure(query(falcon));
            assertEquals(8, tokens.get());
            tokenStatus = "201 Created";
            ids(falcon, "inc:1");
        }
    }

    @Test
    void aTokenServiceThatKeepsFailingIsNotTakenForARetiredEndpoint() {
        tokenStatus = "500 Internal Server Error";
        try (FalconClient falcon = client()) {
            RefusedException e = assertInstanceOf(RefusedException.class, failure(query(falcon)));
            assertEquals("oauth2AccessToken", e.operation());
        }
    }

    @Test
    void aRetiredServiceIsSaidToBeRetiredAfterTwoCallsAtMost() {
        api = (request, wire) -> wire.reply("404 Not Found", "", "");
        try (FalconClient falcon = client()) {
            RetiredException e = assertInstanceOf(RetiredException.class, failure(query(falcon)));
            assertTrue(e.getMessage().contains("Alerts and Cases"), e.getMessage());
        }
        assertTrue(lines().stream().filter(line -> line.contains("/incidents/")).count() <= 2);
    }

    @Test
    void aConnectionThatIsCutIsTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        api = (request, wire) -> {
            if (calls.incrementAndGet() < 3) {
                wire.reset();
            } else {
                wire.reply("200 OK", "", PAGE);
            }
        };
        try (FalconClient falcon = client()) {
            ids(falcon, "inc:1");
        }
        assertEquals(3, calls.get());
    }

    @Test
    void aCommentIsSentOnceWhenTheConnectionIsCutAfterIt() {
        api = (request, wire) -> wire.reset();
        EntityActionRequest comment = EntityActionRequest.builder()
                .ids(List.of("inc:1"))
                .actionParameters(List.of(ActionParameter.builder()
                        .name(ActionName.ADD_COMMENT)
                        .value("seen")
                        .build()))
                .build();
        try (FalconClient falcon = client()) {
            NoReplyException e = assertInstanceOf(
                    NoReplyException.class, failure(falcon.incidents().perform(comment, null, null)));
            assertTrue(e.sent());
        }
        assertEquals(
                1,
                lines().stream()
                        .filter(line -> line.contains("incident-actions"))
                        .count());
    }

    @Test
    void theCallersDeadlineHolds() {
        api = (request, wire) -> wire.silence();
        try (FalconClient falcon = client()) {
            Mono<?> call = query(falcon)
                    .contextWrite(CallContext.write(
                            context -> context.deadline(Instant.now().plusMillis(500))));
            assertInstanceOf(DeadlineException.class, failure(call));
        }
    }

    @Test
    void anErrorSaysWhichOperationItCameFrom() {
        api = (request, wire) -> wire.reply("400 Bad Request", "X-Cs-Traceid: t-1", "{\"errors\":[]}");
        try (FalconClient falcon = client()) {
            FalconException e = assertInstanceOf(FalconException.class, failure(query(falcon)));
            assertTrue(e.getSuppressed()[0].getMessage().contains("QueryIncidents [falcon]"));
            assertEquals("t-1", e.traceId());
        }
    }

    @Test
    void noSecretIsInTheTextOfAnyPart() {
        ClientOptions options = options().build();
        try (FalconClient falcon = FalconClient.create(options)) {
            ids(falcon, "inc:1");
            for (Object part : List.of(
                    options,
                    options.credentials().orElseThrow(),
                    options.transport(),
                    falcon,
                    falcon.exchange(),
                    falcon.incidents())) {
                assertFalse(part.toString().contains(SECRET), part::toString);
                assertFalse(part.toString().contains("token-1"), part::toString);
            }
        }
    }

    private ClientOptions.Builder options() {
        return ClientOptions.builder()
                .credentials("id", SECRET)
                .baseUrl(server.url())
                .retryPolicy(new RetryPolicy(8, Duration.ofMillis(5), Duration.ofMillis(20)));
    }

    private FalconClient client() {
        return FalconClient.create(options().build());
    }

    private static Mono<List<String>> query(FalconClient falcon) {
        return falcon.incidents().query(Query.all()).collectList();
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
