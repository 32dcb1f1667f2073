package io.falconflux.scan;

import io.falconflux.scan.CheckpointLine.Parts;
import io.falconflux.scan.Position.Phase;
import io.falconflux.scan.Stragglers.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checkpoints of scans as text. */
final class CheckpointText {

    private static final String NAME = "falconflux-checkpoint";
    private static final int VERSION = 1;
    private static final int MOST_STRAGGLERS = 1000;

    private CheckpointText() {}

    static String write(Checkpoint c) {
        CheckpointLine line = new CheckpointLine(NAME, VERSION)
                .put("query", c.query())
                .put("since", c.since().toString())
                .put("phase", c.position().phase().name().toLowerCase(Locale.ROOT))
                .put("frontier", String.valueOf(c.position().frontier()));
        String cursor = c.position().cursor();
        if (cursor != null) {
            line.put("cursor", cursor);
        }
        line.put("rows", Long.toString(c.rows()));
        if (c.late() > 0) {
            line.put("late", Long.toString(c.late()));
        }
        line.put("ledger", c.ledger().entries() + ":" + c.ledger().checksum());
        int room = MOST_STRAGGLERS;
        for (Group group : c.stragglers()) {
            room -= group.ids().size();
            if (room >= 0) {
                String where = group.range().from() + "," + group.range().to() + "," + String.join(",", group.ids());
                if (group.key() == null) {
                    line.put("missing", where);
                } else {
                    line.put("missing-by", group.key() + "," + where);
                }
            }
        }
        if (room < 0) {
            line.put("doubt", "more rows did not come than a checkpoint holds");
        }
        c.doubts().forEach(doubt -> line.put("doubt", doubt));
        return line.put("fixpoint", Boolean.toString(c.fixpoint())).line();
    }

    static Checkpoint parse(String text) {
        return CheckpointLine.read(text, NAME, VERSION, "scan", CheckpointText::read);
    }

    private static Checkpoint read(Parts parts) {
        String[] ledger = parts.need("ledger").split(":", -1);
        Phase phase = Phase.valueOf(parts.need("phase").toUpperCase(Locale.ROOT));
        List<String> cursor = parts.all("cursor");
        List<String> late = parts.all("late"); // lines that older versions wrote have none
        return new Checkpoint(
                parts.need("query"),
                Instant.parse(parts.need("since")),
                new Position(phase, time(parts.need("frontier")), cursor.isEmpty() ? null : cursor.get(0)),
                CheckpointLine.count(parts.need("rows")),
                late.isEmpty() ? 0 : CheckpointLine.count(late.get(0)),
                new LedgerMark(CheckpointLine.count(ledger[0]), Long.parseLong(ledger[1])),
                groups(parts),
                parts.all("doubt"),
                Boolean.parseBoolean(parts.need("fixpoint")));
    }

    private static List<Group> groups(Parts parts) {
        List<Group> all = new ArrayList<>();
        parts.all("missing").forEach(text -> all.add(group(null, text)));
        parts.all("missing-by").forEach(text -> {
            int comma = text.indexOf(',');
            all.add(group(text.substring(0, comma), text.substring(comma + 1)));
        });
        return all;
    }

    private static Group group(@Nullable String key, String text) {
        String[] parts = text.split(",", -1);
        return new Group(List.of(parts).subList(2, parts.length), key, new Range(time(parts[0]), time(parts[1])));
    }

    static @Nullable Instant time(String text) {
        return text.equals("null") ? null : Instant.parse(text);
    }
}
