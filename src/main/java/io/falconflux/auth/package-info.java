/**
 * Who is calling: credentials become a token, the token is shared and renewed, and every call carries it.
 *
 * <p>{@link io.falconflux.auth.TokenCache} is where the state lives; it asks a {@link io.falconflux.auth.TokenSource} and
 * serves {@link io.falconflux.auth.AuthenticatedExchange}. Token calls go through an exchange of their own, whose pace and
 * permits are the token endpoint's, not the API's. Credentials and tokens may also come from the caller's own code, at each
 * token call anew; what that code does wrong is bounded and told without a word of its own, since that may be a secret.
 *
 * <p>A call waits for its turn between taking a token and sending it, so the token is put on after the wait: whatever became of
 * the one that it took, it carries the one in use, and a token that dies under load is refused to the calls under way alone.
 * (The wait for a token is outside, where it holds no turn: inside, the chain would stand still at the first expiry.)
 *
 * <p>{@link io.falconflux.auth.Home} is where the client lives. A cloud or a base URL that was given is never left, also if
 * its name is wrong: whoever names a place may have promised somebody that credentials and rows stay there, so the error names
 * the right cloud and the owner decides. Without one the search begins in {@code us-1}; the secret follows one redirect, to a
 * cloud on the list, and no further.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.auth;
