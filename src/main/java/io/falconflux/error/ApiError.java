package io.falconflux.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the {@code errors} array that every reply of the platform may carry, also beside status 200.
 *
 * @param code the service's code, mostly but not always the HTTP status; 0 if it was absent or not a number
 * @param message the service's text; empty if it was absent
 * @param id what the error is about, often the id of an entity; null if the service did not say
 */
public record ApiError(int code, String message, @Nullable String id) {

    /** Checks the text. */
    public ApiError {
        Objects.requireNonNull(message, "message");
    }
}
