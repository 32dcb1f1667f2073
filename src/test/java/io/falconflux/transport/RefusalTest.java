package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.ApiError;
import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies outside 2xx. */
class RefusalTest extends ExchangeFixture {

    private static final String GATEWAY_404 = """
            {"meta":{"query_time":1.64e-7,"powered_by":"crowdstrike-api-gateway","trace_id":"t-404"},
             "errors":[{"code":404,"message":"404: Page Not Found"}]}""";

    @Test
    void theServicesWordsAndTheTraceIdAreInTheMessage() {
        RefusedException e = refused(
                READ,
                "400 Bad Request",
                "X-Cs-Traceid: t-1",
                "{\"errors\":[{\"code\":400,\"message\":\"invalid incident id=fyughg\"}],\"resources\":[]}");
        assertEquals(400, e.status());
        assertEquals("QueryIncidents", e.operation());
        assertEquals("t-1", e.traceId());
        assertEquals(
                List.of(new ApiError(400, "invalid incident id=fyughg", null)),
                e.refusal().errors());
        assertTrue(e.getMessage().contains("QueryIncidents"), e.getMessage());
        assertTrue(e.getMessage().contains("invalid incident id=fyughg"), e.getMessage());
        assertTrue(e.getMessage().contains("t-1"), e.getMessage());
        assertNull(e.refusal().snippet());
    }

    @Test
    void resourcesAndWritesOfARefusalSurvive() {
        RefusedException e = refused(WRITE, "500 Internal Server Error", "", """
                {"meta":{"writes":{"resources_affected":2},"trace_id":"t-2"},"resources":["inc:1"],
                 "errors":[{"code":500,"message":"half done","id":"inc:2"}]}""");
        assertEquals(2, e.refusal().resourcesAffected());
        assertEquals(List.of("inc:1"), e.refusal().resources());
        assertEquals("t-2", e.traceId());
        assertEquals("inc:2", e.refusal().errors().get(0).id());
    }

    @Test
    void theHeadersOfARefusalSurvive() {
        RefusedException e = refused(
                READ,
                "429 Too Many Requests",
                "X-RateLimit-Limit: 6000\r\nX-RateLimit-RetryAfter: 1700000000\r\nSet-Cookie: a=b",
                "{\"errors\":[{\"code\":429,\"message\":\"API rate limit exceeded.\"}]}");
        assertEquals("1700000000", e.refusal().headers().get("x-ratelimit-retryafter"));
        assertEquals("6000", e.refusal().headers().get("x-ratelimit-limit"));
        assertFalse(e.refusal().headers().containsKey("set-cookie"));
    }

