package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.ActionFacts.Visibility;
import io.falconflux.action.Outcome.State;
import io.falconflux.action.Runs.Ended;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Assertions;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Runs that are killed again and again, with a last line that is torn as often as not, and go on from their journal. */
class KilledRunsPropertyTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<ModelFault> FAULTS = List.of(
            ModelFault.CUT_AFTER,
            ModelFault.CUT_HALFWAY,
            ModelFault.FAILED_BEFORE,
            ModelFault.FAILED_AFTER,
            ModelFault.CONFLICT,
            ModelFault.BAD_REQUEST,
            ModelFault.SOME_REFUSED,
            ModelFault.SOME_SKIPPED,
            ModelFault.FAILED_NAMING,
            ModelFault.KILL);

    @Property(seed = "20261125", tries = 60, shrinking = ShrinkingMode.OFF)
    void endInTheTruth(@ForAll @LongRange(min = 0, max = Integer.MAX_VALUE) long seed) throws Exception {
        act(seed);
    }

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
    @Tag("slow")
    void endInTheTruthForALongTime(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed) throws Exception {
        act(seed);
    }

    private static void act(long seed) throws IOException {
        Random random = new Random(seed);
        Path directory = Files.createTempDirectory("journal");
        Path file = directory.resolve("act.journal");
        Visibility visibility = Visibility.values()[random.nextInt(3)];
        ModelService service = ModelService.of(visibility == Visibility.WHOLE, visibility, 60, random.nextLong());
        service.unknown = ModelService.Unknown.values()[random.nextInt(3)];
        service.counts = ModelService.Counts.values()[random.nextInt(2)];
        service.clock(VirtualTimeScheduler.create(), Duration.ofHours(random.nextInt(5) - 2));
        List<String> ids = new ArrayList<>(Ids.of(60));
        ids.add(random.nextInt(60), Ids.ghost(1));
        Map<String, Outcome> known = new HashMap<>();
        try {
            for (int kills = random.nextInt(5); kills > 0; kills--) {
                trouble(random, service);
                Queue<Outcome> told = killed(random, service, options(random, file), ids);
                told.forEach(outcome -> remember(service, known, outcome));
                service.rows.values().forEach(row -> row.refusals = 0); // nobody may have heard of them
                tear(random, file);
            }
            service.always(ModelFault.NONE).latency(Duration.ZERO, null);
            Ended ended = finished(service, file, random, ids);
            service.inDoubt.addAll(ids); // whatever was on its way when a run was killed
            Truth.check(service, ids, ended.told());
            ended.told().forEach(outcome -> remember(service, known, outcome));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    /** What was told once as certain stays so. */
    private static void remember(ModelService service, Map<String, Outcome> known, Outcome outcome) {
        Outcome before = known.put(outcome.id(), outcome);
        boolean certain = before != null && (before.state() == State.APPLIED || before.state() == State.REJECTED);
        boolean turnedAway = before != null && before.state() == State.REJECTED && service.shut;
        if (certain && !turnedAway) {
            assertEquals(before.state(), outcome.state(), () -> before + " and then " + outcome);
        }
    }

    @BeforeProperty
    void dropQuietly() {
        Hooks.onErrorDropped(error -> {}); // whoever was killed does not complain
    }

    @AfterProperty
    void reset() {
        Hooks.resetOnErrorDropped();
    }

    private static void trouble(Random random, ModelService service) {
        double share = random.nextDouble() * 0.6;
        service.faults = (number, ids) ->
                random.nextDouble() < share ? FAULTS.get(random.nextInt(FAULTS.size())) : ModelFault.NONE;
    }

    private static ActionOptions options(Random random, Path file) throws IOException {
        ActionOptions.Builder options =
                ActionOptions.builder().chunkSize(5 + random.nextInt(20)).concurrency(1 + random.nextInt(3));
        return (Files.exists(file) ? options.resume(file) : options.journal(file)).build();
    }

    /** A run that ends in the middle of something. */
    private static Queue<Outcome> killed(Random random, ModelService service, ActionOptions options, List<String> ids) {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        service.callerClock(time).latency(Duration.ofMillis(20), time);
        Queue<Outcome> told = new ConcurrentLinkedQueue<>();
        Flux<Outcome> outcomes = new BulkAction(service, options, Patience.DEFAULT, time).perform(ids);
        Disposable run = outcomes.subscribe(told::add, error -> {});
        for (int i = random.nextInt(60); i > 0 && !run.isDisposed(); i--) {
            time.advanceTimeBy(Duration.ofMillis(random.nextInt(15)));
            Thread.yield();
        }
        run.dispose();
        return told;
    }

    private static void tear(Random random, Path file) throws IOException {
        if (Files.exists(file)) {
            waitForTheLock(file);
        }
        if (random.nextBoolean() && Files.exists(file) && Files.size(file) > 0) {
            String torn = "{\"n\":99,\"event\":\"sending\",\"ids\":[\"inc";
            Files.writeString(
                    file, torn.substring(0, 1 + random.nextInt(torn.length() - 1)), StandardOpenOption.APPEND);
        }
    }

    /** The run that was killed closes its file a moment later, which the end of a process would do at once. */
    private static void waitForTheLock(Path file) {
        long until = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < until) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                if (channel.tryLock() != null) {
                    return;
                }
            } catch (IOException | OverlappingFileLockException e) {
                Thread.yield();
            }
        }
        Assertions.fail("the journal stays in use");
    }

    private static Ended finished(ModelService service, Path file, Random random, List<String> ids) throws IOException {
        Ended ended = again(service, file, random, ids);
        for (long end = System.nanoTime() + SOON.toNanos(); inUse(ended) && System.nanoTime() < end; ) {
            ended = again(service, file, random, ids); // the one that was killed had not opened its file yet
        }
        Throwable error = ended.error();
        assertTrue(error == null, () -> "" + error);
        return ended;
    }

    private static Ended again(ModelService service, Path file, Random random, List<String> ids) throws IOException {
        if (Files.exists(file)) {
            waitForTheLock(file);
        }
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        service.callerClock(time);
        return Runs.of(time, new BulkAction(service, options(random, file), Patience.DEFAULT, time).perform(ids));
    }

    private static boolean inUse(Ended ended) {
        return ended.error() != null
                && String.valueOf(ended.error().getMessage()).contains("in use by another run");
    }
}
