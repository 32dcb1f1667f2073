package io.falconflux.auth;

import java.time.Instant;
import java.util.Objects;

/**
 * A bearer token. Its value shows in no {@code toString}.
 *
 * @param value the token
 * @param expires when it ends, by the local clock
 */
public record AccessToken(String value, Instant expires) {

    /** Checks the parts. */
    public AccessToken {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(expires, "expires");
    }

    @Override
    public String toString() {
        return "AccessToken[***, expires=" + expires + "]";
    }
}
