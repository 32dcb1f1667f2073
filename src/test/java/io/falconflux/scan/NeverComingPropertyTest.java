package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;

/** Rows that are listed and never come, wherever they stand: at the edges of everything, of windows and of pages, and in between. */
class NeverComingPropertyTest {

    @Property(seed = "20261127", tries = 300, shrinking = ShrinkingMode.OFF)
    void areNamedExactlyAndNoneOfThemIsCalledVanished(@ForAll @LongRange(min = 0, max = Integer.MAX_VALUE) long seed) {
        Random random = new Random(seed);
        int page = 10 + random.nextInt(30);
        ModelShape shape = random.nextBoolean()
                ? ModelShape.incidents(page, 8 * page)
                : random.nextBoolean() ? ModelShape.behaviors(page, 8 * page) : ModelShape.cases(page, 8 * page);
        List<Row> rows = rows(random);
        ModelServer server = new ModelServer(shape, rows, random.nextLong());
        server.faults.unstableTies = random.nextBoolean();
        Set<String> never = never(random, rows, page);
        server.faults.never(never);
        String key = shape.facts().defaultKey().name();
        ScanQuery query = Scans.sorted(key + (random.nextBoolean() ? ".asc" : ".desc"));
        ScanReport report = Outcome.of(server, query, Scans.concurrency(1 + random.nextInt(4)))
                .report();
        assertEquals(never, Set.copyOf(report.notHydrated()), "not hydrated");
        assertEquals(List.of(), report.vanished(), "vanished");
        assertEquals(never.isEmpty(), report.complete());
    }

    private static List<Row> rows(Random random) {
        int count = 1 + random.nextInt(600);
        return switch (random.nextInt(3)) {
            case 0 -> ModelData.uniform(count, 1 + random.nextInt(10), random.nextLong());
            case 1 -> ModelData.nanos(count, 1 + random.nextInt(100), random.nextLong());
            default -> ModelData.bursts(count, 1 + random.nextInt(12), random.nextLong());
        };
    }

    private static Set<String> never(Random random, List<Row> rows, int page) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Row::start));
        Set<String> never = new HashSet<>();
        if (random.nextBoolean()) {
            never.add(sorted.get(0).id());
        }
        if (random.nextBoolean()) {
            never.add(sorted.get(sorted.size() - 1).id());
        }
        for (int edge = page; edge < sorted.size(); edge += page) {
            if (random.nextInt(4) == 0) {
                never.add(sorted.get(Math.max(0, edge - random.nextInt(6))).id());
            }
        }
        return never;
    }
}
