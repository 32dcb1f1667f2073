package io.falconflux.auth;

import io.falconflux.auth.BearingExchange.Ticket;
import io.falconflux.auth.BearingExchange.TurnedBack;
import io.falconflux.error.RefusedException;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * Gives every call a token. A token that the service refuses is replaced and the call sent again: it was not executed. A
 * token refused before it served any call is replaced once; that the next is refused too means that something else is
 * wrong. A call goes to the cloud that its token is for. Tokens that served may die at any time; they are replaced a bounded number of times.
 */
public final class AuthenticatedExchange implements Exchange {

    /** Tokens a call may use up. A busy client whose tokens last for few calls needs several for an unlucky one. */
    private static final int MOST_TOKENS = 32;

    private final Exchange next;
    private final TokenCache tokens;

    private AuthenticatedExchange(Exchange next, TokenCache tokens) {
        this.next = next;
        this.tokens = tokens;
    }

    /**
     * Decorates an exchange, and lets the decorators in between decide when a call goes out; its token is put on it after
     * that.
     *
     * @param wire where calls go
     * @param between from where calls go, to what they pass on their way there
     * @param tokens where tokens come from
     */
    public static AuthenticatedExchange over(Exchange wire, UnaryOperator<Exchange> between, TokenCache tokens) {
        Objects.requireNonNull(wire, "wire");
        Objects.requireNonNull(tokens, "tokens");
        return new AuthenticatedExchange(between.apply(new BearingExchange(wire, tokens)), tokens);
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        return tokens.lease().flatMap(lease -> attempt(call, codec, List.of(), ticket(lease)));
    }

    private <T> Mono<ApiReply<T>> attempt(ApiCall call, ElementCodec<T> codec, List<Lease> refused, Ticket ticket) {
        return next.exchange(call, codec)
                .contextWrite(context -> context.put(Ticket.class, ticket))
                .doOnNext(reply -> ticket.lease().markServed())
                .doOnError(
                        AuthenticatedExchange::answered, error -> ticket.lease().markServed())
                .onErrorResume(
                        TurnedBack.class,
                        back -> tokens.lease()
                                .flatMap(lease -> attempt(call, codec, refused, new Ticket(lease, false))))
                .onErrorResume(AuthenticatedExchange::badToken, error -> replay(call, codec, refused, ticket, error));
    }

    private <T> Mono<ApiReply<T>> replay(
            ApiCall call, ElementCodec<T> codec, List<Lease> before, Ticket ticket, Throwable error) {
        tokens.invalidate(ticket.lease());
        List<Lease> refused =
                Stream.concat(before.stream(), Stream.of(ticket.lease())).toList();
        if (hopeless(refused)) {
            return Mono.error(error);
        }
        return tokens.lease().flatMap(lease -> {
            call.context().meter().retry();
            return attempt(call, codec, refused, ticket(lease));
        });
    }

    /** A token that is over as it comes is the best there is, so its call does not turn back. */
    private Ticket ticket(Lease lease) {
        return new Ticket(lease, tokens.inUse() != null);
    }

    /** Looks at all tokens anew: the reply that one of them served may come in after the one that it did not. */
    private static boolean hopeless(List<Lease> usedUp) {
        return usedUp.size() >= MOST_TOKENS
                || usedUp.stream().filter(lease -> lease.served() == 0).count() > 1;
    }

    /** Whoever answers anything else took the token for good. */
    private static boolean answered(Throwable error) {
        return error instanceof RefusedException && !badToken(error) || error instanceof UnreadableReplyException;
    }

    private static boolean badToken(Throwable error) {
        return error instanceof RefusedException refused
                && (refused.status() == 401 || refused.refusal().fromBadTokenPool());
    }
}
