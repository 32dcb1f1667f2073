package io.falconflux.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Issues tokens for client credentials, takes them back, and knows which are good. */
final class TokenDesk {

    private static final int CLIENT = 501;
    private static final int TOKEN = 502;

    private final Settings settings;
    private final Tenants tenants;
    private final Seed seed;
    private final String clientId;
    private final String clientSecret;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final AtomicLong issued = new AtomicLong();

    TokenDesk(Settings settings, Tenants tenants, Seed seed) {
        this.settings = settings;
        this.tenants = tenants;
        this.seed = seed;
        this.clientId = Words.hex(seed.draw(1, CLIENT)) + Words.hex(seed.draw(2, CLIENT));
        this.clientSecret = (Words.hex(seed.draw(3, CLIENT))
                        + Words.hex(seed.draw(4, CLIENT))
                        + Words.hex(seed.draw(5, CLIENT)))
                .substring(0, 40);
    }

    String clientId() {
        return clientId;
    }

    String clientSecret() {
        return clientSecret;
    }

    /** POST /oauth2/token. */
    Reply token(Call call) {
        Map<String, String> form = Call.form(new String(call.body(), StandardCharsets.UTF_8));
        String[] basic = basic(call);
        String id = basic.length == 2 ? basic[0] : form.getOrDefault("client_id", "");
        String secret = basic.length == 2 ? basic[1] : form.getOrDefault("client_secret", "");
        if (!id.matches("[a-fA-F0-9]{32}")) {
            return Envelope.refused(
                    call, Envelope.ACCOUNTS, 400, "Failed to generate access token for clientID=" + id + ".");
        }
        if (!id.equals(clientId) || !secret.equals(clientSecret)) {
            return Envelope.refused(call, Envelope.ACCOUNTS, 403, "Failed to issue access token - Not Authorized");
        }
        Tenant tenant = tenants.find(form.getOrDefault("member_cid", ""));
        if (tenant == null) {
            return Envelope.refused(call, Envelope.ACCOUNTS, 403, "access denied, authorization failed");
        }
        String token = mint();
        grants.values().removeIf(grant -> !settings.clock().instant().isBefore(grant.end));
        grants.put(token, grant(tenant, call.mischief()));
        Fault said = call.mischief().first(Effect.EXPIRES_IN);
        JsonBytes out = new JsonBytes(1_500)
                .open('{')
                .text("access_token", token)
                .text("token_type", "bearer")
                .number("expires_in", said == null ? settings.announcedLifetime() : Long.parseLong(said.argument()));
        return Reply.json(201, out.close('}'));
    }

    private Grant grant(Tenant tenant, Mischief mischief) {
        Fault life = mischief.first(Effect.TOKEN_LIFE);
        Duration time = life == null ? settings.tokenLifetime() : Duration.ofMillis(Long.parseLong(life.argument()));
        int most = mischief.has(Effect.TOKEN_CALLS) ? mischief.number(Effect.TOKEN_CALLS) : settings.tokenCalls();
        return new Grant(
                tenant, settings.clock().instant().plus(time), new AtomicInteger(most == 0 ? Integer.MAX_VALUE : most));
    }

    /** POST /oauth2/revoke. */
    Reply revoke(Call call) {
        String[] basic = basic(call);
        if (basic.length != 2 || !basic[0].equals(clientId) || !basic[1].equals(clientSecret)) {
            return Envelope.refused(call, Envelope.ACCOUNTS, 403, "access denied, authorization failed");
        }
        String token =
                Call.form(new String(call.body(), StandardCharsets.UTF_8)).getOrDefault("token", "");
        if (token.isEmpty()) {
            return Envelope.refused(call, Envelope.ACCOUNTS, 400, "Failed to revoke token: no token was given");
        }
        grants.remove(token);
        return Envelope.metaOnly(call, Envelope.ACCOUNTS, 200);
    }

    void revokeAll() {
        grants.clear();
    }

    /** Ends the token that a call has. */
    void revokeTokenOf(Call call) {
        grants.remove(bearer(call));
    }

    private static String bearer(Call call) {
        String header = call.header("authorization");
        boolean bears = header.length() >= 8
                && header.substring(0, 7).toLowerCase(Locale.ROOT).equals("bearer ");
        return bears ? header.substring(7).trim() : "";
    }

    /** Whose call this is, or null if its token is no good. Uses the token up where it is good for so many calls only. */
    @Nullable
    Tenant admit(Call call) {
        Grant grant = grants.get(bearer(call));
        if (grant == null || !settings.clock().instant().isBefore(grant.end)) {
            return null;
        }
        return grant.calls.getAndDecrement() > 0 ? grant.tenant : null;
    }

    /** Three parts of base 64, as long as real ones: about 1.1 kB. */
    private String mint() {
        long number = issued.incrementAndGet();
        StringBuilder claims = new StringBuilder("{\"jti\":\"");
        for (int i = 0; i < 34; i++) {
            claims.append(Words.hex(seed.draw(number * 100 + i, TOKEN)));
        }
        String head = "{\"alg\":\"RS256\",\"kid\":\"public:simulated\",\"typ\":\"JWT\"}";
        String signature = Words.hex(seed.draw(number, TOKEN)) + Words.hex(seed.draw(-number, TOKEN));
        return encode(head) + "." + encode(claims.append("\"}").toString()) + "." + encode(signature.repeat(6));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The two parts of a Basic header (the scheme in any case), or nothing. */
    private static String[] basic(Call call) {
        String header = call.header("authorization");
        if (header.length() < 7
                || !header.substring(0, 6).toLowerCase(Locale.ROOT).equals("basic ")) {
            return new String[0];
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(6).trim());
            return new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        } catch (IllegalArgumentException e) {
            return new String[0];
        }
    }

    private record Grant(Tenant tenant, Instant end, AtomicInteger calls) {}
}
