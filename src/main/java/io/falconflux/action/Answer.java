package io.falconflux.action;

import io.falconflux.error.ApiError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply of success to one chunk. It may name ids that failed, count what was changed, or say nothing at all.
 *
 * @param errors the errors beside the success; those that name an id are about that id
 * @param affected how many entities the service says it changed; null if it did not count
 * @param traceId the trace id; null if there is none
 */
public record Answer(
        List<ApiError> errors,
        @Nullable Integer affected,
        @Nullable String traceId) {

    /** Copies the errors. */
    public Answer {
        errors = List.copyOf(errors);
    }
}
