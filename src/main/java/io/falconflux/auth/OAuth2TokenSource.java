package io.falconflux.auth;

import io.falconflux.error.FalconException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.json.ElementCodec;
import io.falconflux.oauth2.AccessTokenResponse;
import io.falconflux.oauth2.Oauth2Api;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Cloud;
import io.falconflux.transport.Exchange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Tokens from the platform's own token service, for an API client's credentials. Where the service says that the client lives
 * in another cloud, the form goes there, within the bounds of {@link Redirect}; the cloud that gives a token is remembered in
 * {@link Home}, where the next token call goes first.
 */
public final class OAuth2TokenSource implements TokenSource {

    /** What the service grants when it does not say, seconds. */
    private static final long USUAL_LIFETIME = 1799;

    /**
     * What a token is used for at least, seconds, unless the service refuses it: a service that grants less by its words
     * would have a token call for every call.
     */
    private static final long LEAST_LIFETIME = 1;

    private static final String OPERATION = Oauth2Api.OAUTH2_ACCESS_TOKEN.id();

    private final Mono<Credentials> credentials;
    private final Home home;
    private final Exchange exchange;
    private final Scheduler clock;
    private volatile List<String> secrets = List.of();

    private OAuth2TokenSource(Mono<Credentials> credentials, Home home, Exchange exchange, Scheduler clock) {
        this.credentials = credentials;
        this.home = Objects.requireNonNull(home, "home");
        this.exchange = Objects.requireNonNull(exchange, "exchange");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Asks the token service over an exchange that adds no authentication.
     *
     * @param credentials whose tokens
     * @param home where the client lives
     * @param exchange how token calls go
     * @param clock what tells the time
     */
    public OAuth2TokenSource(Credentials credentials, Home home, Exchange exchange, Scheduler clock) {
        this(Mono.just(credentials), home, exchange, clock);
    }

    /**
     * Does so with credentials that are read anew for each token call, so that they may change.
     *
     * @param supplier gives the credentials at each subscription; it may block and may fail
     * @param home where the client lives
     * @param exchange how token calls go
     * @param clock what tells the time
     */
    public static OAuth2TokenSource supplied(
            Mono<Credentials> supplier, Home home, Exchange exchange, Scheduler clock) {
        Objects.requireNonNull(supplier, "supplier");
        return new OAuth2TokenSource(
                Supplied.read(OPERATION, "the credentials", () -> supplier, clock), home, exchange, clock);
    }

    @Override
    public Mono<AccessToken> fetch() {
        return credentials.flatMap(known -> ask(known, home.cloud(), false));
    }

    @Override
    public List<String> secrets() {
        return secrets;
    }

    private Mono<AccessToken> ask(Credentials known, @Nullable Cloud where, boolean redirected) {
        secrets = List.of(known.clientSecret());
        return new Oauth2Api(to(where))
                .oauth2AccessToken(known.clientId(), known.clientSecret(), known.memberCid())
                .map(reply -> token(reply, where, redirected ? null : reply.header("x-cs-region")))
                .onErrorResume(
                        RefusedException.class,
                        refused -> Redirect.is(refused.refusal())
                                ? follow(known, Redirect.of(refused.refusal(), home, where, redirected), refused)
                                : Mono.error(refused));
    }

    private Mono<AccessToken> follow(Credentials known, Redirect redirect, RefusedException refused) {
        return redirect.cloud() == null
                ? Mono.error(new RefusedException(OPERATION, refused.refusal(), redirect.advice()))
                : ask(known, redirect.cloud(), true);
    }

    private Exchange to(@Nullable Cloud where) {
        return new Exchange() {
            @Override
            public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
                return exchange.exchange(call.mutate().cloud(where).build(), codec);
            }
        };
    }

    private AccessToken token(ApiReply<AccessTokenResponse> reply, @Nullable Cloud asked, @Nullable String named) {
        AccessTokenResponse response = reply.resources().stream()
                .filter(one -> AccessToken.fits(one.accessToken()))
                .findFirst()
                .orElseThrow(() -> lacking(reply));
        Long lifetime = response.expiresIn();
        long seconds = lifetime == null
                ? USUAL_LIFETIME
                : Math.max(LEAST_LIFETIME, Math.min(lifetime, TimeUnit.DAYS.toSeconds(1)));
        Instant now = Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS));
        return new AccessToken(response.accessToken(), now.plusSeconds(seconds), home.settle(asked, named));
    }

    private static FalconException lacking(ApiReply<?> reply) {
        return new UnreadableReplyException(
                OPERATION,
                reply.status(),
                "the reply of status " + reply.status() + " holds no token. Check that the base URL is a Falcon API",
                false,
                reply.traceId(),
                null);
    }

    @Override
    public Mono<Void> revoke(AccessToken token) {
        return credentials
                .flatMap(known -> exchange.send(revocation(known, token), ElementCodec.NOTHING))
                .then();
    }

    private static ApiCall revocation(Credentials known, AccessToken token) {
        String pair = known.clientId() + ":" + known.clientSecret();
        return ApiCall.to(Oauth2Api.OAUTH2_REVOKE_TOKEN)
                .cloud(token.cloud())
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .form("token", token.value())
                .form("client_id", known.clientId())
                .build();
    }
}
