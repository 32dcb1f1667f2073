package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.ActionOptions;
import io.falconflux.action.Outcome;
import io.falconflux.action.Outcome.State;
import io.falconflux.incidents.IncidentStatus;
import io.falconflux.query.Query;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Incidents changed in bulk over the whole chain, judged by what the embedded Falcon then holds. */
class PerformTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final IncidentAction CLOSE =
            IncidentAction.builder().status(IncidentStatus.CLOSED).build();
    private static final IncidentAction COMMENT =
            IncidentAction.builder().comment("once").build();

    private FalconSimulator falcon;
    private FalconClient client;
    private List<String> ids;

    @BeforeEach
    void start() {
        falcon = FalconSimulator.builder()
                .incidents(1_300)
                .behaviors(0)
                .crowdScores(0)
                .start();
        client = FalconClient.create(ClientOptions.builder()
                .credentials(falcon.clientId(), falcon.clientSecret())
                .baseUrl(falcon.baseUrl())
                .retryPolicy(new RetryPolicy(8, Duration.ofMillis(5), Duration.ofMillis(50)))
                .build());
        ids = falcon.tenant().incidentIds("");
    }

    @AfterEach
    void stop() {
        client.close();
        falcon.close();
    }

    @Test
    void anyNumberOfIncidentsIsChangedInChunks() {
        Map<State, Long> counts = counts(perform(ids, CLOSE, ActionOptions.defaults()));
        assertEquals(Map.of(State.APPLIED, 1_300L), counts);
        assertEquals(3, falcon.count("incident-actions"));
        assertEquals(0, falcon.count("entities/incidents"));
        assertEquals(1_300, falcon.tenant().incidentIds("status:'40'").size());
    }

    @Test
    void theReplyOfAStatusMayBeLostInEveryWay() {
        for (String fault :
                List.of("reset-after", "reset-mid", "fail-after", "truncated", "reset", "502-html", "409")) {
            falcon.inject(Faults.parse(fault + "@incident-actions#1"));
            List<Outcome> told = perform(ids.subList(0, 20), CLOSE, ActionOptions.defaults());
            assertEquals(Map.of(State.APPLIED, 20L), counts(told), fault);
            falcon.clearFaults();
        }
    }

    @Test
    void theReplyOfACommentMayBeLostInEveryWayAndItIsNeverThereTwice() {
        int next = 0;
        for (String fault : List.of("reset-after", "reset-mid", "fail-after", "truncated", "reset", "502-html")) {
            List<String> some = ids.subList(next, next + 20);
            next += 20;
            falcon.inject(Faults.parse(fault + "@incident-actions#1"));
            assertEquals(Map.of(State.UNKNOWN, 20L), counts(perform(some, COMMENT, ActionOptions.defaults())), fault);
            falcon.clearFaults();
            assertTrue(some.stream().allMatch(id -> falcon.tenant().comments(id).size() <= 1));
        }
    }

    @Test
    void aRefusalOfTheDoorIsWaitedForAndACommentIsThereOnce() {
        falcon.inject(Faults.parse("429=1500ms@incident-actions#1 401@incident-actions#2"));
        assertEquals(
                Map.of(State.APPLIED, 20L), counts(perform(ids.subList(0, 20), COMMENT, ActionOptions.defaults())));
        assertEquals(List.of("once"), falcon.tenant().comments(ids.get(7)));
    }

    @Test
    void whatAReplyNamesIsRejectedAndTheRestIsCounted() {
        falcon.inject(Faults.parse("errors@incident-actions#1"));
        List<Outcome> told = perform(ids.subList(0, 20), COMMENT, ActionOptions.defaults());
        assertEquals(Map.of(State.APPLIED, 10L, State.REJECTED, 10L), counts(told));
        assertEquals(1, falcon.count("incident-actions"));
        told.forEach(one -> assertEquals(
                one.state() == State.APPLIED ? 1 : 0,
                falcon.tenant().comments(one.id()).size()));
    }

    @Test
    void malformedAndUnknownIdsAreRejectedAndSpoilNothing() {
        List<String> some = new ArrayList<>(ids.subList(0, 20));
        some.add(3, "fyughg");
        some.add(9, "inc:" + "a".repeat(32) + ":" + "b".repeat(32));
        List<Outcome> told = perform(some, COMMENT, ActionOptions.defaults());
        assertEquals(Map.of(State.APPLIED, 20L, State.REJECTED, 2L), counts(told));
        assertEquals(
                new Outcome(
                        "fyughg",
                        State.REJECTED,
                        "invalid incident id=fyughg",
                        told.get(3).traceId()),
                told.get(3));
        assertEquals("incident not found", told.get(9).reason());
    }

    @Test
    void aStatusThatIsAlwaysAnsweredWith500IsReadBack() {
        falcon.inject(Faults.parse("fail-after@incident-actions"));
        List<Outcome> told = perform(ids.subList(0, 20), CLOSE, ActionOptions.defaults());
        assertEquals(Map.of(State.APPLIED, 20L), counts(told));
        assertTrue(
                told.get(0).reason().startsWith("read back, the service shows it"),
                told.get(0).reason());
    }

    @Test
    void everythingThatCanBeReadIsReadBack() {
        falcon.inject(Faults.parse("fail-after@incident-actions"));
        IncidentAction all = IncidentAction.builder()
                .status("in-progress")
                .assign("11111111-2222-3333-4444-555555555555")
                .addTag("new")
                .removeTag("old")
                .name("a name")
                .description("a description")
                .build();
        assertEquals(Map.of(State.APPLIED, 20L), counts(perform(ids.subList(0, 20), all, ActionOptions.defaults())));
        IncidentAction none = IncidentAction.builder().unassign().build();
        assertEquals(Map.of(State.APPLIED, 20L), counts(perform(ids.subList(0, 20), none, ActionOptions.defaults())));
    }

    @Test
    void withACommentBesideItAStatusThatShowsProvesNothing() {
        falcon.inject(Faults.parse("reset-after@incident-actions"));
        IncidentAction both =
                IncidentAction.builder().status("closed").comment("once").build();
        List<Outcome> told = perform(ids.subList(0, 20), both, ActionOptions.defaults());
        assertEquals(Map.of(State.UNKNOWN, 20L), counts(told));
        assertTrue(told.get(0).reason().endsWith("read back, the service shows what can be read of it"));
        assertEquals(List.of("once"), falcon.tenant().comments(ids.get(0)));
    }

    @Test
    void aScanThatFeedsAnActionIsReadOnlyAsFarAsIsAskedFor() {
        Flux<String> tagged = client.incidents().query(Query.all());
        Flux<Outcome> outcomes = client.incidents()
                .perform(
                        tagged,
                        IncidentAction.builder().addTag("x").build(),
                        ActionOptions.builder().chunkSize(100).build());
        StepVerifier.create(outcomes, 0)
                .thenRequest(100)
                .expectNextCount(100)
                .thenCancel()
                .verify(SOON);
        assertEquals(1, falcon.count("incident-actions"));
        assertEquals(1, falcon.count("queries/incidents"));
    }

    @Test
    void aMissingScopeIsAnOutcomeOfEachIdAndAnError() {
        falcon.close();
        falcon = FalconSimulator.builder()
                .incidents(600)
                .scopes("incidents:read")
                .start();
        client.close();
        client = FalconClient.create(ClientOptions.builder()
                .credentials(falcon.clientId(), falcon.clientSecret())
                .baseUrl(falcon.baseUrl())
                .build());
        List<Outcome> told = new ArrayList<>();
        StepVerifier.create(client.incidents()
                        .perform(falcon.tenant().incidentIds(""), CLOSE)
                        .doOnNext(told::add))
                .expectNextCount(600)
                .expectErrorMatches(error -> error.getMessage().contains("incidents:write"))
                .verify(SOON);
        assertEquals(Map.of(State.REJECTED, 500L, State.NOT_SENT, 100L), counts(told));
    }

    private List<Outcome> perform(List<String> some, IncidentAction action, ActionOptions options) {
        List<Outcome> told = new ArrayList<>();
        StepVerifier.create(client.incidents().perform(some, action, options).doOnNext(told::add))
                .expectNextCount(some.size())
                .expectComplete()
                .verify(SOON);
        assertEquals(some, told.stream().map(Outcome::id).toList());
        return told;
    }

    private static Map<State, Long> counts(List<Outcome> told) {
        return told.stream()
                .map(Outcome::state)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
