package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.action.Outcome.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What is sent for what is asked for: a write that nobody asked for cannot be taken back. */
class DemandTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Outcome> told = new ArrayList<>();
    private final BaseSubscriber<Outcome> held = new BaseSubscriber<>() {
        @Override
        protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
            // asks for nothing by itself
        }

        @Override
        protected void hookOnNext(Outcome outcome) {
            told.add(outcome);
        }
    };

    @Test
    void exactlyTheChunksThatHoldWhatIsAskedForAreSent() {
        int[][] table = {{0, 0}, {1, 1}, {9, 1}, {10, 1}, {11, 2}, {25, 3}, {100, 10}};
        for (int[] line : table) {
            for (int concurrency : List.of(1, 4)) {
                ModelService service = ModelService.ofStatus(100);
                StepCount sent = new StepCount(service);
                run(service, concurrency, Ids.of(100)).subscribe(sent);
                if (line[0] > 0) {
                    sent.request(line[0]);
                }
                assertEquals(line[1], service.sent.size(), line[0] + " asked for, " + concurrency + " at once");
            }
        }
    }

    @Test
    void askingOneByOneSendsChunkAfterChunk() {
        ModelService service = ModelService.ofStatus(30);
        run(service, 4, Ids.of(30)).subscribe(held);
        for (int i = 1; i <= 30; i++) {
            held.request(1);
            assertEquals((i + 9) / 10, service.sent.size());
            assertEquals(i, told.size());
        }
    }

    @Test
    void withDemandAsManyChunksAreOnTheirWayAsTheConcurrency() {
        ModelService service = ModelService.ofStatus(100).latency(Duration.ofSeconds(1), time);
        Flux<Outcome> outcomes = run(service, 4, Ids.of(100));
        outcomes.subscribe(told::add);
        time.advanceTimeBy(Duration.ofMillis(1_001));
        assertEquals(4, service.sent.size());
        time.advanceTimeBy(Duration.ofMillis(2_000));
        assertEquals(10, service.sent.size());
        assertEquals(Ids.of(100), told.stream().map(Outcome::id).toList());
    }

    @Test
    void noIdIsAskedForThatNoChunkIsWantedFor() {
        ModelService service = ModelService.ofStatus(100);
        AtomicLong asked = new AtomicLong();
        Flux<String> source = Flux.fromIterable(Ids.of(100)).hide().doOnRequest(asked::addAndGet);
        new BulkAction(service, options(2).build(), Patience.DEFAULT, time)
                .perform(source)
                .subscribe(held);
        assertEquals(0, asked.get());
        held.request(1);
        assertEquals(10, asked.get());
        held.request(20);
        assertEquals(30, asked.get());
    }

    @Test
    void aSlowSourceIsServedBeforeItsChunkIsFull() {
        ModelService service = ModelService.ofStatus(100);
        TestPublisher<String> source = TestPublisher.create();
        perform(service, source.flux()).subscribe(told::add);
        source.next(Ids.id(0), Ids.id(1));
        assertEquals(0, service.sent.size());
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertEquals(List.of(2), service.sent.stream().map(List::size).toList());
        source.next(Ids.id(1), Ids.id(2));
        source.complete();
        assertEquals(List.of(2, 1), service.sent.stream().map(List::size).toList());
        assertEquals(3, told.size());
    }

    @Test
    void anErrorOfTheSourceComesAfterTheOutcomesOfWhatItGave() {
        ModelService service = ModelService.ofStatus(100);
        List<String> end = new ArrayList<>();
        Flux<String> source = Flux.just(Ids.id(0)).concatWith(Mono.error(new IllegalStateException("broken")));
        perform(service, source).subscribe(told::add, error -> end.add(error.getMessage()));
        assertEquals(1, told.size());
        assertEquals(List.of("broken"), end);
    }

    @Test
    void aStopSendsNothingMoreAndGivesCallsTwoSecondsToEnd() {
        Sinks.One<Boolean> stop = Sinks.one();
        ModelService service = ModelService.ofComment(100).latency(Duration.ofSeconds(1), time);
        ActionOptions options = options(2).stopWhen(stop.asMono()).build();
        new BulkAction(service, options, Patience.DEFAULT, time)
                .perform(Ids.of(100))
                .subscribe(told::add);
        time.advanceTimeBy(Duration.ofMillis(500));
        stop.tryEmitValue(true);
        time.advanceTimeBy(Duration.ofMillis(600));
        assertEquals(100, told.size());
        assertEquals(
                20, told.stream().filter(one -> one.state() == State.APPLIED).count());
        assertEquals(
                80, told.stream().filter(one -> one.state() == State.NOT_SENT).count());
    }

    @Test
    void aStopLeavesCallsThatDoNotEndUnknown() {
        for (boolean comment : List.of(true, false)) {
            Sinks.One<Boolean> stop = Sinks.one();
            told.clear();
            ModelService service = (comment ? ModelService.ofComment(30) : ModelService.ofStatus(30))
                    .latency(Duration.ofMinutes(1), time);
            ActionOptions options = options(2).stopWhen(stop.asMono()).build();
            new BulkAction(service, options, Patience.DEFAULT, time)
                    .perform(Ids.of(30))
                    .subscribe(told::add);
            stop.tryEmitValue(true);
            time.advanceTimeBy(Duration.ofSeconds(3));
            assertEquals(30, told.size());
            assertEquals(
                    20,
                    told.stream().filter(one -> one.state() == State.UNKNOWN).count());
        }
    }

    @Test
    void aStopEndsASourceThatHasNoEnd() {
        Sinks.One<Boolean> stop = Sinks.one();
        List<String> end = new ArrayList<>();
        ModelService service = ModelService.ofStatus(100);
        TestPublisher<String> source = TestPublisher.create();
        ActionOptions options = options(1).stopWhen(stop.asMono()).build();
        new BulkAction(service, options, Patience.DEFAULT, time)
                .perform(source.flux())
                .subscribe(told::add, error -> end.add("error"), () -> end.add("end"));
        source.next(Ids.id(0));
        stop.tryEmitValue(true);
        assertEquals(List.of("end"), end);
        assertEquals(List.of(State.NOT_SENT), told.stream().map(Outcome::state).toList());
        source.assertCancelled();
    }

    @Test
    void whatMakesItHopelessEndsASourceThatHasNoEnd() {
        List<String> end = new ArrayList<>();
        ModelService service = ModelService.ofStatus(100).always(ModelFault.NO_TOKEN);
        TestPublisher<String> source = TestPublisher.create();
        perform(service, source.flux()).subscribe(told::add, error -> end.add("error"), () -> end.add("end"));
        Ids.of(10).forEach(source::next);
        assertEquals(10, told.size());
        assertEquals(List.of("error"), end);
        source.assertCancelled();
    }

    @Test
    void cancellingAbortsWhatIsOnItsWay() {
        ModelService service = ModelService.ofStatus(100).latency(Duration.ofSeconds(1), time);
        run(service, 2, Ids.of(100)).subscribe(held);
        held.requestUnbounded();
        time.advanceTimeBy(Duration.ofMillis(1_500));
        assertEquals(2, service.sent.size());
        held.cancel();
        time.advanceTimeBy(Duration.ofHours(1));
        assertEquals(2, service.sent.size());
        assertEquals(20, told.size());
    }

    private Flux<Outcome> run(ModelService service, int concurrency, List<String> ids) {
        return new BulkAction(service, options(concurrency).build(), Patience.DEFAULT, time).perform(ids);
    }

    private Flux<Outcome> perform(ModelService service, Publisher<String> ids) {
        return new BulkAction(service, options(1).build(), Patience.DEFAULT, time).perform(ids);
    }

    private static ActionOptions.Builder options(int concurrency) {
        return ActionOptions.builder().chunkSize(10).concurrency(concurrency);
    }

    /** A subscriber that asks only when told to. */
    private static final class StepCount extends BaseSubscriber<Outcome> {

        StepCount(ModelService service) {
            assertEquals(0, service.sent.size());
        }

        @Override
        protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
            // nothing yet
        }
    }
}
