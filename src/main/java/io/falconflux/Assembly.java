package io.falconflux;

import io.falconflux.auth.AuthenticatedExchange;
import io.falconflux.auth.TokenCache;
import io.falconflux.auth.TokenSource;
import io.falconflux.resilience.Governor;
import io.falconflux.resilience.RetryingExchange;
import io.falconflux.transport.ClosableExchange;
import io.falconflux.transport.Exchange;
import java.time.Instant;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The chain, readable in one place. Outermost first: the door, whether to repeat, who is calling, when to go, the wire. Token calls
 * have retries and a governor of their own over the same connections, since the token endpoint has an allowance of its own:
 * that of the customer counts calls by customer, that of the token endpoint by source address.
 *
 * @param exchange where API calls go
 * @param tokens the tokens they carry
 * @param trunk what the chains of a parent and its members have in common
 */
record Assembly(ClosableExchange exchange, TokenCache tokens, Trunk trunk) {

    static Assembly of(ClientOptions options) {
        return of(options, Schedulers.parallel());
    }

    /** The same with another timer. */
    static Assembly of(ClientOptions options, Scheduler timer) {
        Trunk trunk = Trunk.of(options, timer);
        return branch(trunk, trunk.tokenSource(), options.transport().maxConnections());
    }

    /**
     * Returns the chain of a member: a token, a pace and retries of its own, over the same connections.
     *
     * @param cid the member's customer id
     * @param permits its calls under way at most
     */
    Assembly member(String cid, int permits) {
        return branch(trunk, trunk.tokenSource(cid), permits);
    }

    private static Assembly branch(Trunk trunk, TokenSource source, int permits) {
        TokenCache tokens = new TokenCache(source, trunk.timer());
        Exchange authenticated =
                AuthenticatedExchange.over(trunk.wire(), wire -> new Governor(wire, permits, trunk.timer()), tokens);
        Exchange retrying = new RetryingExchange(authenticated, trunk.options().retryPolicy(), trunk.timer());
        return new Assembly(new ClosableExchange(retrying), tokens, trunk);
    }

    /** Returns what the service's clock shows, by the reply that brought the token; empty if it brought no date. */
    Mono<Instant> serviceTime() {
        return tokens.ready()
                .then(Mono.defer(() -> Mono.justOrEmpty(trunk.tokenEndpoint().serviceTime())));
    }

    /** Closes the connections, those of the members included. */
    Mono<Void> disconnect() {
        return trunk.wire().disposeLater();
    }
}
