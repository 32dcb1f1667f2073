package io.falconflux.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element as the service sent it: a slice of the reply's bytes, UTF-8, on one line.
 *
 * <p>The slice keeps the reply's array alive; {@link #toByteArray()} copies.
 */
public final class RawRow {

    private final byte[] body;
    private final int offset;
    private final int length;
    private final List<String> names;
    private final @Nullable String[] values;

    RawRow(byte[] body, int offset, int length, List<String> names, @Nullable String[] values) {
        this.body = body;
        this.offset = offset;
        this.length = length;
        this.names = names;
        this.values = values;
    }

    /** Returns the number of bytes. */
    public int length() {
        return length;
    }

    /**
     * Writes the bytes.
     *
     * @param out where to
     * @throws IOException if writing fails
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(body, offset, length);
    }

    /** Returns a copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(body, offset, offset + length);
    }

    /**
     * Returns the value of a captured property as text.
     *
     * @param name the property's wire name, one of those that the codec captures
     * @return the text of a string, number or boolean; null if the row has no such value
     */
    public @Nullable String value(String name) {
        int at = names.indexOf(name);
        return at < 0 ? null : values[at];
    }

    /**
     * Returns the value of a captured property as a time.
     *
     * @param name the property's wire name, one of those that the codec captures
     * @return the time; null if the row has no such value, or it is no time
     */
    public @Nullable Instant time(String name) {
        String value = value(name);
        try {
            return value == null ? null : Timestamps.parse(value.toCharArray(), 0, value.length());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns the row as JSON text. */
    @Override
    public String toString() {
        return new String(body, offset, length, StandardCharsets.UTF_8);
    }
}
