package io.falconflux.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.RefusedException;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.Envelope;
import io.falconflux.json.Meta;
import io.falconflux.oauth2.AccessTokenResponse;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Cloud;
import io.falconflux.transport.Operation;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Where token calls, calls and revocations go. */
class HomeTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Credentials CREDENTIALS = Credentials.of("id-1", "s3cret");

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private Function<@Nullable Cloud, Mono<ApiReply<AccessTokenResponse>>> tokenService = cloud -> issued("us-1");
    private final StubExchange service =
            new StubExchange(call -> switch (call.operation().path()) {
                case "/oauth2/token" -> tokenService.apply(call.cloud());
                default -> Mono.just(StubExchange.ok());
            });

    @Test
    void aRedirectIsFollowedOnceAndTheCloudRemembered() {
        tokenService = cloud -> cloud == Cloud.US_2 ? issued("us-2") : redirected("us-2");
        TokenCache cache = cache(Home.toBeFound());
        call(cache);
        assertEquals(List.of("token US_1", "token US_2", "op US_2"), calls());
        time.advanceTimeBy(Duration.ofHours(1));
        call(cache);
        assertEquals(List.of("token US_2", "op US_2"), calls().subList(3, 5));
        StepVerifier.create(cache.revoke()).expectComplete().verify(SOON);
        assertEquals("revoke US_2", calls().get(5));
    }

    @Test
    void aTokenWithTheNameOfAnotherCloudBesideItBelongsThere() {
        tokenService = cloud -> issued("eu-1");
        TokenCache cache = cache(Home.toBeFound());
        call(cache);
        StepVerifier.create(cache.revoke()).expectComplete().verify(SOON);
        assertEquals(List.of("token US_1", "op EU_1", "revoke EU_1"), calls());
    }

    @ParameterizedTest
    @CsvSource({"us-1", "us-gov-1", "mars-1", "''", ","})
    void aNameThatLeadsNowhereLeavesTheClientWhereItIs(@Nullable String region) {
        tokenService = cloud -> issued(region);
        call(cache(Home.toBeFound()));
        assertEquals(List.of("token US_1", "op US_1"), calls());
    }

    @Test
    void whatWasGivenIsNotLeft() {
        tokenService = cloud -> issued("us-2");
        TokenCache cache = cache(Home.given());
        call(cache);
        StepVerifier.create(cache.revoke()).expectComplete().verify(SOON);
        assertEquals(List.of("token null", "op null", "revoke null"), calls());
    }

    @Test
    void aRedirectAwayFromWhatWasGivenIsAnErrorThatNamesTheCloud() {
        tokenService = cloud -> redirected("us-2");
        RefusedException e = refusal(Home.given());
        assertEquals(308, e.status());
        assertTrue(e.getMessage().endsWith("set the cloud us-2"), e.getMessage());
        assertEquals(List.of("token null"), calls());
    }

    @Test
    void aRoundOfRedirectsEnds() {
        tokenService = cloud -> redirected(cloud == Cloud.US_1 ? "us-2" : "us-1");
        RefusedException e = refusal(Home.toBeFound());
        assertTrue(e.getMessage().contains("One cloud sends the client on to the next"), e.getMessage());
        assertEquals(List.of("token US_1", "token US_2"), calls());
    }

    @Test
    void aCloudThatRefusesTheClientIsNotRemembered() {
        tokenService = cloud ->
                cloud == Cloud.US_1 ? redirected("us-2") : Mono.error(StubExchange.refused("oauth2AccessToken", 403));
        Home home = Home.toBeFound();
        assertEquals(403, refusal(home).status());
        assertEquals(Cloud.US_1, home.cloud());
    }

    @Test
    void aGivenHomeHasNoCloud() {
        assertNull(Home.given().cloud());
    }

    private TokenCache cache(Home home) {
        return new TokenCache(new OAuth2TokenSource(CREDENTIALS, home, service, time), time);
    }

    private void call(TokenCache cache) {
        ApiCall call = ApiCall.to(Operation.of("op", "GET", "/op", null)).build();
        StepVerifier.create(AuthenticatedExchange.over(service, UnaryOperator.identity(), cache)
                        .exchange(call, ElementCodec.STRINGS))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    private RefusedException refusal(Home home) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(cache(home).lease()).consumeErrorWith(error::set).verify(SOON);
        return assertInstanceOf(RefusedException.class, error.get());
    }

    private List<String> calls() {
        return service.calls().stream()
                .map(call -> call.operation().path().replaceAll(".*/", "") + " " + call.cloud())
                .toList();
    }

    private static Mono<ApiReply<AccessTokenResponse>> issued(@Nullable String region) {
        AccessTokenResponse token = AccessTokenResponse.builder()
                .accessToken("t0ken")
                .expiresIn(1799L)
                .build();
        Map<String, String> headers = region == null ? Map.of() : Map.of("x-cs-region", region);
        return Mono.just(new ApiReply<>(201, headers, new Envelope<>(Meta.NONE, List.of(token), List.of())));
    }

    private static Mono<ApiReply<AccessTokenResponse>> redirected(String region) {
        String host = Arrays.stream(Cloud.values())
                .filter(cloud -> cloud.id().equals(region))
                .findFirst()
                .orElseThrow()
                .baseUrl()
                .toString();
        return Mono.error(StubExchange.refused(
                "oauth2AccessToken", 308, "x-cs-region", region, "location", host + "/oauth2/token"));
    }
}
