package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.ActionFacts.Visibility;
import io.falconflux.action.Outcome.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.LongRange;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Any service, any trouble, any action, any ids: outcomes are true by the service's log, and no comment is there twice. */
class AnyServicePropertyTest {

    private static final List<ModelFault> FAULTS = List.of(
            ModelFault.CUT_BEFORE,
            ModelFault.CUT_AFTER,
            ModelFault.CUT_HALFWAY,
            ModelFault.FAILED_BEFORE,
            ModelFault.FAILED_AFTER,
            ModelFault.HTML_BEFORE,
            ModelFault.CUT_SHORT,
            ModelFault.CONFLICT,
            ModelFault.BAD_REQUEST,
            ModelFault.COMPLAINT,
            ModelFault.COMPLAINT_AFTER,
            ModelFault.SOME_REFUSED,
            ModelFault.SOME_SKIPPED,
            ModelFault.FAILED_NAMING,
            ModelFault.FAILED_COUNTING);

    @Property(seed = "20261125", tries = 600, shrinking = ShrinkingMode.OFF)
    void isToldTheTruth(@ForAll @LongRange(min = 0, max = Integer.MAX_VALUE) long seed) {
        act(seed);
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    @Tag("slow")
    void isToldTheTruthForALongTime(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long seed) {
        act(seed);
    }

    private static void act(long seed) {
        Random random = new Random(seed);
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        ModelService service = service(random);
        if (random.nextInt(4) > 0) {
            dated(random, service, time);
        }
        if (random.nextBoolean()) {
            service.latency(Duration.ofMillis(1 + random.nextInt(3_000)), time);
        }
        List<String> ids = ids(random, service);
        List<Outcome> told = new ArrayList<>();
        boolean[] ended = {false};
        Flux<Outcome> outcomes = new BulkAction(service, options(random), Patience.DEFAULT, time).perform(ids);
        outcomes.doFinally(signal -> ended[0] = true).subscribe(told::add, error -> {});
        time.advanceTimeBy(Duration.ofDays(1));
        assertTrue(ended[0], "no end");
        Truth.check(service, ids, told);
        if (service.quiet) {
            told.forEach(one -> assertEquals(
                    service.rows.containsKey(one.id()) ? State.APPLIED : State.REJECTED, one.state(), one::toString));
        }
    }

    private static ModelService service(Random random) {
        Visibility readable = Visibility.values()[random.nextInt(3)];
        boolean replayable = readable == Visibility.WHOLE || random.nextInt(4) == 0;
        ModelService service = ModelService.of(replayable, readable, random.nextInt(300), random.nextLong());
        service.unknown = ModelService.Unknown.values()[random.nextInt(3)];
        service.counts = ModelService.Counts.values()[random.nextInt(2)];
        service.named = random.nextBoolean();
        service.most = random.nextInt(4) == 0 ? 7 : 5_000;
        if (random.nextInt(3) == 0) {
            service.unreadable = random.nextDouble() * 0.5;
        }
        boolean locks = random.nextInt(3) == 0;
        for (ModelRow row : service.rows.values()) {
            row.effect = random.nextInt(4) == 0 && readable == Visibility.WHOLE;
            row.locked = random.nextInt(8) == 0 && locks;
        }
        service.meddling = random.nextInt(3) == 0 ? random.nextDouble() * 0.5 : 0;
        service.quiet = random.nextInt(4) == 0;
        if (!service.quiet) {
            trouble(random, service);
        }
        service.quiet &= service.unreadable == 0 && !locks;
        return service;
    }

    /** It tells when rows were changed, by a clock of its own, and some of them were changed only now. */
    private static void dated(Random random, ModelService service, VirtualTimeScheduler time) {
        service.clock(time, Duration.ofMillis(random.nextInt(100_000_000) - 50_000_000L));
        boolean lively = random.nextInt(4) == 0;
        for (String id : service.rows.keySet()) {
            service.changed(id, Duration.ofMillis(lively ? random.nextInt(6_000) : 4_000 + random.nextInt(60_000)));
        }
        service.slow = Duration.ofMillis(random.nextBoolean() ? random.nextInt(1_500) : 0);
    }

    private static void trouble(Random random, ModelService service) {
        List<ModelFault> faults = new ArrayList<>(FAULTS);
        Collections.shuffle(faults, random);
        List<ModelFault> some = faults.subList(0, 1 + random.nextInt(4));
        double share = random.nextInt(5) == 0 ? 1 : random.nextDouble();
        ModelFault last = random.nextBoolean() ? ModelFault.UNSENT : ModelFault.NO_TOKEN;
        int hopeless = random.nextInt(3) == 0 ? 1 + random.nextInt(10) : 0;
        service.faults = (number, ids) -> {
            if (number == hopeless) {
                return last;
            }
            return random.nextDouble() < share ? some.get(random.nextInt(some.size())) : ModelFault.NONE;
        };
    }

    private static List<String> ids(Random random, ModelService service) {
        List<String> ids = new ArrayList<>(service.rows.keySet());
        Collections.shuffle(ids, random);
        ids.subList(0, random.nextInt(ids.size() + 1)).clear();
        for (int i = random.nextInt(4); i > 0; i--) {
            ids.add(random.nextInt(ids.size() + 1), random.nextBoolean() ? Ids.ghost(i) : "odd " + i);
        }
        for (int i = random.nextInt(3); i > 0 && !ids.isEmpty(); i--) {
            ids.add(ids.get(random.nextInt(ids.size())));
        }
        return ids;
    }

    private static ActionOptions options(Random random) {
        return ActionOptions.builder()
                .chunkSize(1 + random.nextInt(120))
                .concurrency(1 + random.nextInt(4))
                .build();
    }
}
