package io.falconflux.auth;

import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import reactor.core.publisher.Mono;

/**
 * Puts the token on a call as it goes out. A call may have waited for its turn, and its token may have died meanwhile: it then
 * takes the one in use, or turns back once to wait for one where it keeps nobody from a turn. Else a token that dies while a
 * thousand calls wait would be refused a thousand times. It turns back as often as the token in use is spent: each that follows takes
 * some calls along.
 */
final class BearingExchange implements Exchange {

    private final Exchange next;
    private final TokenCache tokens;

    BearingExchange(Exchange next, TokenCache tokens) {
        this.next = next;
        this.tokens = tokens;
    }

    /** The token of one attempt, on its way through the Reactor Context. It is the token that was sent once the call is out. */
    static final class Ticket {

        private final boolean mayTurnBack;
        private volatile Lease lease;

        Ticket(Lease lease, boolean mayTurnBack) {
            this.lease = lease;
            this.mayTurnBack = mayTurnBack;
        }

        Lease lease() {
            return lease;
        }
    }

    /** There is no good token for a call that could go out. */
    static final class TurnedBack extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TurnedBack() {
            super("turned back", null, false, false);
        }
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        return Mono.deferContextual(context -> {
            Ticket ticket = context.getOrDefault(Ticket.class, null);
            if (ticket == null) {
                return next.exchange(call, codec); // a call that needs no token, over the same way
            }
            Lease inUse = tokens.inUse();
            boolean spent = inUse != null && !tokens.lend(inUse);
            if (spent || inUse == null && (ticket.mayTurnBack || ticket.lease.usedUp())) {
                return Mono.error(new TurnedBack());
            }
            ticket.lease = inUse == null ? ticket.lease : inUse;
            return next.exchange(bearing(call, ticket.lease), codec);
        });
    }

    private ApiCall bearing(ApiCall call, Lease lease) {
        return call.mutate()
                .cloud(lease.token().cloud())
                .header("Authorization", "Bearer " + lease.value())
                .hide(tokens.secrets())
                .build();
    }
}
