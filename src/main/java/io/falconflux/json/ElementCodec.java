package io.falconflux.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one element of a reply is taken from its bytes: as a typed value, as an id, or as the bytes themselves.
 *
 * @param <T> the element's type
 */
public interface ElementCodec<T> {

    /** The codec of ids and other plain strings. */
    ElementCodec<String> STRINGS = of(Read::string);

    /** The codec of elements that nobody wants. */
    ElementCodec<Object> NOTHING = of(parser -> {
        parser.skipChildren();
        return null;
    });

    /**
     * Reads the element that the parser stands on.
     *
     * @param parser stands on the first token of the element, reads from {@code body}, and is left on the last token
     * @param body the whole reply, for those who want the bytes
     * @return the element; null if it is JSON's null, and then it is left out
     * @throws IOException if the input is not JSON, or not of this shape
     */
    @Nullable
    T read(JsonParser parser, byte[] body) throws IOException;

    /** Returns whether the body is an envelope; if not, the body as a whole is the one element. */
    default boolean enveloped() {
        return true;
    }

    /**
     * Returns a codec for elements of an envelope.
     *
     * @param reader reads one element
     * @param <T> the element's type
     */
    static <T> ElementCodec<T> of(ElementReader<T> reader) {
        return (parser, body) -> reader.read(parser);
    }

    /**
     * Returns a codec for a body that has no envelope (the token reply): it is presented as the one element of one.
     *
     * @param reader reads the body
     * @param <T> the body's type
     */
    static <T> ElementCodec<T> bare(ElementReader<T> reader) {
        return new BareCodec<>(reader);
    }

    /**
     * Returns a codec that keeps every byte of an element, for whoever passes rows on: properties that the document does
     * not know, the spelling of numbers and the nanoseconds survive, at a quarter of the cost of reading and writing.
     *
     * @param captured the wire names of top-level properties whose values are wanted beside the bytes
     */
    static ElementCodec<RawRow> raw(List<String> captured) {
        return new RawCodec(captured);
    }
}
