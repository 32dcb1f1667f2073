package io.falconflux.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Talks to a simulator with the JDK's own client, so that no code of the project stands on both sides. */
final class Caller {

    static final String INCIDENT_QUERY = "/incidents/queries/incidents/v1";
    static final String INCIDENTS = "/incidents/entities/incidents/GET/v1";
    static final String ACTIONS = "/incidents/entities/incident-actions/v1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final FalconSimulator falcon;
    private String token = "";

    Caller(FalconSimulator falcon) {
        this.falcon = falcon;
    }

    HttpResponse<String> token(Map<String, String> form) throws IOException, InterruptedException {
        return send(request("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form))));
    }

    Caller signedIn() throws IOException, InterruptedException {
        token = json(token(Map.of("client_id", falcon.clientId(), "client_secret", falcon.clientSecret())))
                .path("access_token")
                .asText();
        return this;
    }

    Caller bearing(String other) {
        token = other;
        return this;
    }

    String bearer() {
        return token;
    }

    /** Queries with parameters in pairs. */
    HttpResponse<String> query(String path, String... parameters) throws IOException, InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            query.put(parameters[i], parameters[i + 1]);
        }
        return send(request(path + "?" + encode(query)).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> entities(String path, List<String> ids) throws IOException, InterruptedException {
        return post(path, JSON.writeValueAsString(Map.of("ids", ids)));
    }

    /** All ids of a filter and a sort, page by page. */
    List<String> ids(String filter, String sort, int page) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        while (true) {
            JsonNode reply = json(query(
                    INCIDENT_QUERY, "filter", filter, "sort", sort, "limit", "" + page, "offset", "" + ids.size()));
            reply.path("resources").forEach(id -> ids.add(id.asText()));
            if (reply.path("resources").isEmpty()) {
                return ids;
            }
        }
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(falcon.baseUrl() + pathAndQuery))
                .timeout(Duration.ofSeconds(20));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static String message(HttpResponse<String> response) throws IOException {
        return json(response).path("errors").path(0).path("message").asText();
    }

    static String encode(Map<String, String> form) {
        return String.join(
                "&",
                form.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .toList());
    }
}
