package io.falconflux.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value from a token stream.
 *
 * @param <T> the value's type
 */
@FunctionalInterface
public interface ElementReader<T> {

    /**
     * Reads the value that the parser stands on and leaves the parser on its last token.
     *
     * @param parser stands on the first token of the value
     * @return the value; null if it is JSON's null
     * @throws IOException if the input is not JSON, or not of this shape
     */
    @Nullable
    T read(JsonParser parser) throws IOException;
}
