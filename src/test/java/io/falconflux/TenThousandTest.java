package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.ActionOptions;
import io.falconflux.action.Outcome;
import io.falconflux.action.Outcome.State;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import io.falconflux.simulator.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/**
 * Ten thousand incidents changed while connections are cut, calls fail after they were done, conflict, are put off and name
 * ids that fail: what is told of each id, against what the embedded Falcon holds and what it was sent.
 */
class TenThousandTest {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final Pattern ID = Pattern.compile("inc:[0-9a-f]{32}:[0-9a-f]{32}");
    private static final String TROUBLE =
            "reset-after@incident-actions%8 reset-mid@incident-actions%4 fail-after@incident-actions%8"
                    + " truncated@incident-actions%4 409@incident-actions%8 429=1000ms@incident-actions%2 errors@incident-actions%8"
                    + " 502-html@incident-actions%4 reset@incident-actions%4 meta-only@incident-actions%20";

    private FalconSimulator falcon;
    private FalconClient client;
    private List<String> ids;

    @BeforeEach
    void start() {
        falcon = FalconSimulator.builder()
                .incidents(10_000)
                .behaviors(0)
                .crowdScores(0)
                .recordRequests(true)
                .start();
        client = FalconClient.create(ClientOptions.builder()
                .credentials(falcon.clientId(), falcon.clientSecret())
                .baseUrl(falcon.baseUrl())
                .retryPolicy(new RetryPolicy(8, Duration.ofMillis(5), Duration.ofMillis(50)))
                .build());
        ids = falcon.tenant().incidentIds("");
        falcon.inject(Faults.parse(TROUBLE));
    }

    @AfterEach
    void stop() {
        client.close();
        falcon.close();
    }

    @Test
    void commentsAreToldTruthfullyAndNoneIsThereTwice() {
        List<Outcome> told = perform(IncidentAction.builder().comment("once").build());
        for (Outcome outcome : told) {
            int there = falcon.tenant().comments(outcome.id()).size();
            switch (outcome.state()) {
                case APPLIED -> assertEquals(1, there, outcome::toString);
                case REJECTED, NOT_SENT -> assertEquals(0, there, outcome::toString);
                case UNKNOWN -> assertTrue(there <= 1, outcome::toString);
            }
        }
        Map<String, Integer> sent = sentByStatus(0, 500, 502, 200);
        told.forEach(outcome -> assertTrue(sent.getOrDefault(outcome.id(), 0) <= 1, () -> "sent twice: " + outcome));
        assertEquals(Set.of(State.APPLIED, State.REJECTED, State.UNKNOWN), states(told));
    }

    @Test
    void aStatusIsToldTruthfullyAndOnlyARefusalOfWhatShowedBeforeStaysUnknown() {
        Set<String> before = new HashSet<>(falcon.tenant().incidentIds("status:'25'"));
        List<Outcome> told = perform(IncidentAction.builder().status("reopened").build());
        Set<String> reopened = new HashSet<>(falcon.tenant().incidentIds("status:'25'"));
        for (Outcome outcome : told) {
            boolean there = reopened.contains(outcome.id());
            switch (outcome.state()) {
                case APPLIED -> assertTrue(there, outcome::toString);
                case REJECTED -> {
                    assertEquals("incident could not be updated", outcome.reason());
                    assertEquals(before.contains(outcome.id()), there, outcome::toString);
                }
                case UNKNOWN -> {
                    assertTrue(before.contains(outcome.id()), outcome::toString);
                    assertTrue(
                            String.valueOf(outcome.reason()).endsWith("and it was not changed since it was sent"),
                            outcome::toString);
                }
                case NOT_SENT -> throw new AssertionError(outcome);
            }
        }
        assertTrue(told.stream().filter(one -> one.state() == State.APPLIED).count() > 8_000);
    }

    private List<Outcome> perform(IncidentAction action) {
        List<Outcome> told = new ArrayList<>();
        ActionOptions options =
                ActionOptions.builder().chunkSize(100).concurrency(4).build();
        StepVerifier.create(client.incidents().perform(ids, action, options).doOnNext(told::add))
                .expectNextCount(10_000)
                .expectComplete()
                .verify(SOON);
        assertEquals(ids, told.stream().map(Outcome::id).toList());
        return told;
    }

    /** Counts how often each id was sent in a call that ended so; 0 is a call without a reply. */
    private Map<String, Integer> sentByStatus(Integer... statuses) {
        Map<String, Integer> sent = new HashMap<>();
        for (RecordedRequest request : falcon.requests()) {
            if (request.path().contains("incident-actions") && List.of(statuses).contains(request.status())) {
                Matcher id = ID.matcher(request.body());
                while (id.find()) {
                    sent.merge(id.group(), 1, Integer::sum);
                }
            }
        }
        return sent;
    }

    private static Set<State> states(List<Outcome> told) {
        Set<State> states = new HashSet<>();
        told.forEach(one -> states.add(one.state()));
        return states;
    }
}
