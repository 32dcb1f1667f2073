package io.falconflux.simulator;

import java.time.Duration;
import java.util.Map;

/** Who may call what: the paths, the tokens, the scopes and the three allowances. */
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
        this.tokenCalls = new Allowance(settings.tokenAllowance(), 300, window, settings.clock());
        this.badTokens = new Allowance(BAD_TOKENS, BAD_TOKENS, window, settings.clock());
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

    Reply answer(Call call) {
        if (call.path().equals("/oauth2/token") || call.path().equals("/oauth2/revoke")) {
            return account(call);
        }
        Route route = routes.get(call.path());
        if (route == null) {
            return gateway(call, 404, "404: Page Not Found");
        }
        if (!route.method.equals(call.method())) {
            return gateway(call, 405, "405: Method Not Allowed");
        }
        Tenant tenant = tokens.admit(call);
        return tenant == null ? unauthorized(call, "access denied, invalid bearer token") : run(call, route, tenant);
    }

    /** A token that is no good is counted in a pool of its own, by source address on the real service. */
    Reply unauthorized(Call call, String words) {
        Allowance.Standing standing = badTokens.take();
        return standing.on(standing.exceeded() ? tooMany(call) : gateway(call, 401, words));
    }

    private Reply account(Call call) {
        Allowance.Standing standing = tokenCalls.take();
        if (standing.exceeded()) {
            return standing.on(tooMany(call));
        }
        if (!call.method().equals("POST")) {
            return standing.on(gateway(call, 405, "405: Method Not Allowed"));
        }
        return standing.on(call.path().endsWith("token") ? tokens.token(call) : tokens.revoke(call));
    }

    private Reply run(Call call, Route route, Tenant tenant) {
        Allowance.Standing standing = tenants.allowance(tenant).take();
        if (standing.exceeded()) {
            return standing.on(tooMany(call));
        }
        if (!settings.scopes().contains(route.scope)) {
            return standing.on(gateway(call, 403, "access denied, scope not permitted"));
        }
        if (route.method.equals("POST") && !call.header("content-type").startsWith("application/json")) {
            return standing.on(gateway(call, 415, "415: Unsupported Media Type"));
        }
        return standing.on(route.operation.answer(call, tenant));
    }

    static Reply tooMany(Call call) {
        return gateway(call, 429, "API rate limit exceeded.");
    }

    static Reply gateway(Call call, int status, String message) {
        return Envelope.refused(call, Envelope.GATEWAY, status, message);
    }

    private record Route(String method, String scope, Operation operation) {}
}
