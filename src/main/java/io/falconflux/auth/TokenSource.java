package io.falconflux.auth;

import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Where tokens come from. A program that has tokens from elsewhere hands in one of its own:
 *
 * <pre>{@code
 * ClientOptions.builder().token(() -> Mono.fromCallable(vault::token).map(AccessToken::of))
 * }</pre>
 */
@FunctionalInterface
public interface TokenSource {

    /**
     * Gets a token: a new one each time where that is in its power, since it is asked when the last one ends or was refused.
     *
     * <p><b>Laziness</b>: each subscription gets another token. <br><b>Demand</b>: one token.
     * <br><b>Cancellation</b>: aborts the call. <br><b>Errors</b>: the family of
     * {@link io.falconflux.error.FalconException}; a source of a caller's own may end in any error, which its callers get as a
     * {@link io.falconflux.error.CredentialsException}.
     */
    Mono<AccessToken> fetch();

    /** Returns what must show in no text besides the tokens: the secrets that were sent for them, as far as they are known by now. */
    default List<String> secrets() {
        return List.of();
    }

    /**
     * Ends a token before its time, if that is the source's to do; a caller's own source lets it live unless it says otherwise.
     *
     * <p><b>Laziness</b>: each subscription calls anew. <br><b>Demand</b>: completes without a value.
     * <br><b>Cancellation</b>: aborts the call. <br><b>Errors</b>: the family of
     * {@link io.falconflux.error.FalconException}; a failure does no harm, since the token ends by itself.
     *
     * @param token the token
     */
    default Mono<Void> revoke(AccessToken token) {
        return Mono.empty();
    }
}