    @Test
    void aPageOfHtmlBecomesAShortSnippetWithoutTags() {
        RefusedException e = refused(
                READ,
                "502 Bad Gateway",
                "Content-Type: text/html",
                "<html><head><style>p {color:red}</style></head>\n<body><h1>502 Bad\tGateway</h1>"
                        + "<p>nginx</p>".repeat(5000) + "</body></html>");
        String snippet = e.refusal().snippet();
        assertNotNull(snippet);
        assertTrue(snippet.startsWith("502 Bad Gateway nginx"), snippet);
        assertTrue(snippet.length() <= 200, snippet);
        assertTrue(e.getMessage().contains("502 Bad Gateway"), e.getMessage());
        assertTrue(e.getMessage().length() < 600, e.getMessage());
        assertFalse(e.getMessage().contains("<"), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }

    @Test
    void anEmptyBodyOfAFailureIsFine() {
        RefusedException e = refused(READ, "503 Service Unavailable", "", "");
        assertEquals(503, e.status());
        assertNull(e.refusal().snippet());
        assertEquals(List.of(), e.refusal().errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"errors\":[{\"code\":5", "{\"errors\":{}}", "[1]", "\u0000\u0001binary"})
    void aBrokenBodyOfAFailureIsARefusalAllTheSame(String body) {
        assertEquals(500, refused(READ, "500 Internal Server Error", "", body).status());
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void aRedirectIsNotFollowed(int status) {
        RawServer elsewhere = server(always("200 OK", "", OK));
        RefusedException e = refused(
                READ, status + " Moved", "Location: " + elsewhere.url() + "/oauth2/token\r\nX-Cs-Region: us-2", "");
        assertEquals(status, e.status());
        assertEquals(0, elsewhere.connections());
        assertEquals("us-2", e.refusal().headers().get("x-cs-region"));
    }

    @Test
    void aMissingScopeIsNamed() {
        RefusedException e = refused(
                WRITE,
                "403 Forbidden",
                "",
                "{\"errors\":[{\"code\":403,\"message\":\"access denied, scope not permitted\"}]}");
        assertTrue(e.getMessage().contains("incidents:write"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"400 Bad Request", "401 Unauthorized", "403 Forbidden"})
    void aRefusedTokenCallPointsAtTheCredentials(String status) {
        RefusedException e = refused(
                TOKEN,
                status,
                "",
                "{\"errors\":[{\"code\":403,\"message\":\"Failed to issue access token - Not Authorized\"}]}");
        assertTrue(e.getMessage().contains("Not Authorized"), e.getMessage());
        assertTrue(e.getMessage().contains("client secret"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 Not Found         | ''",
                "404 Not Found         | <html>nginx</html>",
                "404 Not Found         | default backend - 404",
                "410 Gone              | ''",
                "410 Gone              | {\"errors\":[{\"code\":410,\"message\":\"Gone\"}]}"
            })
    void aRetiredRouteIsAnErrorOfItsOwn(String status, String body) {
        retired(status, body);
    }

    @Test
    void theGatewaysWordsForAnUnknownRouteMeanRetiredToo() {
        assertEquals("t-404", retired("404 Not Found", GATEWAY_404).traceId());
    }

    @Test
    void whateverTheGatewayItselfSaysOfAnUnknownRouteMeansRetired() {
        retired("404 Not Found", """
            {"meta":{"powered_by":"crowdstrike-api-gateway"},"errors":[{"code":404,"message":"no such route"}]}""");
    }

    @Test
    void aNotFoundThatTheServiceItselfExplainsIsNotRetired() {
        RefusedException e =
                refused(RETIRED, "404 Not Found", "", "{\"errors\":[{\"code\":404,\"message\":\"no such incident\"}]}");
        assertEquals(404, e.status());
    }

    @Test
    void anOperationInServiceIsNeverRetired() {
        assertEquals(404, refused(READ, "404 Not Found", "", "").status());
        assertEquals(410, refused(READ, "410 Gone", "", "").status());
    }

    @Test
    void aRefusalLeavesTheConnectionUsable() {
        RawServer server = server((request, wire) ->
                wire.reply(request.line().contains("limit=1 ") ? "200 OK" : "400 Bad Request", "", OK));
        NettyExchange exchange = exchange(server.url());
        failure(RefusedException.class, read(exchange));
        value(send(exchange, ApiCall.to(READ).query("limit", 1).build()));
        assertEquals(1, server.connections());
    }

    private RetiredException retired(String status, String body) {
        RawServer server = server(always(status, "", body));
        RetiredException e = failure(
                RetiredException.class,
                send(exchange(server.url()), ApiCall.to(RETIRED).build()));
        assertTrue(e.getMessage().contains("Alerts"), e.getMessage());
        assertTrue(e.getMessage().contains("Cases"), e.getMessage());
        assertTrue(e.getMessage().contains("2026-03-09"), e.getMessage());
        assertEquals(Integer.parseInt(status.substring(0, 3)), e.status());
        return e;
    }

    private RefusedException refused(Operation operation, String status, String headers, String body) {
        RawServer server = server(always(status, headers, body));
        ApiCall call = operation.method().equals("POST")
                ? ApiCall.to(operation).body(Map.of("ids", List.of("inc:1"))).build()
                : ApiCall.to(operation).build();
        return failure(RefusedException.class, send(exchange(server.url()), call));
    }
}
