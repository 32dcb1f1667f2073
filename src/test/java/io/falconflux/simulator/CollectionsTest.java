package io.falconflux.simulator;

import static io.falconflux.simulator.Caller.INCIDENTS;
import static io.falconflux.simulator.Caller.INCIDENT_QUERY;
import static io.falconflux.simulator.Caller.json;
import static io.falconflux.simulator.Caller.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The five reads, as they are when nothing goes wrong, and the words with which bad ones are refused. */
class CollectionsTest {

    private static FalconSimulator falcon;
    private static Caller caller;

    @BeforeAll
    static void start() throws Exception {
        falcon = FalconSimulator.builder()
                .incidents(1_200)
                .behaviors(700)
                .crowdScores(3_000)
                .window(1_000)
                .start();
        caller = new Caller(falcon).signedIn();
    }

    @AfterAll
    static void stop() {
        falcon.close();
    }

    @Test
    void aQueryAnswersIdsWithTheEffectivePaging() throws Exception {
        HttpResponse<String> response = caller.query(INCIDENT_QUERY);
        JsonNode reply = json(response);
        assertEquals(200, response.statusCode());
        assertEquals(100, reply.path("resources").size());
        assertEquals(
                "{\"offset\":0,\"limit\":100,\"total\":1200}",
                reply.path("meta").path("pagination").toString());
        assertEquals("incident-api", reply.path("meta").path("powered_by").asText());
        assertTrue(reply.path("errors").isEmpty());
        assertTrue(reply.path("resources").path(0).asText().matches("inc:[0-9a-f]{32}:[0-9a-f]{32}"));
    }

    @Test
    void everyReplyHasItsHeaders() throws Exception {
        HttpResponse<String> response = caller.query(INCIDENT_QUERY);
        assertEquals(
                json(response).path("meta").path("trace_id").asText(),
                response.headers().firstValue("x-cs-traceid").orElse(""));
        assertEquals("6000", response.headers().firstValue("x-ratelimit-limit").orElse(""));
        assertTrue(response.headers().firstValueAsLong("x-ratelimit-remaining").orElse(-1) > 0);
        assertEquals("us-1", response.headers().firstValue("x-cs-region").orElse(""));
        assertTrue(response.headers().firstValue("date").isPresent());
    }

    @Test
    void entitiesComeInAnotherOrderAndEachOnce() throws Exception {
        List<String> ids = falcon.tenant().incidentIds("").subList(0, 500);
        JsonNode reply = json(caller.entities(INCIDENTS, ids));
        List<String> got = new ArrayList<>();
        reply.path("resources").forEach(row -> got.add(row.path("incident_id").asText()));
        assertEquals(500, got.size());
        assertEquals(new TreeSet<>(ids), new TreeSet<>(got));
        assertNotEquals(ids, got);
        assertTrue(reply.path("meta").path("pagination").isMissingNode());
    }

    @Test
    void anIncidentLooksLikeARealOne() throws Exception {
        List<String> ids = falcon.tenant().incidentIds("");
        JsonNode row = json(caller.entities(INCIDENTS, ids.subList(0, 1)))
                .path("resources")
                .path(0);
        assertEquals(ids.get(0), row.path("incident_id").asText());
        assertTrue(row.path("modified_timestamp").asText().matches("[0-9T:-]{19}\\.\\d{9}Z"), row.toString());
        assertTrue(row.path("start").asText().matches("[0-9T:-]{19}Z"));
        assertTrue(row.path("fine_score").isInt());
        assertTrue(row.path("hosts").path(0).size() >= 30);
        assertEquals(row.path("host_ids").path(0), row.path("hosts").path(0).path("device_id"));
        assertTrue(row.toString().length() > 1_000);
    }

    @Test
    void theOrderIsStableAndFollowsTheTimeKey() throws Exception {
        List<String> ascending = caller.ids("start:>='2025-03-01'", "start.asc", 77);
        List<String> descending = caller.ids("start:>='2025-03-01'", "start.desc", 250);
        assertEquals(falcon.tenant().incidentIds("start:>='2025-03-01'"), ascending);
        Collections.reverse(descending);
        assertEquals(ascending, descending);
        assertTrue(ascending.size() > 300);
    }

    @Test
    void behaviorsAndTheirIncidentsBelongTogether() throws Exception {
        JsonNode ids = json(caller.query("/incidents/queries/behaviors/v1", "limit", "3"))
                .path("resources");
        List<String> asked = new ArrayList<>();
        ids.forEach(id -> asked.add(id.asText()));
        JsonNode rows = json(caller.entities("/incidents/entities/behaviors/GET/v1", asked))
                .path("resources");
        assertEquals(3, rows.size());
        String incident = rows.path(0).path("incident_id").asText();
        assertTrue(falcon.tenant().incident(incident).isPresent());
        assertEquals(22, rows.path(0).path("pattern_disposition_details").size());
        JsonNode siblings =
                json(caller.query("/incidents/queries/behaviors/v1", "filter", "incident_ids:['" + incident + "']"));
        assertTrue(siblings.path("meta").path("pagination").path("total").asInt() >= 1);
    }

