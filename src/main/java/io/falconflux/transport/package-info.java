/**
 * One call over the wire, and the one seam through which every call goes.
 *
 * <p>{@link io.falconflux.transport.Exchange} is that seam: the generated API classes build an immutable
 * {@link io.falconflux.transport.ApiCall} and hand it on; authentication, pacing and retries are decorators of the same
 * interface; {@link io.falconflux.transport.NettyExchange} is the innermost. What belongs to a call but not to the document
 * (its deadline, its priority, who counts it) travels as a {@link io.falconflux.transport.CallContext} in the Reactor
 * Context and is merged into the call when it is sent, so that generated methods keep the document's parameters.
 *
 * <p>Reactor Netty's defaults that surprise are set on purpose: its own one-shot retry is off (whether to repeat is decided
 * in one place), redirects are not followed (credentials would go along), idle connections are evicted (the service's side
 * closes them silently), and the queue for a connection is as long as the callers.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.transport;
