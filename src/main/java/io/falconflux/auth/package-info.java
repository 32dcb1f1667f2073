/**
 * Who is calling: credentials become a token, the token is shared and renewed, and every call carries it.
 *
 * <p>{@link io.falconflux.auth.TokenCache} is where the state lives; it asks a {@link io.falconflux.auth.TokenSource} and
 * serves {@link io.falconflux.auth.AuthenticatedExchange}. Token calls go through an exchange of their own, whose pace and
 * permits are the token endpoint's, not the API's.
 */
@org.jspecify.annotations.NullMarked
package io.falconflux.auth;
