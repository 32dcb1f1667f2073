package io.falconflux.simulator;

import static io.falconflux.simulator.Caller.INCIDENT_QUERY;
import static io.falconflux.simulator.Caller.json;
import static io.falconflux.simulator.Caller.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens: how they are got, what they are good for, and how they end. */
class TokensTest {

    private static final String MEMBER = "0123456789abcdef0123456789abcdef";

    private final MovingClock clock = new MovingClock();
    private final SimulatorBuilder small = FalconSimulator.builder()
            .incidents(50)
            .behaviors(10)
            .crowdScores(10)
            .clock(clock);

    @Test
    void credentialsBuyATokenWith201() throws Exception {
        try (FalconSimulator falcon = small.region("us-2").start()) {
            HttpResponse<String> response = new Caller(falcon)
                    .token(Map.of("client_id", falcon.clientId(), "client_secret", falcon.clientSecret()));
            assertEquals(201, response.statusCode());
            assertEquals("bearer", json(response).path("token_type").asText());
            assertEquals(1_799, json(response).path("expires_in").asInt());
            int length = json(response).path("access_token").asText().length();
            assertTrue(length > 900 && length < 1_300, "length " + length);
            assertEquals("us-2", response.headers().firstValue("x-cs-region").orElse(""));
            assertEquals(
                    "300", response.headers().firstValue("x-ratelimit-limit").orElse(""));
        }
    }

