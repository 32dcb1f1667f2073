package io.falconflux;

import io.falconflux.auth.AuthenticatedExchange;
import io.falconflux.auth.OAuth2TokenSource;
import io.falconflux.auth.TokenCache;
import io.falconflux.resilience.Governor;
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

    static Assembly of(ClientOptions options) {
        Scheduler timer = Schedulers.parallel();
        NettyExchange wire = new NettyExchange(options.transport());
        Exchange tokenCalls =
                new RetryingExchange(new Governor(wire, TOKEN_PERMITS, timer), options.retryPolicy(), timer);
        TokenCache tokens = new TokenCache(new OAuth2TokenSource(options.credentials(), tokenCalls, timer), timer);
        Exchange governed = new Governor(wire, options.transport().maxConnections(), timer);
        Exchange authenticated = new AuthenticatedExchange(governed, tokens);
        Exchange retrying = new RetryingExchange(authenticated, options.retryPolicy(), timer);
        return new Assembly(retrying, tokens, wire);
    }
}
