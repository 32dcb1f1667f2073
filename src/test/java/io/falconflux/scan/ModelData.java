package io.falconflux.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Rows to start with: how their times lie and what divides them. */
final class ModelData {

    /** The time of the first row. */
    static final Instant FIRST = Instant.parse("2026-01-10T00:00:00Z");

    private ModelData() {}

    /** Rows at the times that the function says, with other properties at random, some of them missing. */
    static List<Row> rows(int count, long seed, Function<Integer, Instant> start) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Instant at = start.apply(i);
            rows.add(new Row(
                    id(random, i),
                    at,
                    at.plusSeconds(random.nextInt(3600)),
                    at.plusSeconds(3600).plusNanos(random.nextInt(1_000_000_000)),
                    random.nextInt(20) == 0 ? null : random.nextInt(101),
                    random.nextInt(20) == 0
                            ? null
                            : List.of("20", "25", "30", "40").get(random.nextInt(4)),
                    "open",
                    random.nextInt(3) == 0 ? null : "name " + random.nextInt(50)));
        }
        return rows;
    }

    /** Ids whose order says nothing about the time of the row. */
    private static String id(Random random, int i) {
        return "inc:"
                + Long.toHexString(0x1_0000_0000L + random.nextInt(Integer.MAX_VALUE))
                        .substring(1) + ":" + (1_000_000 + i);
    }

    /** Evenly, so many a second. */
    static List<Row> uniform(int count, int aSecond, long seed) {
        return rows(count, seed, i -> FIRST.plusSeconds(i / aSecond));
    }

    /** At a random nanosecond of so many seconds. */
    static List<Row> nanos(int count, int seconds, long seed) {
        Random random = new Random(~seed);
        long most = Duration.ofSeconds(seconds).toNanos();
        return rows(count, seed, i -> FIRST.plusNanos(random.nextLong(most)));
    }

    /** In bursts: some instants with many rows, the others with few. */
    static List<Row> bursts(int count, int mostTogether, long seed) {
        Random random = new Random(~seed);
        long[] at = {0};
        int[] left = {0};
        return rows(count, seed, i -> {
            if (left[0]-- <= 0) {
                at[0] += 1 + random.nextInt(120_000);
                left[0] = random.nextInt(4) == 0 ? random.nextInt(mostTogether) : random.nextInt(3);
            }
            return FIRST.plusMillis(at[0]);
        });
    }

    /** All on one instant, with scores 0 to 100 and some without. */
    static List<Row> oneInstant(int count, long seed) {
        return rows(count, seed, i -> FIRST);
    }

    /** All on one instant and alike in everything but the id. */
    static List<Row> identical(int count) {
        List<Row> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(Row.of(String.format("inc:%06d", i), FIRST).modified(FIRST));
        }
        return rows;
    }
}
