package io.falconflux.collection;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one id that was asked for.
 *
 * @param id the id
 * @param row the row; null if the service did not return it
 * @param <T> the type of a row
 */
public record Lookup<T>(String id, @Nullable T row) {

    /** Checks the id. */
    public Lookup {
        Objects.requireNonNull(id, "id");
    }

    /** Returns the row; empty if the service did not return it. */
    public Optional<T> found() {
        return Optional.ofNullable(row);
    }
}
