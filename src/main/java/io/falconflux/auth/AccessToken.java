package io.falconflux.auth;

import io.falconflux.transport.Cloud;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token. Its value shows in no {@code toString}.
 *
 * @param value the token, as it stands behind {@code Bearer}
 * @param expires when it ends, by the local clock; null if that is not known, and then it serves until it is refused
 * @param cloud the cloud that it is for; null if that is where the base URL of the options leads
 */
public record AccessToken(
        String value, @Nullable Instant expires, @Nullable Cloud cloud) {

    /**
     * Checks that the value can stand in a header.
     *
     * @throws IllegalArgumentException if it is empty, or holds a blank or whatever else no header may hold
     */
    public AccessToken {
        if (!fits(Objects.requireNonNull(value, "value"))) {
            throw new IllegalArgumentException(
                    "A token has at least one character, and no blank or line end among them");
        }
    }

    /**
     * Makes a token for where the base URL of the options leads.
     *
     * @param value the token, as it stands behind {@code Bearer}
     * @param expires when it ends, by the local clock; null if that is not known, and then it serves until it is refused
     */
    public AccessToken(String value, @Nullable Instant expires) {
        this(value, expires, null);
    }

    /**
     * Returns a token that serves until the service refuses it.
     *
     * @param value the token
     */
    public static AccessToken of(String value) {
        return new AccessToken(value, null);
    }

    static boolean fits(String value) {
        return !value.isEmpty() && value.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    @Override
    public String toString() {
        return "AccessToken[***, expires=" + expires + ", cloud=" + cloud + "]";
    }
}
