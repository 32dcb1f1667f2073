package io.falconflux.scan;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A property by which rows on one instant can be divided further.
 *
 * @param filterName the name in a filter
 * @param sortName the name in a sort; null if the service cannot sort by it
 * @param property the name in the row
 * @param quoted whether a filter quotes its values (text and times) or not (numbers and booleans)
 * @param ordered whether a filter takes ranges of it
 * @param values the values that are known; empty if they are not
 */
public record Divider(
        String filterName,
        @Nullable String sortName,
        String property,
        boolean quoted,
        boolean ordered,
        List<String> values) {

    /** Copies the list. */
    public Divider {
        Objects.requireNonNull(filterName, "filterName");
        Objects.requireNonNull(property, "property");
        values = List.copyOf(values);
    }
}
