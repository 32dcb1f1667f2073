/**
 * Keeping the service and the caller well: {@link io.falconflux.resilience.RetryingExchange} decides <em>whether</em> a call
 * is repeated, {@link io.falconflux.resilience.Governor} decides <em>when</em> a call goes out.
 *
 * <p>Their order in the chain is a property of correctness. Retries are outermost; authentication lies between the two; the
 * governor is innermost. With the governor outside authentication, callers hold permits while they wait for a token call
 * that needs a permit itself, and at the first expiry under load the chain stands still for ever.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.resilience;
