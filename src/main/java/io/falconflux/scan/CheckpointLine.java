package io.falconflux.scan;

import io.falconflux.error.QueryException;
import io.falconflux.error.Words;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * The form that all checkpoints have: a name with the version, {@code key=value} pairs separated by spaces, values percent-encoded,
 * and last a checksum of everything before it.
 */
final class CheckpointLine {

    private static final String SUM = " sum=";

    private final StringBuilder text;

    /** Begins a line. */
    CheckpointLine(String name, int version) {
        text = new StringBuilder(name).append('/').append(version);
    }

    CheckpointLine put(String key, String value) {
        text.append(' ').append(key).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        return this;
    }

    /** Ends the line. */
    String line() {
        return text + SUM + sum(text.toString());
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /**
     * The pairs of a line.
     *
     * @param pairs the pairs in their order; keys may stand several times
     */
    record Parts(List<Map.Entry<String, String>> pairs) {

        List<String> all(String key) {
            return pairs.stream()
                    .filter(pair -> pair.getKey().equals(key))
                    .map(pair -> Objects.requireNonNull(pair.getValue()))
                    .toList();
        }

        String need(String key) {
            List<String> values = all(key);
            if (values.isEmpty()) {
                throw new IllegalArgumentException(key + " is missing");
            }
            return Objects.requireNonNull(values.get(0));
        }
    }

    /** Reads a number that counts something. */
    static long count(String text) {
        long number = Long.parseLong(text);
        if (number < 0) {
            throw new IllegalArgumentException("a count is negative");
        }
        return number;
    }

    /**
     * Reads a line.
     *
     * @param text the line
     * @param name what it must begin with
     * @param version the version that is understood
     * @param work what it is a checkpoint of, for messages
     * @param read makes a checkpoint of the pairs
     * @throws QueryException if the text is none, is damaged, or has another version
     */
    static <C> C read(String text, String name, int version, String work, Function<Parts, C> read) {
        String line = text.strip();
        if (!line.startsWith(name + "/")) {
            throw new QueryException("This is no checkpoint of a " + work + ": it must begin with " + name + "/");
        }
        checkVersion(line.substring(name.length() + 1), version);
        int end = line.lastIndexOf(SUM);
        if (end < 0 || !line.substring(end + SUM.length()).equals(sum(line.substring(0, end)))) {
            throw new QueryException("The checkpoint is damaged: its checksum is wrong. Begin the " + work + " anew");
        }
        try {
            return read.apply(parts(line.substring(0, end).split(" ", -1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
            String reason = Words.line(String.valueOf(e.getMessage()));
            throw new QueryException("The checkpoint is damaged: " + reason + ". Begin the " + work + " anew");
        }
    }

    private static void checkVersion(String rest, int version) {
        String found = rest.split(" ", 2)[0];
        if (!found.equals(Integer.toString(version))) {
            throw new QueryException("The checkpoint has version " + Words.line(found)
                    + ", and this program reads version " + version + ". Use the program that wrote it");
        }
    }

    private static Parts parts(String[] words) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            pairs.add(Map.entry(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        }
        return new Parts(pairs);
    }
}
