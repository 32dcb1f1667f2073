package io.falconflux.transport;

import io.falconflux.json.ElementCodec;
import reactor.core.publisher.Mono;

/**
 * The one seam: everything that sends a call or decorates one implements this, and unit tests replace it.
 */
public interface Exchange {

    /**
     * Sends one call.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; each subscription sends the call anew.
     * <br><b>Demand</b>: one reply, whatever the demand.
     * <br><b>Cancellation</b>: aborts the call; a request that was on its way may still be executed by the service.
     * <br><b>Errors</b>: only the family of {@link io.falconflux.error.FalconException}.
     *
     * @param call the call
     * @param codec takes one element of the reply
     * @param <T> the element's type
     * @return the reply; never empty
     */
    <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec);

    /**
     * Sends one call with what the subscriber attached to its Reactor Context; this is what the generated methods do.
     *
     * <p><b>Laziness</b>, <b>Demand</b>, <b>Cancellation</b>, <b>Errors</b>: as {@link #exchange}.
     *
     * @param call the call
     * @param codec takes one element of the reply
     * @param <T> the element's type
     * @return the reply; never empty
     */
    default <T> Mono<ApiReply<T>> send(ApiCall call, ElementCodec<T> codec) {
        return Mono.deferContextual(context -> exchange(call.in(CallContext.from(context)), codec))
                .checkpoint(call.operation().id() + " [falcon]");
    }
}
