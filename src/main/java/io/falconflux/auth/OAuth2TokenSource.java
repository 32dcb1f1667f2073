package io.falconflux.auth;

import io.falconflux.json.ElementCodec;
import io.falconflux.oauth2.AccessTokenResponse;
import io.falconflux.oauth2.Oauth2Api;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Tokens from the platform's own token service, for an API client's credentials. */
public final class OAuth2TokenSource implements TokenSource {

    /** What the service grants when it does not say, seconds. */
    private static final long USUAL_LIFETIME = 1799;

    private final Credentials credentials;
    private final Oauth2Api api;
    private final Exchange exchange;
    private final Scheduler clock;

    /**
     * Asks the token service over an exchange that adds no authentication.
     *
     * @param credentials whose tokens
     * @param exchange where token calls go
     * @param clock what tells the time
     */
    public OAuth2TokenSource(Credentials credentials, Exchange exchange, Scheduler clock) {
        this.credentials = Objects.requireNonNull(credentials, "credentials");
        this.exchange = Objects.requireNonNull(exchange, "exchange");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.api = new Oauth2Api(exchange);
    }

    @Override
    public Mono<AccessToken> fetch() {
        return api.oauth2AccessToken(credentials.clientId(), credentials.clientSecret(), credentials.memberCid())
                .map(this::token);
    }

    private AccessToken token(ApiReply<AccessTokenResponse> reply) {
        AccessTokenResponse response = reply.resources().get(0);
        Long lifetime = response.expiresIn();
        long seconds = lifetime == null ? USUAL_LIFETIME : Math.max(0, Math.min(lifetime, TimeUnit.DAYS.toSeconds(1)));
        Instant now = Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS));
        return new AccessToken(response.accessToken(), now.plusSeconds(seconds));
    }

    @Override
    public Mono<Void> revoke(AccessToken token) {
        String pair = credentials.clientId() + ":" + credentials.clientSecret();
        ApiCall call = ApiCall.to(Oauth2Api.OAUTH2_REVOKE_TOKEN)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .form("token", token.value())
                .form("client_id", credentials.clientId())
                .build();
        return exchange.send(call, ElementCodec.NOTHING).then();
    }
}
