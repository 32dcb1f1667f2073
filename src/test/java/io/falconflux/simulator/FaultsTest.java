package io.falconflux.simulator;

import static io.falconflux.simulator.Caller.INCIDENTS;
import static io.falconflux.simulator.Caller.INCIDENT_QUERY;
import static io.falconflux.simulator.Caller.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults as a client sees them. */
class FaultsTest {

    private FalconSimulator falcon;
    private Caller caller;
    private List<String> ids;

    @BeforeEach
    void start() throws Exception {
        falcon = FalconSimulator.builder()
                .incidents(200)
                .behaviors(10)
                .crowdScores(10)
                .recordRequests(true)
                .start();
        caller = new Caller(falcon).signedIn();
        ids = falcon.tenant().incidentIds("");
    }

    @AfterEach
    void stop() {
        falcon.close();
    }

    @Test
    void theThirdCallAloneFailsWithHtml() throws Exception {
        falcon.inject(Faults.parse("502-html@queries/incidents#3"));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> response = query();
            statuses.add(response.statusCode());
            if (i == 2) {
                assertEquals(
                        "text/html",
                        response.headers().firstValue("content-type").orElse(""));
                assertTrue(response.body().contains("<h1>502 Bad Gateway</h1>"));
            }
        }
        assertEquals(List.of(200, 200, 502, 200), statuses);
        assertEquals(1, falcon.answered(502));
    }

    @Test
    void tooManyNamesTheSecondWhenItEnds() throws Exception {
        falcon.inject(Faults.of(Fault.tooMany(Duration.ofSeconds(7)).call(1)));
        long now = System.currentTimeMillis() / 1_000;
        HttpResponse<String> response = query();
        assertEquals(429, response.statusCode());
        long retryAt =
                response.headers().firstValueAsLong("x-ratelimit-retryafter").orElse(0);
        assertTrue(retryAt >= now + 7 && retryAt <= now + 9, "after " + (retryAt - now));
        falcon.inject(Faults.parse("429=1500ms"));
        assertTrue(query().headers().firstValueAsLong("x-ratelimit-retryafter").orElse(0) > 1_000_000_000_000L);
        falcon.clearFaults();
        assertEquals(200, query().statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "reset-mid", "reset-after"})
    void aCutConnectionIsAnErrorOfTheTransport(String how) throws Exception {
        falcon.inject(Faults.parse(how + "@entities#1"));
        assertThrows(IOException.class, () -> caller.entities(INCIDENTS, ids));
        assertEquals(200, caller.entities(INCIDENTS, ids).statusCode());
    }

    @Test
    void aResetAfterAWriteComesTooLateToUndoIt() throws Exception {
        falcon.inject(Faults.parse("reset-after@actions#1 reset@actions#2"));
        String body =
                "{\"ids\":[\"" + ids.get(0) + "\"],\"action_parameters\":[{\"name\":\"add_comment\",\"value\":\"x\"}]}";
        assertThrows(IOException.class, () -> caller.post(Caller.ACTIONS, body));
        assertEquals(List.of("x"), falcon.tenant().comments(ids.get(0)));
        assertThrows(IOException.class, () -> caller.post(Caller.ACTIONS, body));
        assertEquals(List.of("x"), falcon.tenant().comments(ids.get(0)));
        assertEquals(2, falcon.answered(0));
    }

    @Test
    void aFailureAfterAWriteDoesNotUndoIt() throws Exception {
        falcon.inject(Faults.parse("fail-after@actions#1"));
        String body =
                "{\"ids\":[\"" + ids.get(0) + "\"],\"action_parameters\":[{\"name\":\"add_comment\",\"value\":\"x\"}]}";
        assertEquals(500, caller.post(Caller.ACTIONS, body).statusCode());
        assertEquals(List.of("x"), falcon.tenant().comments(ids.get(0)));
    }

    @Test
    void truncatedJsonIsAWholeReplyThatDoesNotParse() throws Exception {
        falcon.inject(Faults.parse("truncated#1"));
        HttpResponse<String> response = query();
        assertEquals(200, response.statusCode());
        assertThrows(JacksonException.class, () -> json(response));
    }

    @Test
    void aSlowDripArrivesWhole() throws Exception {
        falcon.inject(Faults.parse("drip=2 delay=30"));
        HttpResponse<String> response = caller.entities(INCIDENTS, ids);
        assertEquals(200, json(response).path("resources").size());
    }

    @Test
    void aBodyCanBeChunkedAndPadded() throws Exception {
        falcon.inject(Faults.parse("chunked padded=100000"));
        HttpResponse<String> response = caller.entities(INCIDENTS, ids.subList(0, 10));
        assertTrue(response.headers().firstValue("content-length").isEmpty());
        assertTrue(response.body().length() > 110_000);
        assertEquals(10, json(response).path("resources").size());
    }

    @Test
    void pagesCanBeShortOrEmptyOrNullOrPartial() throws Exception {
        falcon.inject(Faults.parse("short-page#1 empty-page#2 null-resources#3 errors#4 total=-50#5 total=7#6"));
        assertEquals(50, json(query()).path("resources").size());
        JsonNode empty = json(query());
        assertEquals(0, empty.path("resources").size());
        assertEquals(200, empty.path("meta").path("pagination").path("total").asInt());
        assertTrue(json(query()).path("resources").isNull());
        JsonNode partial = json(query());
        assertEquals(50, partial.path("resources").size());
        assertEquals(1, partial.path("errors").size());
        assertEquals(
                150, json(query()).path("meta").path("pagination").path("total").asInt());
        assertEquals(
                7, json(query()).path("meta").path("pagination").path("total").asInt());
    }

    @Test
    void anEntityIsMissingForSomeCallsThatAskForIt() throws Exception {
        falcon.inject(Faults.parse("missing=" + ids.get(5) + "@entities#1-2"));
        assertEquals(
                5,
                json(caller.entities(INCIDENTS, ids.subList(0, 5)))
                        .path("resources")
                        .size());
        assertEquals(
                9,
                json(caller.entities(INCIDENTS, ids.subList(0, 10)))
                        .path("resources")
                        .size());
        assertEquals(
                9,
                json(caller.entities(INCIDENTS, ids.subList(0, 10)))
                        .path("resources")
                        .size());
        assertEquals(
                10,
                json(caller.entities(INCIDENTS, ids.subList(0, 10)))
                        .path("resources")
                        .size());
        falcon.inject(Faults.parse("missing"));
        assertEquals(
                9,
                json(caller.entities(INCIDENTS, ids.subList(0, 10)))
                        .path("resources")
                        .size());
    }

    @Test
    void strangeRowsAreStillJson() throws Exception {
        falcon.inject(Faults.parse("unknown null-lists string-code@queries bad-headers deprecation=2026-03-09"));
        HttpResponse<String> response = caller.entities(INCIDENTS, ids);
        JsonNode row = json(response).path("resources").path(0);
        assertEquals(99, row.path("status").asInt());
        assertTrue(row.path("future_object").isObject());
        assertTrue(json(response).path("resources").findValues("tags").stream().anyMatch(JsonNode::isNull));
        assertEquals(
                "soon", response.headers().firstValue("x-ratelimit-retryafter").orElse(""));
        assertEquals(
                "2026-03-09", response.headers().firstValue("x-api-deprecation").orElse(""));
        assertEquals("500", json(query()).path("errors").path(0).path("code").textValue());
    }

    @Test
    void aRetiredServiceSaysFarewellInFiveWays() throws Exception {
        for (String how : List.of("retired", "retired=text", "retired=html", "retired=410", "retired=500")) {
            falcon.clearFaults();
            falcon.inject(Faults.parse(how));
            int expected = how.endsWith("0") ? Integer.parseInt(how.substring(8)) : 404;
            HttpResponse<String> response = query();
            assertEquals(expected, response.statusCode(), how);
            assertEquals(how.equals("retired"), response.body().isEmpty());
            caller.signedIn();
        }
    }

    @Test
    void theTokenEndpointCanPointElsewhere() throws Exception {
        falcon.inject(Faults.parse("308=https://api.us-2.example.com/oauth2/token@oauth2/token"));
        HttpResponse<String> response = caller.token(java.util.Map.of());
        assertEquals(308, response.statusCode());
        assertEquals(
                "https://api.us-2.example.com/oauth2/token",
                response.headers().firstValue("location").orElse(""));
        assertEquals("", response.body());
    }

    @Test
    void drawnFaultsStrikeAboutAsOftenAsTheyShould() throws Exception {
        falcon.inject(Faults.parse("503-empty@queries%25"));
        int struck = 0;
        for (int i = 0; i < 200; i++) {
            struck += query().statusCode() == 503 ? 1 : 0;
        }
        assertTrue(struck > 25 && struck < 80, "struck " + struck);
    }

    @Test
    void requestsAreRecordedWithTheirStatus() throws Exception {
        falcon.inject(Faults.parse("500@queries#1"));
        caller.query(INCIDENT_QUERY, "filter", "name:'a+b & ü'");
        List<RecordedRequest> requests = falcon.requests();
        RecordedRequest last = requests.get(requests.size() - 1);
        assertEquals("GET", last.method());
        assertEquals("name:'a+b & ü'", last.query().get("filter"));
        assertEquals("filter=name%3A%27a%2Bb+%26+%C3%BC%27", last.rawQuery());
        assertEquals(500, last.status());
        assertTrue(last.headers().get("authorization").startsWith("Bearer "));
        assertEquals(1, falcon.count("/incidents/"));
        assertEquals(2, falcon.count(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "502-html@queries/incidents#3",
                "reset-mid@entities%5",
                "429=2#*10",
                "503-empty#5+",
                "308=https://api.example.com/x@oauth2/token",
                "total=+5#2-4",
                "missing=inc:a:b@entities#1",
                "stall%0.5"
            })
    void theTextFormIsReadAndWritten(String text) {
        assertEquals(text, Faults.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"boom", "99", "600", "reset#0", "delay", "delay=x", "502%101", "502-pdf", "retired=gone", "a b"})
    void badTextIsRefusedByName(String text) {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> Faults.parse(text));
        assertTrue(String.valueOf(error.getMessage()).startsWith("not a fault: " + text.split(" ")[0]));
    }

    private HttpResponse<String> query() throws Exception {
        return caller.query(INCIDENT_QUERY);
    }
}
