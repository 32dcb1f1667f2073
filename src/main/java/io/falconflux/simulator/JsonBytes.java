package io.falconflux.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes JSON straight to bytes. Commas look after themselves: a value or a key that follows anything but an opening
 * bracket or a colon gets one.
 */
final class JsonBytes {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;

    JsonBytes(int capacity) {
        this.bytes = new byte[Math.max(64, capacity)];
    }

    JsonBytes open(char bracket) {
        comma();
        return put(bracket);
    }

    JsonBytes close(char bracket) {
        return put(bracket);
    }

    JsonBytes key(String name) {
        comma();
        room(name.length() + 3);
        bytes[size++] = '"';
        copy(name);
        bytes[size++] = '"';
        bytes[size++] = ':';
        return this;
    }

    JsonBytes text(String value) {
        comma();
        room(value.length() + 2);
        bytes[size++] = '"';
        if (plain(value)) {
            copy(value);
        } else {
            escaped(value);
        }
        return put('"');
    }

    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || c > 0x7e) {
                return false;
            }
        }
        return true;
    }

    JsonBytes text(String name, String value) {
        return key(name).text(value);
    }

    JsonBytes number(long value) {
        comma();
        return unquoted(Long.toString(value));
    }

    JsonBytes number(String name, long value) {
        return key(name).number(value);
    }

    JsonBytes flag(String name, boolean value) {
        return key(name).literal(value ? "true" : "false");
    }

    /** Writes something that is JSON already. */
    JsonBytes literal(String json) {
        comma();
        return unquoted(json);
    }

    /** Writes something that is JSON already. */
    JsonBytes literal(byte[] json) {
        comma();
        room(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
        return this;
    }

    JsonBytes texts(String name, List<String> values) {
        key(name).open('[');
        for (String value : values) {
            text(value);
        }
        return close(']');
    }

    /** Writes a time key's value, in UTC, with so many digits behind the second's point. */
    JsonBytes time(String name, long nanos, int digits) {
        key(name);
        room(34);
        bytes[size++] = '"';
        size = TimeText.write(bytes, size, nanos, digits);
        bytes[size++] = '"';
        return this;
    }

    /** What was written, without a copy; nothing may be written any more. */
    ByteBuffer written() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private void escaped(String value) {
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            room(6);
            if (b == '"' || b == '\\') {
                bytes[size++] = '\\';
                bytes[size++] = b;
            } else if (b >= 0 && b < 0x20) {
                copy("\\u00");
                bytes[size++] = DIGITS[b >> 4];
                bytes[size++] = DIGITS[b & 15];
            } else {
                bytes[size++] = b;
            }
        }
    }

    private JsonBytes unquoted(String ascii) {
        room(ascii.length());
        copy(ascii);
        return this;
    }

    /** The old way of getting bytes, and the only one that neither checks nor allocates. */
    @SuppressWarnings("deprecation")
    private void copy(String ascii) {
        ascii.getBytes(0, ascii.length(), bytes, size);
        size += ascii.length();
    }

    private void comma() {
        if (size > 0) {
            byte last = bytes[size - 1];
            if (last != '{' && last != '[' && last != ':') {
                put(',');
            }
        }
    }

    private JsonBytes put(char c) {
        room(1);
        bytes[size++] = (byte) c;
        return this;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
