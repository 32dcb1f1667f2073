package io.falconflux.simulator;

import io.falconflux.simulator.Property.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The CrowdScores of a tenant: one number for the whole environment, every few minutes. */
final class ScoreRows extends Rows {

    private static final int SCORE = 401;
    private static final int MILLIS = 402;
    private static final int ADJUSTED = 403;

    private final Seed seed;
    private final Layout layout;
    private final String cid;
    private final int seeded;
    private final List<Long> inserted = new ArrayList<>();
    private final Property.Numeric timestamp;

    ScoreRows(Seed seed, Layout layout, int count, String cid) {
        super(count);
        this.seed = seed.fork(SCORE);
        this.layout = layout;
        this.cid = cid;
        this.seeded = count;
        this.timestamp = numeric("timestamp", Unit.TIME, true, this::timestamp);
        // in filters only: no entity shows it
        numeric("modified_timestamp", Unit.TIME, true, this::timestamp);
        Property score = numeric("score", Unit.NUMBER, true, this::score);
        Property adjusted = numeric("adjusted_score", Unit.NUMBER, true, this::adjusted);
        text("id", true, row -> List.of(id(row)));
        text("cid", false, row -> List.of(cid));

        sortable("timestamp", timestamp);
        sortable("score", score);
        sortable("adjusted_score", adjusted);
    }

    int insert(long at) {
        inserted.add(at / 1_000_000 * 1_000_000);
        return append();
    }

    /** The customer and the time as Go prints it; the row's number behind it where times are not unique. */
    @Override
    String id(int row) {
        byte[] text = new byte[32];
        int end = TimeText.write(text, 0, timestamp(row), 3) - 1;
        String time = new String(text, 0, end, StandardCharsets.US_ASCII).replace('T', ' ');
        String unique = layout.crowded(seeded) || row >= seeded
                ? Integer.toString(10_000_000 + row).substring(1)
                : "";
        return cid + "_" + time + unique + " +0000 UTC";
    }

    /** There is no call that takes ids, so this only serves tests, and may be slow. */
    @Override
    int number(String id) {
        for (int row = 0; row < count(); row++) {
            if (id(row).equals(id)) {
                return row;
            }
        }
        return -1;
    }

    @Override
    boolean wellFormed(String id) {
        return true;
    }

    @Override
    Row row(int row) {
        return new ScoreRow(id(row), cid, timestamp(row), score(row), adjusted(row));
    }

    @Override
    Property.Numeric timeKey() {
        return timestamp;
    }

    private long timestamp(int row) {
        if (row >= seeded) {
            return inserted.get(row - seeded);
        }
        long millis = layout.crowded(seeded) ? 0 : seed.pick(row, MILLIS, 1_000) * 1_000_000L;
        return layout.at(row, seeded, seed) + millis;
    }

    private int score(int row) {
        return (seed.pick(row / 12, SCORE, 80) + seed.pick(row, SCORE, 21)) % 101;
    }

    private int adjusted(int row) {
        return Math.min(100, score(row) + seed.pick(row, ADJUSTED, 4));
    }

    private record ScoreRow(String id, String cid, long timestamp, int score, int adjusted) implements Row {

        @Override
        public void write(JsonBytes out, boolean strange, boolean nulls) {
            out.open('{')
                    .text("id", id)
                    .text("cid", cid)
                    .time("timestamp", timestamp, 3)
                    .number("score", score)
                    .number("adjusted_score", adjusted);
            if (strange) {
                out.text("future_field", "é");
            }
            out.close('}');
        }
    }
}
