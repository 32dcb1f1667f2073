package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.collection.Lookup;
import io.falconflux.error.NoReplyException;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.query.Query;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class ScriptedExchangeTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void aClientIsServedWhatIsWrittenDown() {
        ScriptedExchange script = new ScriptedExchange()
                .reply(IncidentsApi.QUERY_INCIDENTS, "{\"resources\":[\"inc:1\"]}")
                .reply(IncidentsApi.GET_INCIDENTS, "{\"resources\":[{\"incident_id\":\"inc:1\",\"status\":20}]}");
        FalconClient falcon = FalconClient.over(script);
        StepVerifier.create(falcon.incidents().query(Query.all().limit(1)))
                .expectNext("inc:1")
                .expectComplete()
                .verify(SOON);
        StepVerifier.create(falcon.incidents().get(List.of("inc:1")).map(Lookup::id))
                .expectNext("inc:1")
                .expectComplete()
                .verify(SOON);
        script.verify();
        assertEquals(
                List.of("QueryIncidents", "GetIncidents"),
                script.calls().stream().map(call -> call.operation().id()).toList());
    }

    @Test
    void aCallThatNobodyExpectedFails() {
        FalconClient falcon = FalconClient.over(new ScriptedExchange());
        StepVerifier.create(falcon.incidents().query(Query.all()))
                .expectErrorMatches(
                        e -> e instanceof AssertionError && e.getMessage().contains("QueryIncidents"))
                .verify(SOON);
    }

    @Test
    void aCallInAnotherOrderFails() {
        FalconClient falcon = FalconClient.over(new ScriptedExchange().reply(IncidentsApi.GET_INCIDENTS, "{}"));
        StepVerifier.create(falcon.incidents().query(Query.all()))
                .expectErrorMatches(e -> e instanceof AssertionError
                        && e.getMessage().contains("GetIncidents")
                        && e.getMessage().contains("QueryIncidents"))
                .verify(SOON);
    }

    @Test
    void aCallThatDidNotComeFailsTheVerification() {
        ScriptedExchange script = new ScriptedExchange().reply(IncidentsApi.QUERY_INCIDENTS, "{}");
        AssertionError e = assertThrows(AssertionError.class, script::verify);
        assertTrue(e.getMessage().contains("QueryIncidents"), e.getMessage());
    }

    @Test
    void nothingIsUsedUpBeforeSubscription() {
        ScriptedExchange script = new ScriptedExchange().reply(IncidentsApi.QUERY_INCIDENTS, "{}");
        FalconClient.over(script).incidents().query(Query.all());
        assertThrows(AssertionError.class, script::verify);
        assertEquals(List.of(), script.calls());
    }

    @Test
    void anErrorCanBeWrittenDownToo() {
        NoReplyException reset = new NoReplyException("QueryIncidents", "reset", true, null);
        ScriptedExchange script = new ScriptedExchange().fail(IncidentsApi.QUERY_INCIDENTS, reset);
        StepVerifier.create(FalconClient.over(script).incidents().query(Query.all()))
                .expectErrorMatches(e -> e == reset)
                .verify(SOON);
        script.verify();
    }

    @Test
    void aClientOverAScriptHasNothingToClose() {
        FalconClient falcon = FalconClient.over(new ScriptedExchange());
        falcon.close();
        StepVerifier.create(falcon.closeAsync()).expectComplete().verify(SOON);
    }
}
