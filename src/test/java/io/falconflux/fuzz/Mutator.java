package io.falconflux.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damages bytes in the ways that networks, gateways, disks and strangers do. */
final class Mutator {

    /** No input is longer than this. */
    static final int MOST = 1 << 16;

    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "-0",
            "0",
            "-1",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "2147483648",
            "1e999999999",
            "1e-999999999",
            "1E400",
            "0.1",
            "NaN",
            "Infinity",
            "0x10",
            "\"\"",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "{",
            "}",
            "[",
            "]",
            "{}",
            "[]",
            ",",
            ":",
            "'",
            "(",
            ")",
            "+",
            "!",
            "*",
            "~",
            "<",
            ">",
            "%",
            "%00",
            "%zz",
            "=",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\u0000",
            "\u2028",
            "\ufeff",
            "\ud83d\ude00",
            "1970-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59.999999999Z",
            "-999999999-01-01T00:00:00Z",
            "9999-12-31T23:59:60Z",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "resources",
            "errors",
            "meta",
            "<html>",
            "</script>");

    private static final List<String> NESTS =
            List.of("[", "{\"a\":", "(", "[[{\"resources\":[", "!", "<a", "%25", "9", "\\");

    private final RandomGenerator random;

    Mutator(RandomGenerator random) {
        this.random = random;
    }

    /** Returns a damaged copy, up to a few damages of any kind. */
    byte[] mutate(byte[] seed, byte[] other) {
        byte[] bytes = seed.clone();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            bytes = once(bytes, other);
        }
        return bytes.length <= MOST ? bytes : java.util.Arrays.copyOf(bytes, MOST);
    }

    private byte[] once(byte[] bytes, byte[] other) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(1, 20));
        return switch (random.nextInt(10)) {
            case 0 -> flipped(bytes, at);
            case 1 -> joined(bytes, 0, at, new byte[] {(byte) random.nextInt(256)}, bytes, to, bytes.length);
            case 2 -> joined(bytes, 0, at, token(), bytes, at, bytes.length);
            case 3 -> joined(bytes, 0, at, token(), bytes, to, bytes.length);
            case 4 -> joined(bytes, 0, at, new byte[0], bytes, to, bytes.length);
            case 5 -> joined(bytes, 0, at, new byte[0], bytes, at, at);
            case 6 -> joined(bytes, 0, at, repeated(bytes, at, to), bytes, at, bytes.length);
            case 7 -> joined(bytes, 0, at, new byte[0], other, random.nextInt(other.length + 1), other.length);
            case 8 -> joined(bytes, 0, at, nest(), bytes, at, bytes.length);
            default -> number(bytes, at);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] copy = bytes.clone();
        if (at < copy.length) {
            copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] token() {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(UTF_8);
    }

    private byte[] nest() {
        return NESTS.get(random.nextInt(NESTS.size()))
                .repeat(random.nextInt(1, 3_000))
                .getBytes(UTF_8);
    }

    private byte[] repeated(byte[] bytes, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = random.nextInt(1, 200); i > 0; i--) {
            out.write(bytes, from, to - from);
        }
        return out.toByteArray();
    }

    /** Replaces the digits from a place on by another number. */
    private byte[] number(byte[] bytes, int at) {
        int from = at;
        while (from < bytes.length && (bytes[from] < '0' || bytes[from] > '9')) {
            from++;
        }
        int to = from;
        while (to < bytes.length && bytes[to] >= '0' && bytes[to] <= '9') {
            to++;
        }
        String number = random.nextBoolean() ? Long.toString(random.nextLong()) : TOKENS.get(random.nextInt(2, 14));
        return joined(bytes, 0, from, number.getBytes(UTF_8), bytes, to, bytes.length);
    }

    private static byte[] joined(byte[] a, int aFrom, int aTo, byte[] middle, byte[] b, int bFrom, int bTo) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(a, aFrom, aTo - aFrom);
        out.writeBytes(middle);
        out.write(b, bFrom, Math.max(0, bTo - bFrom));
        return out.toByteArray();
    }
}
