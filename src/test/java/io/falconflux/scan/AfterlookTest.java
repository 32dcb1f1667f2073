package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.scan.Position.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The second look at the newest changes, for what a replica that was behind did not list the first time. */
class AfterlookTest {

    private static final int PAGE = 500;
    private static final Order CHANGES = new Order("modified_timestamp", "modified_timestamp", true, true);
    private static final Instant BEGUN = ModelData.FIRST;

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final ModelServer server =
            new ModelServer(ModelShape.incidents(), ModelData.uniform(PAGE + 100, 1_000, 3), 1);
    private final Set<String> delivered =
            server.rows().stream().map(Row::id).collect(Collectors.toCollection(HashSet::new));
    private final Stragglers stragglers = new Stragglers();
    private final Tally tally = new Tally();
    private final Afterlook<Row> afterlook = afterlook(server.open());

    @Test
    void whereNothingChangedNobodyWaits() {
        tally.delivered(PAGE + 1);
        StepVerifier.create(afterlook.look()).expectComplete().verify(Duration.ofSeconds(5));
        assertEquals(0, server.calls.count());
    }

    @Test
    void whereRowsChangedWhatWasNotDeliveredIsFoundWhenTheSlowerReplicaShouldHaveIt() {
        tally.delivered(PAGE + 1);
        String slipped = server.rows().get(PAGE).id();
        delivered.remove(slipped);
        afterlook.saw(changed());
        StepVerifier.create(afterlook.look())
                .expectSubscription()
                .then(() -> clock.advanceTimeBy(Duration.ofMillis(3_999)))
                .then(() -> assertEquals(0, server.calls.count(), "calls before it is time"))
                .then(() -> clock.advanceTimeBy(Duration.ofMillis(1)))
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        assertEquals(
                List.of(slipped),
                stragglers.glimpses().stream()
                        .flatMap(part -> part.ids().stream())
                        .toList());
    }

    @Test
    void aScanOfAPageHasNoRoomForRowsToSlipThrough() {
        tally.delivered(PAGE);
        afterlook.saw(changed());
        StepVerifier.create(afterlook.look()).expectComplete().verify(Duration.ofSeconds(5));
        assertEquals(0, server.calls.count());
    }

    private Batch<Row> changed() {
        tally.served(BEGUN);
        Row row = server.rows().get(0);
        Position reached = Position.at(Phase.CHANGES).withFrontier(BEGUN.plusSeconds(1));
        return new Batch<>(List.of(row.id()), List.of(row), 0, reached, true);
    }

    private Afterlook<Row> afterlook(Source<Row> source) {
        Scope<Row> scope = new Scope<>(
                new Fetcher<>(source, new Tally(), page -> page, 1),
                tally,
                new Reach(source.facts()),
                stragglers,
                delivered::contains,
                1,
                () -> Long.MAX_VALUE,
                () -> BEGUN);
        return new Afterlook<>(scope, new Selection(null, CHANGES.sort()), CHANGES, clock);
    }
}
