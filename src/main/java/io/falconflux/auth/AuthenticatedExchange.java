package io.falconflux.auth;

import io.falconflux.auth.TokenCache.Lease;
import io.falconflux.error.RefusedException;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import java.util.List;
import java.util.Objects;
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

    /**
     * Decorates an exchange.
     *
     * @param next where calls go
     * @param tokens where tokens come from
     */
    public AuthenticatedExchange(Exchange next, TokenCache tokens) {
        this.next = Objects.requireNonNull(next, "next");
        this.tokens = Objects.requireNonNull(tokens, "tokens");
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        return tokens.lease().flatMap(lease -> attempt(call, codec, List.of(lease)));
    }

    /** Sends the call with the last of the tokens; those before it were refused. */
    private <T> Mono<ApiReply<T>> attempt(ApiCall call, ElementCodec<T> codec, List<Lease> leases) {
        Lease lease = leases.get(leases.size() - 1);
        return next.exchange(bearing(call, lease), codec)
                .doOnNext(reply -> lease.markServed())
                .doOnError(AuthenticatedExchange::answered, error -> lease.markServed())
                .onErrorResume(AuthenticatedExchange::badToken, refused -> {
                    tokens.invalidate(lease);
                    return hopeless(leases) ? Mono.error(refused) : replay(call, codec, leases);
                });
    }

    private <T> Mono<ApiReply<T>> replay(ApiCall call, ElementCodec<T> codec, List<Lease> refused) {
        return tokens.lease().flatMap(lease -> {
            call.context().meter().retry();
            return attempt(
                    call,
                    codec,
                    Stream.concat(refused.stream(), Stream.of(lease)).toList());
        });
    }

    /** Looks at all tokens anew: the reply that one of them served may come in after the one that it did not. */
    private static boolean hopeless(List<Lease> usedUp) {
        return usedUp.size() >= MOST_TOKENS
                || usedUp.stream().filter(lease -> !lease.served()).count() > 1;
    }

    private static ApiCall bearing(ApiCall call, Lease lease) {
        return call.mutate()
                .cloud(lease.token().cloud())
                .header("Authorization", "Bearer " + lease.value())
                .build();
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
