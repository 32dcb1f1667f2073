package io.falconflux.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The codec of a body without an envelope. */
record BareCodec<T>(ElementReader<T> reader) implements ElementCodec<T> {

    @Override
    public @Nullable T read(JsonParser parser, byte[] body) throws IOException {
        return reader.read(parser);
    }

    @Override
    public boolean enveloped() {
        return false;
    }
}
