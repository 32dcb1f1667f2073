package io.falconflux.simulator;

import static io.falconflux.simulator.Caller.INCIDENTS;
import static io.falconflux.simulator.Caller.INCIDENT_QUERY;
import static io.falconflux.simulator.Caller.json;
import static io.falconflux.simulator.Caller.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server as a server. */
class ServerTest {

    private final FalconSimulator falcon = FalconSimulator.builder()
            .incidents(5_000)
            .behaviors(10)
            .crowdScores(10)
            .compress(true)
            .start();

    @AfterEach
    void stop() {
        falcon.close();
        falcon.close();
    }

    @Test
    void itListensOnLoopbackOnly() {
        assertEquals("127.0.0.1", falcon.baseUrl().getHost());
        assertTrue(falcon.toString().endsWith(falcon.baseUrl().toString()));
    }

    @Test
    void unknownPathsAreTheGatewaysBusiness() throws Exception {
        HttpResponse<String> response = new Caller(falcon).query("/incidents/queries/incidents/v9");
        assertEquals(404, response.statusCode());
        assertEquals("404: Page Not Found", message(response));
        assertEquals(404, json(response).path("errors").path(0).path("code").asInt());
        assertEquals(
                405, new Caller(falcon).signedIn().post(INCIDENT_QUERY, "{}").statusCode());
    }

    @Test
    void aQueryThatCannotBeDecodedIsNoReasonToFall() throws Exception {
        Caller caller = new Caller(falcon).signedIn();
        String filter = "name:'" + "x".repeat(18_000) + "'";
        assertEquals(200, caller.query(INCIDENT_QUERY, "filter", filter).statusCode());
        assertEquals(400, caller.post(INCIDENTS, "{\"ids\":[").statusCode());
        assertEquals(400, caller.post(INCIDENTS, "[]").statusCode());
        assertEquals(400, caller.post(INCIDENTS, "{\"ids\":\"inc\"}").statusCode());
    }

    @Test
    void repliesAreCompressedForWhoAcceptsIt() throws Exception {
        Caller caller = new Caller(falcon).signedIn();
        List<String> ids = falcon.tenant().incidentIds("").subList(0, 100);
        HttpRequest request = caller.request(INCIDENTS)
                .header("Authorization", "Bearer " + caller.bearer())
                .header("Content-Type", "application/json")
                .header("Accept-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"ids\":" + new ObjectMapper().writeValueAsString(ids) + "}"))
                .build();
        HttpResponse<java.io.InputStream> response =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        assertEquals("gzip", response.headers().firstValue("content-encoding").orElse(""));
        try (var body = new GZIPInputStream(response.body())) {
            assertEquals(
                    100, new ObjectMapper().readTree(body).path("resources").size());
        }
    }

    @Test
    void manyCallersAtOnceEachGetTheirOwn() throws Exception {
        Caller caller = new Caller(falcon).signedIn();
        List<String> ids = falcon.tenant().incidentIds("");
        List<CompletableFuture<String>> replies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            List<String> asked = ids.subList(i * 100, i * 100 + 100);
            replies.add(CompletableFuture.supplyAsync(() -> {
                try {
                    HashSet<String> got = new HashSet<>();
                    json(caller.entities(INCIDENTS, asked))
                            .path("resources")
                            .forEach(row -> got.add(row.path("incident_id").asText()));
                    return got.equals(new HashSet<>(asked)) ? "" : "wrong rows";
                } catch (IOException | InterruptedException e) {
                    return e.toString();
                }
            }));
        }
        for (CompletableFuture<String> reply : replies) {
            assertEquals("", reply.get());
        }
        assertEquals(50, falcon.count("/incidents/entities/"));
    }

    @Test
    void aStalledCallNeverAnswers() throws Exception {
        Caller caller = new Caller(falcon).signedIn();
        falcon.inject(Faults.parse("stall@queries#1"));
        HttpRequest.Builder impatient = caller.request(INCIDENT_QUERY)
                .header("Authorization", "Bearer " + caller.bearer())
                .timeout(Duration.ofMillis(200));
        assertThrows(HttpTimeoutException.class, () -> Caller.send(impatient));
        assertEquals(200, caller.query(INCIDENT_QUERY).statusCode());
    }

    @Test
    void aClosedSimulatorIsGone() {
        Caller caller = new Caller(falcon);
        falcon.close();
        assertThrows(IOException.class, () -> caller.query(INCIDENT_QUERY));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        SimulatorBuilder builder = FalconSimulator.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.incidents(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.window(0));
        assertThrows(IllegalArgumentException.class, () -> Layout.perSecond(0));
        assertThrows(IllegalArgumentException.class, () -> falcon.tenant("0".repeat(32)));
        assertThrows(IllegalArgumentException.class, () -> falcon.tenant().incidentIds("nonsense"));
    }
}
