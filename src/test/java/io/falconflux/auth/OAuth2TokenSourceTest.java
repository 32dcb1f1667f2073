package io.falconflux.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.CredentialsException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.Envelope;
import io.falconflux.json.Meta;
import io.falconflux.oauth2.AccessTokenResponse;
import io.falconflux.oauth2.Oauth2Api;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.CallMeter;
import io.falconflux.transport.Operation;
import io.falconflux.transport.StubExchange;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class OAuth2TokenSourceTest {

    private static final Instant START = Instant.parse("2026-01-15T10:00:00Z");
    private static final String CID = "0123456789abcdef0123456789abcdef";
    private static final Credentials CREDENTIALS = Credentials.of("id-1", "s3cret");

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    @BeforeEach
    void start() {
        time.advanceTimeTo(START);
    }

    @Test
    void theCredentialsTravelInTheForm() {
        StubExchange service = issuing(1799L);
        fetch(service, CREDENTIALS);
        ApiCall call = service.calls().get(0);
        assertEquals(Oauth2Api.OAUTH2_ACCESS_TOKEN, call.operation());
        assertEquals(Map.of("client_id", "id-1", "client_secret", "s3cret"), form(call));
        assertEquals(List.of(), call.headers());
        assertTrue(call.replayable(), "token calls are retried like reads");
    }

    @Test
    void aMemberIsNamedWithoutItsChecksum() {
        StubExchange service = issuing(1799L);
        fetch(service, CREDENTIALS.forMember(CID.toUpperCase() + "-A7"));
        assertEquals(CID, form(service.calls().get(0)).get("member_cid"));
    }

    @ParameterizedTest
    @CsvSource({"1799, 1799", "300, 300", "1, 1", "0, 1", "-5, 1"})
    void theTokenEndsWhenTheReplySaysButIsUsedForASecondAtLeast(long expiresIn, long seconds) {
        assertEquals(
                START.plusSeconds(seconds),
                fetch(issuing(expiresIn), CREDENTIALS).expires());
    }

    @Test
    void aReplyWithoutALifetimeMeansTheUsualOneAndAnAbsurdOneIsNotBelieved() {
        assertEquals(START.plusSeconds(1799), fetch(issuing(null), CREDENTIALS).expires());
        Instant end = fetch(issuing(Long.MAX_VALUE), CREDENTIALS).expires();
        assertTrue(end.isAfter(START) && end.isBefore(START.plus(Duration.ofDays(2))), end::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nend", "t\u00f6ken"})
    void aReplyWithoutAUsableTokenIsUnreadable(String token) {
        StubExchange service = issuing(token, 1799L);
        StepVerifier.create(source(service, CREDENTIALS).fetch())
                .consumeErrorWith(e -> {
                    assertInstanceOf(UnreadableReplyException.class, e);
                    assertTrue(e.getMessage().contains("no token"), e.getMessage());
                    assertTrue(token.isEmpty() || !e.toString().contains(token), e::toString);
                })
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void anEmptyReplyIsUnreadable() {
        StubExchange service = new StubExchange(call -> Mono.just(StubExchange.ok()));
        StepVerifier.create(source(service, CREDENTIALS).fetch())
                .consumeErrorWith(e -> assertInstanceOf(UnreadableReplyException.class, e))
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void suppliedCredentialsAreReadForEachTokenCall() {
        AtomicInteger reads = new AtomicInteger();
        Mono<Credentials> vault = Mono.fromSupplier(() -> Credentials.of("id-1", "secret-" + reads.incrementAndGet()));
        StubExchange service = issuing(1799L);
        TokenSource rotating = OAuth2TokenSource.supplied(vault, Home.given(), service, time);
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(rotating.fetch())
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(Duration.ofSeconds(5));
        }
        assertEquals(
                List.of("secret-1", "secret-2"),
                service.calls().stream()
                        .map(call -> form(call).get("client_secret"))
                        .toList());
    }

    @Test
    void aSupplierOfCredentialsMayBlock(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "s3cret");
        Mono<Credentials> slow = Mono.fromCallable(() -> {
            try (InputStream read = new FileInputStream(file.toFile())) {
                return Credentials.of("id", new String(read.readAllBytes(), StandardCharsets.UTF_8));
            }
        });
        TokenSource blocking = OAuth2TokenSource.supplied(slow, Home.given(), issuing(1799L), time);
        StepVerifier.create(Mono.defer(blocking::fetch).subscribeOn(Schedulers.parallel()))
                .expectNextCount(1)
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void whatASupplierSaysWhenItFailsIsInNoMessage() {
        Mono<Credentials> broken = Mono.error(new IllegalStateException("cannot parse s3cret"));
        StepVerifier.create(OAuth2TokenSource.supplied(broken, Home.given(), issuing(1799L), time)
                        .fetch())
                .consumeErrorWith(e -> {
                    CredentialsException known = assertInstanceOf(CredentialsException.class, e);
                    assertEquals("oauth2AccessToken", known.operation());
                    assertEquals(
                            "oauth2AccessToken: the credentials did not come: the supplier ended in"
                                    + " IllegalStateException. See the cause",
                            e.getMessage());
                })
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void aRefusalOfTheTokenServiceIsPassedOn() {
        StubExchange service = new StubExchange(call -> Mono.error(StubExchange.refused("oauth2AccessToken", 403)));
        StepVerifier.create(source(service, CREDENTIALS).fetch())
                .consumeErrorWith(e -> assertInstanceOf(RefusedException.class, e))
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void revocationAuthenticatesByBasicAndSendsTheToken() {
        StubExchange service = new StubExchange(call -> Mono.just(StubExchange.ok()));
        StepVerifier.create(source(service, CREDENTIALS).revoke(new AccessToken("t0ken", START)))
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        ApiCall call = service.calls().get(0);
        assertEquals(Oauth2Api.OAUTH2_REVOKE_TOKEN, call.operation());
        assertEquals("t0ken", form(call).get("token"));
        String header = call.headers().get(0).value();
        assertTrue(header.regionMatches(true, 0, "basic ", 0, 6), header);
        assertEquals("id-1:s3cret", new String(Base64.getDecoder().decode(header.substring(6)), UTF_8));
    }

    @Test
    void theDeadlineAndTheMeterOfACallerDoNotReachTheTokenCall() {
        AtomicInteger counted = new AtomicInteger();
        CallMeter meter = new CallMeter() {
            @Override
            public void request() {
                counted.incrementAndGet();
            }

            @Override
            public void retry() {
                counted.incrementAndGet();
            }

            @Override
            public void throttled(Duration wait) {
                counted.incrementAndGet();
            }
        };
        StubExchange tokenCalls = issuing(1799L);
        StubExchange apiCalls = new StubExchange(call -> Mono.just(StubExchange.ok()));
        TokenCache cache = new TokenCache(source(tokenCalls, CREDENTIALS), time);
        CallContext caller = CallContext.NONE
                .deadline(START.plusMillis(1))
                .priority(CallContext.Priority.BULK)
                .meter(meter);
        Operation operation = Operation.of("op", "GET", "/op", null);
        Mono<ApiReply<String>> call = AuthenticatedExchange.over(apiCalls, UnaryOperator.identity(), cache)
                .send(ApiCall.to(operation).build(), ElementCodec.STRINGS)
                .contextWrite(CallContext.write(context -> caller));
        StepVerifier.create(call).expectNextCount(1).expectComplete().verify(Duration.ofSeconds(5));
        assertEquals(caller, apiCalls.calls().get(0).context());
        CallContext tokenContext = tokenCalls.calls().get(0).context();
        assertNull(tokenContext.deadline());
        tokenContext.meter().request();
        assertEquals(0, counted.get());
    }

    @Test
    void noSecretIsInAnyText() {
        Credentials credentials = CREDENTIALS.forMember(CID);
        AccessToken token = new AccessToken("t0ken", START);
        for (Object thing : List.of(credentials, token)) {
            assertFalse(thing.toString().contains("s3cret"), thing::toString);
            assertFalse(thing.toString().contains("t0ken"), thing::toString);
        }
        assertTrue(credentials.toString().contains("id-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xyz", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef-1"})
    void whatIsNoCustomerIdIsRefused(String cid) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> CREDENTIALS.forMember(cid));
        assertFalse(e.getMessage().contains("s3cret"));
    }

    @Test
    void credentialsMayNotBeBlank() {
        assertThrows(IllegalArgumentException.class, () -> Credentials.of(" ", "s3cret"));
        assertThrows(IllegalArgumentException.class, () -> Credentials.of("id-1", ""));
    }

    private OAuth2TokenSource source(StubExchange service, Credentials credentials) {
        return new OAuth2TokenSource(credentials, Home.given(), service, time);
    }

    private AccessToken fetch(StubExchange service, Credentials credentials) {
        AccessToken[] token = new AccessToken[1];
        StepVerifier.create(source(service, credentials).fetch())
                .consumeNextWith(t -> token[0] = t)
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        assertEquals("t0ken", token[0].value());
        return token[0];
    }

    private static StubExchange issuing(@Nullable Long expiresIn) {
        return issuing("t0ken", expiresIn);
    }

    private static StubExchange issuing(String token, @Nullable Long expiresIn) {
        AccessTokenResponse response = AccessTokenResponse.builder()
                .accessToken(token)
                .tokenType("bearer")
                .expiresIn(expiresIn)
                .build();
        return new StubExchange(call ->
                Mono.just(new ApiReply<>(201, Map.of(), new Envelope<>(Meta.NONE, List.of(response), List.of()))));
    }

    private static Map<String, String> form(ApiCall call) {
        return call.form().stream().collect(Collectors.toMap(ApiCall.Parameter::name, ApiCall.Parameter::value));
    }
}
