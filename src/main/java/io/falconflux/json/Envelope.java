package io.falconflux.json;

import io.falconflux.error.ApiError;
import java.util.List;

/**
 * The envelope around every reply of the platform.
 *
 * @param meta about the reply; {@link Meta#NONE} if absent
 * @param resources the elements; empty if absent or null
 * @param errors the errors, which may stand beside resources and beside status 200; empty if absent or null
 * @param listed whether there was a list of resources, though it may have been empty; false if it was absent or null
 * @param <T> the type of one element
 */
public record Envelope<T>(Meta meta, List<T> resources, List<ApiError> errors, boolean listed) {

    /** Copies the lists. */
    public Envelope {
        resources = List.copyOf(resources);
        errors = List.copyOf(errors);
    }

    /**
     * Returns an envelope with a list of resources.
     *
     * @param meta about the reply
     * @param resources the elements
     * @param errors the errors
     */
    public Envelope(Meta meta, List<T> resources, List<ApiError> errors) {
        this(meta, resources, errors, true);
    }
}
