package io.falconflux;

import io.falconflux.auth.Home;
import io.falconflux.auth.OAuth2TokenSource;
import io.falconflux.auth.SuppliedTokenSource;
import io.falconflux.auth.TokenSource;
import io.falconflux.resilience.Governor;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.resilience.RetryingExchange;
import io.falconflux.transport.Exchange;
import io.falconflux.transport.NettyExchange;
import reactor.core.scheduler.Scheduler;

/**
 * What the chains of a parent and its members have in common: the connections, the pace of the token endpoint, whose allowance
 * goes by source address, and the cloud that they live in.
 *
 * @param options what the parent was made with
 * @param wire the connections
 * @param tokenEndpoint how token calls go out
 * @param home the cloud
 * @param timer what tells the time
 */
record Trunk(ClientOptions options, NettyExchange wire, Governor tokenEndpoint, Home home, Scheduler timer) {

    /** Token calls under way at most: one for each of many members whose tokens end together. */
    private static final int TOKEN_PERMITS = 8;

    /** Tries of a token call at least, whatever the policy for other calls says: everything hangs on it. */
    private static final int TOKEN_TRIES = 5;

    static Trunk of(ClientOptions options, Scheduler timer) {
        NettyExchange wire = new NettyExchange(options.transport());
        Home home = options.transport().baseUrlGiven() ? Home.given() : Home.toBeFound();
        return new Trunk(options, wire, new Governor(wire, TOKEN_PERMITS, timer), home, timer);
    }

    /** Returns where the parent's tokens come from. */
    TokenSource tokenSource() {
        return options.token()
                .<TokenSource>map(own -> new SuppliedTokenSource(own, timer))
                .or(() -> options.credentialsSupplier()
                        .map(supplier -> OAuth2TokenSource.supplied(supplier, home, tokenCalls(), timer)))
                .orElseGet(() -> new OAuth2TokenSource(options.credentials().orElseThrow(), home, tokenCalls(), timer));
    }

    /**
     * Returns where a member's tokens come from.
     *
     * @param cid the member's customer id
     * @throws IllegalStateException if the parent has no credentials
     */
    TokenSource tokenSource(String cid) {
        if (options.token().isPresent()) {
            throw new IllegalStateException("A token acts for one customer. Give credentials to act for members");
        }
        return options.credentialsSupplier()
                .map(supplier ->
                        OAuth2TokenSource.supplied(supplier.map(own -> own.forMember(cid)), home, tokenCalls(), timer))
                .orElseGet(() -> new OAuth2TokenSource(
                        options.credentials().orElseThrow().forMember(cid), home, tokenCalls(), timer));
    }

    /** Retries are of each tenant's own, so that the failures of one use up nothing of another's. */
    private Exchange tokenCalls() {
        RetryPolicy own = options.retryPolicy();
        RetryPolicy backoff = own.maxAttempts() < TOKEN_TRIES ? RetryPolicy.DEFAULT : own;
        RetryPolicy policy =
                new RetryPolicy(Math.max(TOKEN_TRIES, own.maxAttempts()), backoff.firstBackoff(), backoff.maxBackoff());
        return new RetryingExchange(tokenEndpoint, policy, timer);
    }
}
