package io.falconflux.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** When a sequence that is held back begins. */
class OnDemandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void aSequenceBeginsWithTheDemandAndAnewForEachSubscriber() {
        List<String> begun = new ArrayList<>();
        Flux<Integer> held = OnDemand.defer(() -> {
            begun.add("begun");
            return Flux.just(1, 2);
        });
        for (int round = 1; round <= 2; round++) {
            int rounds = round;
            StepVerifier.create(held, 0)
                    .expectSubscription()
                    .then(() -> assertEquals(rounds - 1, begun.size()))
                    .thenRequest(2)
                    .expectNext(1, 2)
                    .expectComplete()
                    .verify(PATIENCE);
            assertEquals(rounds, begun.size());
        }
    }

    @Test
    void theNextElementIsAskedForWhenMoreIsWantedThanTheOneBeforeGave() {
        AtomicLong asked = new AtomicLong();
        Flux<Integer> source = Flux.range(1, 3).hide().doOnRequest(asked::addAndGet);
        StepVerifier.create(
                        OnDemand.concatMap(source, number -> number == 2 ? Mono.empty() : Mono.just(10 * number)), 0)
                .expectSubscription()
                .then(() -> assertEquals(0, asked.get()))
                .thenRequest(1)
                .expectNext(10)
                .then(() -> assertEquals(1, asked.get()))
                .thenRequest(1)
                .expectNext(30)
                .then(() -> assertEquals(3, asked.get()))
                .thenRequest(1)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void manySequencesDoNotGrowTheStack() {
        Flux<Integer> many = OnDemand.concatMap(Flux.range(0, 100_000), Mono::just);
        StepVerifier.create(many.count()).expectNext(100_000L).expectComplete().verify(Duration.ofMinutes(1));
    }
}
