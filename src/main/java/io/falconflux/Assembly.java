package io.falconflux;

import io.falconflux.auth.AuthenticatedExchange;
import io.falconflux.auth.Home;
import io.falconflux.auth.OAuth2TokenSource;
import io.falconflux.auth.SuppliedTokenSource;
import io.falconflux.auth.TokenCache;
import io.falconflux.auth.TokenSource;
import io.falconflux.resilience.Governor;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.resilience.RetryingExchange;
import io.falconflux.transport.Exchange;
import io.falconflux.transport.NettyExchange;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The chain, readable in one place. Outermost first: whether to repeat, who is calling, when to go, the wire. Token calls
 * have retries and a governor of their own over the same connections, since the token endpoint has an allowance of its own.
 *
 * @param exchange where API calls go
 * @param tokens the tokens they carry
 * @param wire the connections
 */
record Assembly(Exchange exchange, TokenCache tokens, NettyExchange wire) {

    /** Token calls under way at most; there is one at a time for one tenant. */
    private static final int TOKEN_PERMITS = 4;

    /** Tries of a token call at least, whatever the policy for other calls says: everything hangs on it. */
    private static final int TOKEN_TRIES = 5;

    static Assembly of(ClientOptions options) {
        Scheduler timer = Schedulers.parallel();
        NettyExchange wire = new NettyExchange(options.transport());
        TokenCache tokens = new TokenCache(source(options, new Governor(wire, TOKEN_PERMITS, timer), timer), timer);
        Exchange governed = new Governor(wire, options.transport().maxConnections(), timer);
        Exchange authenticated = new AuthenticatedExchange(governed, tokens);
        Exchange retrying = new RetryingExchange(authenticated, options.retryPolicy(), timer);
        return new Assembly(retrying, tokens, wire);
    }

    private static TokenSource source(ClientOptions options, Exchange tokenEndpoint, Scheduler timer) {
        Exchange tokenCalls = new RetryingExchange(tokenEndpoint, tokenPolicy(options.retryPolicy()), timer);
        Home home = options.transport().baseUrlGiven() ? Home.given() : Home.toBeFound();
        return options.token()
                .<TokenSource>map(own -> new SuppliedTokenSource(own, timer))
                .or(() -> options.credentialsSupplier()
                        .map(supplier -> OAuth2TokenSource.supplied(supplier, home, tokenCalls, timer)))
                .orElseGet(() -> new OAuth2TokenSource(options.credentials().orElseThrow(), home, tokenCalls, timer));
    }

    private static RetryPolicy tokenPolicy(RetryPolicy policy) {
        return policy.maxAttempts() >= TOKEN_TRIES
                ? policy
                : new RetryPolicy(TOKEN_TRIES, RetryPolicy.DEFAULT.firstBackoff(), RetryPolicy.DEFAULT.maxBackoff());
    }
}
