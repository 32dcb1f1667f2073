package io.falconflux.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who may call what: the paths, the tokens, the scopes and the three allowances.
 *
 * <p>Assumed: that a body of another content type is refused with 415, and a wrong method with 405.
 */
final class Router {

    private static final String READ = "incidents:read";
    private static final String WRITE = "incidents:write";
    private static final int BAD_TOKENS = 15;

    private final Settings settings;
    private final Tenants tenants;
    private final TokenDesk tokens;
    private final Allowance tokenCalls;
    private final Allowance badTokens;
    private final Map<String, Route> routes;

    Router(Settings settings, Tenants tenants, TokenDesk tokens) {
        this.settings = settings;
        this.tenants = tenants;
        this.tokens = tokens;
        Duration window = settings.allowanceWindow();
        this.tokenCalls = new Allowance(settings.tokenAllowance(), 300, window, settings.clock(), settings.rolling());
        this.badTokens = new Allowance(BAD_TOKENS, BAD_TOKENS, window, settings.clock(), settings.rolling());
        this.routes = Map.of(
                "/incidents/queries/incidents/v1",
                new Route("GET", READ, new QueryOperation<>(settings, Tenant::incidents, 500, "incident", false)),
                "/incidents/queries/behaviors/v1",
                new Route("GET", READ, new QueryOperation<>(settings, Tenant::behaviors, 500, "behavior", false)),
                // the wording for behaviors was recorded here too
                "/incidents/combined/crowdscores/v1",
                new Route("GET", READ, new QueryOperation<>(settings, Tenant::crowdScores, 2_500, "behavior", true)),
                "/incidents/entities/incidents/GET/v1",
                new Route("POST", READ, new EntityOperation<>(settings, Tenant::incidents, "incident")),
                "/incidents/entities/behaviors/GET/v1",
                new Route("POST", READ, new EntityOperation<>(settings, Tenant::behaviors, "behavior")),
                "/incidents/entities/incident-actions/v1",
                new Route("POST", WRITE, new ActionOperation()));
    }

    /** Answers a call, with a reply that a fault invented if one did. Every reply has rate headers. */
    Reply answer(Call call) {
        Fault fault = call.mischief().instead();
        if (call.path().equals("/oauth2/token") || call.path().equals("/oauth2/revoke")) {
            return account(call, fault);
        }
        Route route = routes.get(call.path());
        Tenant tenant = route == null ? null : tokens.admit(call);
        if (fault != null && (fault.effect() == Effect.TOKEN_DIES || fault.effect() == Effect.BAD_TOKEN_POOL)) {
            tokens.revokeTokenOf(call);
            return fault.effect() == Effect.TOKEN_DIES
                    ? unauthorized(call, "access denied, invalid bearer token")
                    : noBadTokens().on(gateway(call, 429, Invented.TOO_MANY));
        }
        if (tenant != null) {
            return admitted(call, Objects.requireNonNull(route), tenant, fault);
        }
        if (fault != null) {
            return unrated(invent(call, fault));
        }
        return route == null
                ? unrated(gateway(call, 404, "404: Page Not Found"))
                : unauthorized(call, "access denied, invalid bearer token");
    }

    private Reply account(Call call, @Nullable Fault fault) {
        Allowance.Standing standing = tokenCalls.take();
        if (standing.exceeded()) {
            return standing.on(gateway(call, 429, Invented.TOO_MANY));
        }
        if (fault != null) {
            return standing.on(invent(call, fault));
        }
        if (!call.method().equals("POST")) {
            return standing.on(gateway(call, 405, "405: Method Not Allowed"));
        }
        return standing.on(call.path().endsWith("token") ? tokens.token(call) : tokens.revoke(call));
    }

    private Reply admitted(Call call, Route route, Tenant tenant, @Nullable Fault fault) {
        Allowance allowance = tenants.allowance(tenant);
        allowance.take(call.mischief().number(Effect.SPEND, 1));
        Allowance.Standing standing = allowance.take();
        return standing.on(
                standing.exceeded()
                        ? gateway(call, 429, Invented.TOO_MANY)
                        : fault == null ? executed(call, route, tenant) : invent(call, fault));
    }

    private Reply executed(Call call, Route route, Tenant tenant) {
        Reply reply = run(call, route, tenant);
        return call.mischief().has(Effect.FAIL_AFTER)
                ? gateway(call, 500, "Internal Server Error: Please provide the trace id to support")
                : reply;
    }

    private Reply run(Call call, Route route, Tenant tenant) {
        if (!route.method.equals(call.method())) {
            return gateway(call, 405, "405: Method Not Allowed");
        }
        if (!settings.scopes().contains(route.scope)) {
            return gateway(call, 403, "access denied, scope not permitted");
        }
        if (route.method.equals("POST") && !call.header("content-type").startsWith("application/json")) {
            return gateway(call, 415, "415: Unsupported Media Type");
        }
        return route.operation.answer(call, tenant);
    }

    private Reply invent(Call call, Fault fault) {
        return fault.status() == 401
                ? unauthorized(call, "access denied, authorization failed")
                : Invented.reply(call, fault, settings);
    }

    /** A token that is no good is counted in a pool of its own, by source address on the real service. */
    private Reply unauthorized(Call call, String words) {
        Allowance.Standing standing = badTokens.take();
        return standing.on(standing.exceeded() ? gateway(call, 429, Invented.TOO_MANY) : gateway(call, 401, words));
    }

    private Allowance.Standing noBadTokens() {
        Instant end = settings.clock().instant().plus(settings.allowanceWindow());
        return new Allowance.Standing(BAD_TOKENS, 0, end.getEpochSecond() + 1);
    }

    private Reply unrated(Reply reply) {
        return tenants.allowance(tenants.parent()).peek().on(reply);
    }

    private static Reply gateway(Call call, int status, String message) {
        return Envelope.refused(call, Envelope.GATEWAY, status, message);
    }

    private record Route(String method, String scope, Operation operation) {}
}
