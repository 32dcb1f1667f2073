package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.falconflux.scan.ModelFaults.Served;
import io.falconflux.scan.ModelFaults.Total;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;

/** Any service, any changes, stopped and killed at any moment: the last version of every row, and none twice. */
class TailPropertyTest {

    @Property(seed = "20261125", tries = 60, shrinking = ShrinkingMode.OFF)
    void everyLastChangeComesAndNoVersionTwice(@ForAll @LongRange(min = 0, max = Integer.MAX_VALUE) long seed) {
        new Run(seed).check();
    }

    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    @Tag("slow")
    void everyLastChangeComesForALongTime(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed) {
        new Run(seed).check();
    }

    /** One world and the tails that follow it, each from the checkpoint of the one before. */
    private static final class Run {

        private final Random random;
        private final ModelShape shape;
        private final TailWorld world;
        private final ScanQuery query;
        private final Duration overlap;
        private final List<Row> delivered = new ArrayList<>();
        private final boolean whole;
        private int fresh;
        private TailCheckpoint from;

        Run(long seed) {
            random = new Random(seed);
            shape = shape();
            world = new TailWorld(shape, rows(), random.nextLong());
            query = random.nextBoolean() ? Scans.all() : Scans.open();
            overlap = Duration.ofSeconds(10 + random.nextInt(50));
            whole = random.nextInt(3) == 0;
            trouble();
        }

        private ModelShape shape() {
            int page = 10 + random.nextInt(40);
            int window = Math.max(120, page * (4 + random.nextInt(8)));
            return switch (random.nextInt(4)) {
                case 0 -> ModelShape.cases(page, window);
                case 1 -> ModelShape.alerts(page);
                default -> ModelShape.incidents(page, window);
            };
        }

        private List<Row> rows() {
            int rows = random.nextInt(300);
            return random.nextBoolean()
                    ? ModelData.bursts(rows, 1 + random.nextInt(60), random.nextLong())
                    : ModelData.oneInstant(rows, random.nextLong());
        }

        private void trouble() {
            ModelFaults faults = world.server.faults;
            if (random.nextBoolean()) {
                faults.unstableTies();
            }
            if (random.nextBoolean()) {
                faults.pages(random.nextDouble() * 0.1);
            }
            if (random.nextBoolean()) {
                faults.late(random.nextDouble() * 0.1, 1 + random.nextInt(3));
            }
            for (int call = 5; random.nextInt(4) > 0; call += 1 + random.nextInt(60)) {
                faults.failAt(call, Refusals.noReply());
            }
            if (random.nextBoolean()) {
                world.server.latency(1 + random.nextInt(300), world.clock);
            }
            faults.total(Total.values()[random.nextInt(Total.values().length)]);
            faults.served(Served.values()[random.nextInt(Served.values().length)]);
        }

        void check() {
            Instant since = whole ? Instant.EPOCH : null;
            int tails = 1 + random.nextInt(4);
            for (int i = 1; i <= tails; i++) {
                Follower follower = world.follow(query, options -> {
                    TailOptions.Builder all = options.overlap(overlap);
                    all = random.nextInt(3) == 0 ? all.interval(Duration.ofMillis(200 + random.nextInt(3000))) : all;
                    all = whole ? all.since(Instant.EPOCH) : all;
                    return from == null ? all : all.resume(from);
                });
                if (from == null) {
                    for (int wait = 0; follower.events.isEmpty() && wait < 100; wait++) {
                        world.pass(Duration.ofSeconds(1));
                    }
                }
                since = since == null ? world.tick() : since;
                live(10 + random.nextInt(60));
                if (i == tails) {
                    world.pass(Duration.ofMinutes(10).plus(overlap.multipliedBy(2)));
                }
                assertNull(follower.error, () -> "the tail ended in " + follower.error);
                follower.cancel();
                stopped(follower, i == tails || random.nextBoolean());
                if (i < tails && random.nextBoolean()) {
                    live(random.nextInt(30));
                }
            }
            ModelFilter.Clause filter = ModelFilter.read(shape, query.filter());
            Predicate<Row> owed = filter.test();
            world.owesNothing(delivered, since, owed);
        }

        /** A graceful stop keeps the last checkpoint; a kill an earlier one, and what was written after it is cut off. */
        private void stopped(Follower follower, boolean gracefully) {
            int last = follower.checkpoints.size() - 1;
            if (last < 0) {
                return;
            }
            int kept = gracefully ? last : random.nextInt(last + 1);
            delivered.addAll(follower.rows.subList(0, follower.covered.get(kept)));
            from = TailCheckpoint.parse(follower.checkpoints.get(kept));
        }

        private void live(int seconds) {
            int busy = 1 + random.nextInt(6);
            for (int i = 0; i < seconds; i++) {
                for (int j = random.nextInt(busy); j > 0; j--) {
                    happen();
                }
                world.pass(Duration.ofMillis(500 + random.nextInt(1000)));
            }
        }

        private void happen() {
            List<Row> rows = world.rows();
            Row any = rows.isEmpty() ? null : rows.get(random.nextInt(rows.size()));
            int what = random.nextInt(60);
            if (what == 0) {
                burst();
            } else if (any == null || what < 20) {
                world.change(fresh(), world.tick(), late());
            } else if (what < 25) {
                world.delete(any.id());
            } else if (what < 30) {
                world.change(any.state(random.nextBoolean() ? "open" : "closed"), world.tick(), late());
            } else if (what < 35) {
                world.change(any.start(ModelData.FIRST.plusSeconds(random.nextInt(100_000))), world.tick(), late());
            } else {
                world.change(any.score(random.nextInt(101)), world.tick(), late());
            }
        }

        private Row fresh() {
            Instant start = ModelData.FIRST.plusSeconds(random.nextInt(5_000_000));
            return Row.of("new-" + fresh++, start)
                    .score(random.nextInt(101))
                    .status(List.of("20", "25", "30", "40").get(random.nextInt(4)));
        }

        /** More rows on one instant than offsets reach. */
        private void burst() {
            int count =
                    random.nextInt(Math.max(100, 2 * Math.max(50, shape.facts().window())));
            Instant at = world.tick();
            for (int i = 0; i < count; i++) {
                world.change(fresh(), random.nextBoolean() ? at : world.tick(), late());
            }
        }

        private Duration late() {
            return random.nextInt(4) > 0
                    ? Duration.ZERO
                    : Duration.ofMillis(random.nextInt((int) overlap.toMillis() - 2_000));
        }
    }
}