    @Test
    void crowdScoresComeWholeInOneStep() throws Exception {
        JsonNode reply = json(caller.query("/incidents/combined/crowdscores/v1", "sort", "timestamp.asc"));
        JsonNode row = reply.path("resources").path(0);
        assertEquals(Set.of("id", "cid", "timestamp", "score", "adjusted_score"), names(row));
        assertTrue(row.path("id").asText().endsWith(" +0000 UTC"), row.toString());
        assertEquals(3_000, reply.path("meta").path("pagination").path("total").asInt());
    }

    @Test
    void tooManyIdsGetTheServicesOwnWords() throws Exception {
        List<String> ids = falcon.tenant().incidentIds("").subList(0, 501);
        for (List<String> bad : List.of(ids, List.<String>of())) {
            HttpResponse<String> response = caller.entities(INCIDENTS, bad);
            assertEquals(400, response.statusCode());
            assertEquals(
                    "The 'ids' parameter must be present at least once and can be present up to 500 times.",
                    message(response));
            assertTrue(json(response).path("resources").isArray());
        }
    }

    @Test
    void aMalformedIdFailsTheCallAndAnUnknownOneIsLeftOut() throws Exception {
        String known = falcon.tenant().incidentIds("").get(0);
        HttpResponse<String> response = caller.entities(INCIDENTS, List.of(known, "fyughg"));
        assertEquals(400, response.statusCode());
        assertEquals("invalid incident id=fyughg", message(response));
        String unknown = "inc:" + "0".repeat(32) + ":" + "f".repeat(32);
        assertEquals(
                1,
                json(caller.entities(INCIDENTS, List.of(known, unknown)))
                        .path("resources")
                        .size());
        assertEquals(
                "invalid behavior id=test",
                message(caller.entities("/incidents/entities/behaviors/GET/v1", List.of("test"))));
    }

    @Test
    void badParametersAreRefused() throws Exception {
        assertEquals("test is an invalid incident sort parameter", refused("sort", "test"));
        assertEquals("start is an invalid incident sort parameter", refused("sort", "start"));
        assertEquals("start|asc is an invalid incident sort parameter", refused("sort", "start|asc"));
        assertEquals("Invalid filter expression supplied", refused("filter", "start:>"));
        assertEquals("limit must be between 1 and 500", refused("limit", "501"));
        assertEquals("limit must be between 1 and 500", refused("limit", "0"));
        assertTrue(refused("offset", "-1").startsWith("offset must be"));
        assertEquals(
                "offset 900 and limit 101 are invalid; offset + limit must be less than or equal to 1000",
                refused("offset", "900", "limit", "101"));
        assertEquals(
                "start.asc is an invalid behavior sort parameter",
                message(caller.query("/incidents/combined/crowdscores/v1", "sort", "start.asc")));
    }

    @Test
    void aPlusThatWasNotEncodedBreaksTheFilter() throws Exception {
        HttpResponse<String> response =
                Caller.send(caller.request(INCIDENT_QUERY + "?filter=state:%27open%27+status:20")
                        .header("Authorization", "Bearer " + caller.bearer()));
        assertEquals(400, response.statusCode());
        assertFalse(caller.ids("state:'open'+status:20", "start.asc", 500).isEmpty());
    }

    @Test
    void twoSimulatorsOfOneSeedHoldTheSameRows() {
        try (FalconSimulator other = FalconSimulator.builder().incidents(1_200).start();
                FalconSimulator another =
                        FalconSimulator.builder().incidents(1_200).seed(43).start()) {
            List<String> ids = falcon.tenant().incidentIds("");
            assertEquals(ids, other.tenant().incidentIds(""));
            assertEquals(falcon.tenant().incident(ids.get(7)), other.tenant().incident(ids.get(7)));
            assertNotEquals(ids, another.tenant().incidentIds(""));
            assertEquals(falcon.clientSecret(), other.clientSecret());
        }
    }

    private static String refused(String... parameters) throws Exception {
        HttpResponse<String> response = caller.query(INCIDENT_QUERY, parameters);
        assertEquals(400, response.statusCode());
        assertEquals(400, json(response).path("errors").path(0).path("code").asInt());
        return message(response);
    }

    private static Set<String> names(JsonNode row) {
        Set<String> names = new TreeSet<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
