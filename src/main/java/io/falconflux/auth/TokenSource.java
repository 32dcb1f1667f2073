package io.falconflux.auth;

import reactor.core.publisher.Mono;

/** Where tokens come from. */
public interface TokenSource {

    /**
     * Gets a new token.
     *
     * <p><b>Laziness</b>: each subscription gets another token. <br><b>Demand</b>: one token.
     * <br><b>Cancellation</b>: aborts the call. <br><b>Errors</b>: the family of
     * {@link io.falconflux.error.FalconException}.
     */
    Mono<AccessToken> fetch();

    /**
     * Ends a token before its time.
     *
     * <p><b>Laziness</b>: each subscription calls anew. <br><b>Demand</b>: completes without a value.
     * <br><b>Cancellation</b>: aborts the call. <br><b>Errors</b>: the family of
     * {@link io.falconflux.error.FalconException}; a failure does no harm, since the token ends by itself.
     *
     * @param token the token
     */
    Mono<Void> revoke(AccessToken token);
}
