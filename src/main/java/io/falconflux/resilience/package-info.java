/**
 * Keeping the service and the caller well: {@link io.falconflux.resilience.RetryingExchange} decides <em>whether</em> a call
 * is repeated, {@link io.falconflux.resilience.Governor} decides <em>when</em> a call goes out.
 *
 * <p>When is a matter of the allowance, which the service tells in headers: how much is left after each call, and after one
 * too many when it takes calls again. {@code Pace} says what follows from that; it is a value, so that it can be tried against
 * services that count in every way, for hours, in no time. {@code Standing} is how much is left, {@code Learnt} what was seen
 * of the window, {@code Brake} how long calls are held back.
 *
 * <p>Their order in the chain is a property of correctness. Retries are outermost; authentication lies between the two; the
 * governor is innermost. With the governor outside authentication, callers hold permits while they wait for a token call
 * that needs a permit itself, and at the first expiry under load the chain stands still for ever.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.resilience;
