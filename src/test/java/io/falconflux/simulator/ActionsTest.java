package io.falconflux.simulator;

import static io.falconflux.simulator.Caller.ACTIONS;
import static io.falconflux.simulator.Caller.json;
import static io.falconflux.simulator.Caller.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What actions do to the tenant, and what they say about it. */
class ActionsTest {

    private static final String UNKNOWN = "inc:" + "0".repeat(32) + ":" + "1".repeat(32);

    private FalconSimulator falcon;
    private Caller caller;
    private List<String> ids;

    @BeforeEach
    void start() throws Exception {
        falcon = FalconSimulator.builder()
                .incidents(100)
                .behaviors(0)
                .crowdScores(0)
                .start();
        caller = new Caller(falcon).signedIn();
        ids = falcon.tenant().incidentIds("");
    }

    @AfterEach
    void stop() {
        falcon.close();
    }

    @Test
    void everyParameterIsAppliedToEveryIncident() throws Exception {
        HttpResponse<String> response = act(
                ids.subList(0, 3),
                "add_tag",
                "Räte & \"Co\"",
                "update_status",
                "30",
                "update_name",
                "O'Hare",
                "update_description",
                "a\\b",
                "update_assigned_to_v2",
                "11111111-2222-4333-8444-555555555555",
                "add_comment",
                "seen");
        assertEquals(200, response.statusCode());
        JsonNode meta = json(response).path("meta");
        assertEquals(3, meta.path("writes").path("resources_affected").asInt());
        assertTrue(json(response).path("resources").isMissingNode());
        JsonNode row = row(ids.get(2));
        assertEquals(30, row.path("status").asInt());
        assertEquals("O'Hare", row.path("name").asText());
        assertEquals("a\\b", row.path("description").asText());
        assertEquals(
                "11111111-2222-4333-8444-555555555555", row.path("assigned_to").asText());
        assertTrue(row.path("tags").toString().contains("Räte & \\\"Co\\\""));
        assertEquals(List.of("seen"), falcon.tenant().comments(ids.get(2)));
        assertEquals(List.of(), falcon.tenant().comments(ids.get(3)));
    }

    @Test
    void aChangeMovesTheIncidentToTheEndOfTheChangeKey() throws Exception {
        String before = row(ids.get(0)).path("modified_timestamp").asText();
        act(ids.subList(0, 1), "delete_tag", "nothing");
        String after = row(ids.get(0)).path("modified_timestamp").asText();
        assertTrue(after.compareTo(before) > 0);
        act(ids.subList(5, 7), "update_status", "40");
        List<String> order = caller.ids("", "modified_timestamp.asc", 500);
        assertEquals(100, order.size());
        assertEquals(List.of(ids.get(0), ids.get(5), ids.get(6)), order.subList(97, 100));
        assertEquals(
                order.subList(98, 100), caller.ids("modified_timestamp:>'" + after + "'", "modified_timestamp.asc", 9));
    }

    @Test
    void unassignTakesNoValue() throws Exception {
        act(ids.subList(0, 1), "update_assigned_to_name", "Ada");
        assertEquals("Ada", row(ids.get(0)).path("assigned_to_name").asText());
        HttpResponse<String> response = caller.post(
                ACTIONS, "{\"ids\":[\"" + ids.get(0) + "\"],\"action_parameters\":[{\"name\":\"unassign\"}]}");
        assertEquals(200, response.statusCode());
        assertTrue(row(ids.get(0)).path("assigned_to_name").isMissingNode());
    }

    @Test
    void anIncidentThatDoesNotExistIsNamedBesideTheOthers() throws Exception {
        JsonNode reply = json(act(List.of(ids.get(0), UNKNOWN), "update_status", "40"));
        assertEquals(
                1, reply.path("meta").path("writes").path("resources_affected").asInt());
        assertEquals(UNKNOWN, reply.path("errors").path(0).path("id").asText());
    }

    @Test
    void detectionsAreReportedWhenTheyAreUpdated() throws Exception {
        String path = ACTIONS + "?update_detects=true&overwrite_detects=false";
        String body = "{\"ids\":" + new ObjectMapper().writeValueAsString(ids)
                + ",\"action_parameters\":[{\"name\":\"update_status\",\"value\":\"30\"}]}";
        JsonNode first = json(caller.post(path, body)).path("resources").path(0);
        assertTrue(first.path("detections_updated").size() > 30);
        assertEquals(
                100,
                first.path("detections_updated").size()
                        + first.path("detections_unchanged").size());
        JsonNode second = json(caller.post(path, body)).path("resources").path(0);
        assertEquals(0, second.path("detections_updated").size());
    }

    @Test
    void badActionsChangeNothing() throws Exception {
        String before = falcon.tenant().incident(ids.get(0)).orElseThrow();
        assertEquals("Request does not contain any incident IDs", refused("{\"ids\":[]}"));
        assertEquals("Request does not contain any incident IDs", refused("rubbish"));
        String id = "{\"ids\":[\"" + ids.get(0) + "\"]";
        assertEquals("Request does not contain any action parameters", refused(id + "}"));
        assertEquals("invalid incident id=7", refused("{\"ids\":[7],\"action_parameters\":[]}"));
        String status = "{\"name\":\"update_status\",\"value\":";
        String tag = "{\"name\":\"add_tag\",\"value\":\"x\"},";
        String wrong = "invalid action parameter name=update_status";
        assertEquals(wrong, refused(id + ",\"action_parameters\":[" + tag + status + "40}]}"));
        assertEquals(wrong, refused(id + ",\"action_parameters\":[" + tag + status + "\"closed\"}]}"));
        assertEquals(before, falcon.tenant().incident(ids.get(0)).orElseThrow());
    }

    private String refused(String body) throws Exception {
        HttpResponse<String> response = caller.post(ACTIONS, body);
        assertEquals(400, response.statusCode());
        return message(response);
    }

    private HttpResponse<String> act(List<String> incidents, String... parameters) throws Exception {
        ObjectMapper json = new ObjectMapper();
        var body = json.createObjectNode();
        incidents.forEach(body.putArray("ids")::add);
        var list = body.putArray("action_parameters");
        for (int i = 0; i < parameters.length; i += 2) {
            list.addObject().put("name", parameters[i]).put("value", parameters[i + 1]);
        }
        return caller.post(ACTIONS, body.toString());
    }

    private JsonNode row(String id) throws Exception {
        return new ObjectMapper().readTree(falcon.tenant().incident(id).orElseThrow());
    }
}
