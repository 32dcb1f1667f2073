package io.falconflux.scan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a row are reached, whatever its type.
 *
 * @param <T> the type of a row
 */
public interface RowKeys<T> {

    /**
     * Returns the id.
     *
     * @param row the row
     * @return the id; null if the row has none, which no service has been seen to do
     */
    @Nullable
    String id(T row);

    /** Returns whether rows have values at all; bare ids have none, and are read when one is needed. */
    default boolean known() {
        return true;
    }

    /**
     * Returns a value as text, in the form that a filter takes.
     *
     * @param row the row
     * @param property the name in the row
     * @return the text; null if the row lacks it
     */
    @Nullable
    String value(T row, String property);

    /**
     * Returns a value as a time.
     *
     * @param row the row
     * @param property the name in the row
     * @return the time; null if the row lacks it, or it is none
     */
    default @Nullable Instant time(T row, String property) {
        return Values.time(value(row, property));
    }
}