    @Test
    void basicCredentialsAreTakenToo() throws Exception {
        try (FalconSimulator falcon = small.start()) {
            Caller caller = new Caller(falcon);
            HttpResponse<String> response = Caller.send(caller.request("/oauth2/token")
                    .header("Authorization", basic(falcon))
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
            assertEquals(201, response.statusCode());
        }
    }

    @Test
    void badCredentialsGetTheServicesOwnWords() throws Exception {
        try (FalconSimulator falcon = small.start()) {
            Caller caller = new Caller(falcon);
            HttpResponse<String> malformed = caller.token(Map.of("client_id", "me", "client_secret", "x"));
            assertEquals(400, malformed.statusCode());
            assertEquals("Failed to generate access token for clientID=me.", message(malformed));
            assertEquals("csam", json(malformed).path("meta").path("powered_by").asText());
            HttpResponse<String> wrong = caller.token(Map.of("client_id", falcon.clientId(), "client_secret", "x"));
            assertEquals(403, wrong.statusCode());
            assertEquals("Failed to issue access token - Not Authorized", message(wrong));
        }
    }

    @Test
    void aTokenEndsWithItsLifetime() throws Exception {
        try (FalconSimulator falcon = small.tokenLifetime(Duration.ofSeconds(2)).start()) {
            Caller caller = new Caller(falcon).signedIn();
            assertEquals(200, caller.query(INCIDENT_QUERY).statusCode());
            clock.advance(Duration.ofSeconds(2));
            HttpResponse<String> response = caller.query(INCIDENT_QUERY);
            assertEquals(401, response.statusCode());
            assertEquals("access denied, invalid bearer token", message(response));
            assertEquals(
                    "crowdstrike-api-gateway",
                    json(response).path("meta").path("powered_by").asText());
            assertTrue(json(response).path("resources").isMissingNode());
            assertEquals(
                    "15", response.headers().firstValue("x-ratelimit-limit").orElse(""));
            assertEquals(200, caller.signedIn().query(INCIDENT_QUERY).statusCode());
        }
    }

    @Test
    void badTokensShareAPoolOfFifteen() throws Exception {
        try (FalconSimulator falcon = small.start()) {
            Caller caller = new Caller(falcon).bearing("rubbish");
            for (int i = 0; i < 15; i++) {
                assertEquals(401, caller.query(INCIDENT_QUERY).statusCode());
            }
            HttpResponse<String> response = caller.query(INCIDENT_QUERY);
            assertEquals(429, response.statusCode());
            long retryAt = response.headers()
                    .firstValueAsLong("x-ratelimit-retryafter")
                    .orElse(0);
            assertEquals(clock.instant().getEpochSecond() + 60, retryAt);
            assertEquals(200, caller.signedIn().query(INCIDENT_QUERY).statusCode());
        }
    }

    @Test
    void tokensCanDieAfterSomeCallsOrByRevocation() throws Exception {
        try (FalconSimulator falcon = small.tokenCalls(2).announcedLifetime(0).start()) {
            Caller caller = new Caller(falcon).signedIn();
            assertEquals(200, caller.query(INCIDENT_QUERY).statusCode());
            assertEquals(200, caller.query(INCIDENT_QUERY).statusCode());
            assertEquals(401, caller.query(INCIDENT_QUERY).statusCode());
            caller.signedIn();
            HttpResponse<String> revoked = Caller.send(caller.request("/oauth2/revoke")
                    .header("Authorization", basic(falcon).replace("Basic", "basic"))
                    .POST(HttpRequest.BodyPublishers.ofString(Caller.encode(Map.of("token", caller.bearer())))));
            assertEquals(200, revoked.statusCode());
            assertEquals(401, caller.query(INCIDENT_QUERY).statusCode());
            caller.signedIn();
            falcon.revokeTokens();
            assertEquals(401, caller.query(INCIDENT_QUERY).statusCode());
        }
    }

    @Test
    void aMissingScopeIsNamed() throws Exception {
        try (FalconSimulator falcon = small.scopes("incidents:read").start()) {
            HttpResponse<String> response = new Caller(falcon).signedIn().post(Caller.ACTIONS, "{}");
            assertEquals(403, response.statusCode());
            assertEquals("access denied, scope not permitted", message(response));
        }
    }

    @Test
    void aMemberHasRowsAndAnAllowanceOfItsOwn() throws Exception {
        try (FalconSimulator falcon =
                small.memberCids(List.of(MEMBER)).allowance(1).start()) {
            Caller parent = new Caller(falcon).signedIn();
            Caller member = new Caller(falcon);
            Map<String, String> form = Map.of(
                    "client_id",
                    falcon.clientId(),
                    "client_secret",
                    falcon.clientSecret(),
                    "member_cid",
                    MEMBER.toUpperCase(java.util.Locale.ROOT) + "-A7");
            member.bearing(json(member.token(form)).path("access_token").asText());
            HttpResponse<String> own = parent.query(INCIDENT_QUERY);
            HttpResponse<String> theirs = member.query(INCIDENT_QUERY);
            assertEquals(200, theirs.statusCode());
            assertNotEquals(json(own).path("resources"), json(theirs).path("resources"));
            assertEquals(MEMBER, falcon.tenant(MEMBER).cid());
            assertEquals(429, parent.query(INCIDENT_QUERY).statusCode());
            assertEquals(
                    403,
                    member.token(Map.of(
                                    "client_id",
                                    falcon.clientId(),
                                    "client_secret",
                                    falcon.clientSecret(),
                                    "member_cid",
                                    "f".repeat(32)))
                            .statusCode());
        }
    }

    @Test
    void theAllowanceRollsOn() throws Exception {
        try (FalconSimulator falcon = small.allowance(3).start()) {
            Caller caller = new Caller(falcon).signedIn();
            for (int left = 2; left >= 0; left--) {
                HttpResponse<String> response = caller.query(INCIDENT_QUERY);
                assertEquals(
                        left,
                        response.headers()
                                .firstValueAsLong("x-ratelimit-remaining")
                                .orElse(-1));
                clock.advance(Duration.ofSeconds(10));
            }
            assertEquals(429, caller.query(INCIDENT_QUERY).statusCode());
            clock.advance(Duration.ofSeconds(30));
            assertEquals(200, caller.query(INCIDENT_QUERY).statusCode());
            assertEquals(429, caller.query(INCIDENT_QUERY).statusCode());
            assertEquals(2, falcon.answered(429));
            clock.advance(Duration.ofMinutes(2));
            assertEquals(3, falcon.spend(10));
            assertEquals(429, caller.query(INCIDENT_QUERY).statusCode());
        }
    }

    private static String basic(FalconSimulator falcon) {
        String pair = falcon.clientId() + ":" + falcon.clientSecret();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** A clock that stands still until it is moved. */
    private static final class MovingClock extends Clock {

        private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
