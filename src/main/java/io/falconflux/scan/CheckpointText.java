package io.falconflux.scan;

import io.falconflux.error.QueryException;
import io.falconflux.scan.Position.Phase;
import io.falconflux.scan.Stragglers.Group;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints as text: a name with the version, {@code key=value} pairs separated by spaces, values percent-encoded, and last
 * a checksum of everything before it.
 */
final class CheckpointText {

    private static final String NAME = "falconflux-checkpoint/";
    private static final int VERSION = 1;
    private static final int MOST_STRAGGLERS = 1000;

    private CheckpointText() {}

    static String write(Checkpoint c) {
        StringBuilder line = new StringBuilder(NAME).append(VERSION);
        put(line, "query", c.query());
        put(line, "since", c.since().toString());
        put(line, "phase", c.position().phase().name().toLowerCase(Locale.ROOT));
        put(line, "frontier", String.valueOf(c.position().frontier()));
        if (c.position().cursor() != null) {
            put(line, "cursor", c.position().cursor());
        }
        put(line, "rows", Long.toString(c.rows()));
        put(line, "ledger", c.ledger().entries() + ":" + c.ledger().checksum());
        int room = MOST_STRAGGLERS;
        for (Group group : c.stragglers()) {
            room -= group.ids().size();
            if (room >= 0) {
                put(
                        line,
                        "missing",
                        group.range().from() + "," + group.range().to() + "," + String.join(",", group.ids()));
            }
        }
        if (room < 0) {
            put(line, "doubt", "more rows did not come than a checkpoint holds");
        }
        c.doubts().forEach(doubt -> put(line, "doubt", doubt));
        put(line, "fixpoint", Boolean.toString(c.fixpoint()));
        return line + " sum=" + sum(line.toString());
    }

    private static void put(StringBuilder line, String key, String value) {
        line.append(' ').append(key).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    static Checkpoint parse(String text) {
        String line = text.strip();
        if (!line.startsWith(NAME)) {
            throw new QueryException("This is no checkpoint of a scan: it must begin with " + NAME);
        }
        checkVersion(line);
        int end = line.lastIndexOf(" sum=");
        if (end < 0 || !line.substring(end + 5).equals(sum(line.substring(0, end)))) {
            throw new QueryException("The checkpoint is damaged: its checksum is wrong. Begin the scan anew");
        }
        try {
            return read(line.substring(0, end).split(" ", -1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
            throw new QueryException("The checkpoint is damaged: " + e.getMessage() + ". Begin the scan anew");
        }
    }

    private static void checkVersion(String line) {
        String version = line.substring(NAME.length()).split(" ", 2)[0];
        if (!version.equals(Integer.toString(VERSION))) {
            throw new QueryException("The checkpoint has version " + version + ", and this program reads version "
                    + VERSION + ". Use the program that wrote it");
        }
    }

    private static Checkpoint read(String[] parts) {
        Map<String, String> values = new HashMap<>();
        List<Group> missing = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            String value = URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
            switch (pair[0]) {
                case "missing" -> missing.add(group(value.split(",", -1)));
                case "doubt" -> doubts.add(value);
                default -> values.put(pair[0], value);
            }
        }
        String[] ledger = need(values, "ledger").split(":", -1);
        Phase phase = Phase.valueOf(need(values, "phase").toUpperCase(Locale.ROOT));
        return new Checkpoint(
                need(values, "query"),
                Instant.parse(need(values, "since")),
                new Position(phase, time(need(values, "frontier")), values.get("cursor")),
                Long.parseLong(need(values, "rows")),
                new LedgerMark(Long.parseLong(ledger[0]), Long.parseLong(ledger[1])),
                missing,
                doubts,
                Boolean.parseBoolean(need(values, "fixpoint")));
    }

    private static Group group(String[] parts) {
        List<String> ids = List.of(parts).subList(2, parts.length).stream().collect(Collectors.toList());
        return new Group(ids, new Range(time(parts[0]), time(parts[1])));
    }

    private static @Nullable Instant time(String text) {
        return text.equals("null") ? null : Instant.parse(text);
    }

    private static String need(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }
}
