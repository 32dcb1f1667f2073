package io.falconflux.scan;

import io.falconflux.scan.CheckpointLine.Parts;
import io.falconflux.scan.Pending.Entry;
import io.falconflux.scan.TailCheckpoint.Mark;
import io.falconflux.scan.Versions.Version;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** Checkpoints of tails as text: the versions stand by the second of their change, 22 characters each. */
final class TailCheckpointText {

    private static final String NAME = "falconflux-tail";
    private static final int VERSION = 1;
    private static final int HASH = 16;

    private TailCheckpointText() {}

    static String write(TailCheckpoint c) {
        Mark mark = c.mark();
        CheckpointLine line = new CheckpointLine(NAME, VERSION)
                .put("query", c.query())
                .put("rows", Long.toString(c.rows()))
                .put("since", mark.since().toString())
                .put("known", String.valueOf(mark.known()))
                .put("frontier", mark.frontier().toString())
                .put("newest", String.valueOf(mark.newest()));
        c.pending().forEach(entry -> line.put("missing", entry.from() + "," + entry.id()));
        List<Version> versions = c.versions();
        for (int from = 0, to; from < versions.size(); from = to) {
            to = from + 1;
            while (to < versions.size()
                    && versions.get(to).second() == versions.get(from).second()) {
                to++;
            }
            line.put("seen", versions.get(from).second() + "," + hashes(versions.subList(from, to)));
        }
        return line.line();
    }

    private static String hashes(List<Version> versions) {
        ByteBuffer bytes = ByteBuffer.allocate(HASH * versions.size());
        versions.forEach(version -> bytes.putLong(version.high()).putLong(version.low()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static TailCheckpoint parse(String text) {
        return CheckpointLine.read(text, NAME, VERSION, "tail", TailCheckpointText::read);
    }

    private static TailCheckpoint read(Parts parts) {
        Mark mark = new Mark(
                Instant.parse(parts.need("since")),
                CheckpointText.time(parts.need("known")),
                Instant.parse(parts.need("frontier")),
                CheckpointText.time(parts.need("newest")));
        List<Version> versions = new ArrayList<>();
        parts.all("seen").forEach(text -> addTo(versions, text));
        versions.sort(Comparator.naturalOrder());
        return new TailCheckpoint(
                parts.need("query"),
                CheckpointLine.count(parts.need("rows")),
                mark,
                parts.all("missing").stream().map(TailCheckpointText::entry).toList(),
                versions);
    }

    private static Entry entry(String text) {
        String[] parts = text.split(",", 2);
        return new Entry(parts[1], Instant.parse(parts[0]));
    }

    private static void addTo(List<Version> versions, String text) {
        String[] parts = text.split(",", 2);
        long second = Long.parseLong(parts[0]);
        byte[] hashes = Base64.getUrlDecoder().decode(parts[1]);
        if (hashes.length % HASH != 0) {
            throw new IllegalArgumentException("a version is cut short");
        }
        ByteBuffer bytes = ByteBuffer.wrap(hashes);
        while (bytes.hasRemaining()) {
            versions.add(new Version(second, bytes.getLong(), bytes.getLong()));
        }
    }
}
