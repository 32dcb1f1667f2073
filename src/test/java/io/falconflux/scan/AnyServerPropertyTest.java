package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.scan.ModelFaults.Served;
import io.falconflux.scan.ModelFaults.Total;
import io.falconflux.scan.ScanReport.Ended;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Any collection, any trouble, any query: nothing twice, nothing wrong, and a report that is true. */
class AnyServerPropertyTest {

    @Property(seed = "20261124", tries = 300, shrinking = ShrinkingMode.OFF)
    void isScannedTruthfully(@ForAll @LongRange(min = 0, max = Integer.MAX_VALUE) long seed) {
        scan(seed);
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    @Tag("slow")
    void isScannedTruthfullyForALongTime(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed) {
        scan(seed);
    }

    private static void scan(long seed) {
        Random random = new Random(seed);
        ModelShape shape = shape(random);
        ModelServer server = new ModelServer(shape, data(random), random.nextLong());
        trouble(random, server);
        ScanQuery query = query(random, shape);
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        if (random.nextBoolean()) {
            server.latency(1 + random.nextInt(60), clock);
        }
        OwedRows watch = server.watch(query.filter());
        ScanOptions options = Scans.concurrency(1 + random.nextInt(5));
        boolean idsOnly = shape.facts().hydrateMax() > 0 && shape.facts().window() > 0 && random.nextInt(3) == 0;
        Supplier<Source<Row>> sources = idsOnly ? () -> new ModelIds(server) : server::open;
        Outcome outcome = Outcome.of(server, sources, query, options, clock).nothingWrong(watch);
        if (outcome.report().ended() == Ended.LIMIT) {
            assertEquals(query.limit(), outcome.rows().size());
        }
    }

    private static ModelShape shape(Random random) {
        int page = 10 + random.nextInt(40);
        int window = Math.max(120, page * (4 + random.nextInt(8)));
        return switch (random.nextInt(6)) {
            case 0 -> ModelShape.cases(page, window);
            case 1 -> ModelShape.behaviors(page, window);
            case 2 -> ModelShape.crowdScores(page, window);
            case 3 -> ModelShape.alerts(page);
            default -> ModelShape.incidents(page, window);
        };
    }

    private static List<Row> data(Random random) {
        int rows = random.nextInt(800);
        return switch (random.nextInt(6)) {
            case 0 -> ModelData.uniform(rows, 1 + random.nextInt(60), random.nextLong());
            case 1 -> ModelData.nanos(rows, 1 + random.nextInt(100), random.nextLong());
            case 2 -> ModelData.oneInstant(rows, random.nextLong());
            case 3 -> ModelData.identical(random.nextInt(100));
            default -> ModelData.bursts(rows, 1 + random.nextInt(60), random.nextLong());
        };
    }

    private static void trouble(Random random, ModelServer server) {
        ModelFaults faults = server.faults;
        CollectionFacts facts = server.shape.facts();
        if (random.nextBoolean()) {
            List<ModelChurn.Kind> kinds = facts.defaultKey().moves()
                    ? ModelChurn.ALL
                    : facts.changeKey() == null ? ModelChurn.FIXED_ROWS : ModelChurn.FIXED_TIMES;
            server.churn(new ModelChurn(random.nextDouble() * 1.5, kinds, random.nextLong()));
        }
        if (random.nextBoolean()) {
            faults.pages(random.nextDouble() * 0.2);
        }
        if (random.nextBoolean()) {
            faults.unstableTies();
        }
        if (random.nextBoolean()) {
            faults.late(random.nextDouble() * 0.05, 1 + random.nextInt(3));
        }
        if (facts.window() > 0 && random.nextInt(3) == 0) {
            int window = Math.max(100, facts.window() / (1 + random.nextInt(2)));
            faults.window(window, random.nextBoolean(), random.nextBoolean() ? 400 : 500);
        }
        if (random.nextInt(4) == 0) {
            faults.never(server.rows().stream()
                    .map(Row::id)
                    .filter(id -> random.nextInt(50) == 0)
                    .collect(Collectors.toSet()));
        }
        if (random.nextInt(4) == 0) {
            faults.failAt(1 + random.nextInt(100), Refusals.noReply());
        }
        faults.total(Total.values()[random.nextInt(Total.values().length)]);
        faults.served(Served.values()[random.nextInt(Served.values().length)]);
    }

    private static ScanQuery query(Random random, ModelShape shape) {
        List<TimeKey> keys = shape.facts().timeKeys();
        String sort = keys.get(random.nextInt(keys.size())).name() + (random.nextBoolean() ? ".asc" : ".desc");
        return Scans.query(
                random.nextBoolean() ? Scans.OPEN : null,
                random.nextBoolean() ? null : sort,
                random.nextInt(4) == 0 ? 1 + random.nextInt(900) : 0);
    }
}
