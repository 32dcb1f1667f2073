package io.falconflux.transport;

import io.falconflux.error.NoReplyException;
import io.falconflux.json.ElementCodec;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * The door of a client: once it is closed, calls are refused before they ask for a token or wait for their turn. Those that are
 * inside may end.
 */
public final class ClosableExchange implements Exchange {

    private final Exchange next;
    private volatile boolean closed;

    /**
     * Decorates an exchange.
     *
     * @param next where calls go as long as the door is open
     */
    public ClosableExchange(Exchange next) {
        this.next = Objects.requireNonNull(next, "next");
    }

    @Override
    public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
        return Mono.defer(() -> closed ? Mono.error(closed(call)) : next.exchange(call, codec));
    }

    /** Lets no more calls in. */
    public void close() {
        closed = true;
    }

    static NoReplyException closed(ApiCall call) {
        return new NoReplyException(
                call.operation().id(),
                "the client is closed, so the call was not sent. Make another client",
                false,
                true,
                null);
    }
}
