package io.falconflux.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, to the byte. */
class RequestTest extends ExchangeFixture {

    private final RawServer server = server(always("200 OK", "", OK));

    @Test
    void aReadIsOneLineAndFewHeaders() {
        send(ApiCall.to(READ).query("limit", 500).query("sort", "start.asc").build());
        RawServer.Request request = only();
        assertEquals("GET /incidents/queries/incidents/v1?limit=500&sort=start.asc HTTP/1.1", request.line());
        assertEquals("", request.body());
        assertEquals("application/json", request.headers().get("accept"));
        assertEquals("gzip", request.headers().get("accept-encoding"));
        assertEquals("localhost:" + server.url().getPort(), request.headers().get("host"));
        assertTrue(request.headers().get("user-agent").matches("falconflux/[0-9].*"), request::toString);
        assertNull(request.headers().get("content-type"), "a GET without a body has none");
        assertEquals(
                Collections.emptySet(),
                missing(request.headers(), "accept", "accept-encoding", "host", "user-agent", "content-length"));
    }

    @Test
    void whatBreaksAFilterIsPercentEncoded() {
        String filter =
                "name:'a+b & c%d #\u00e4\u00f6\u00fc \"q\" \\'x'+start:>='2024-01-01T00:00:00Z',tags:*'*/?=;\ud83d\ude00'";
        send(ApiCall.to(READ).query("filter", filter).build());
        String line = only().line();
        String query = line.substring(line.indexOf('?') + 1, line.lastIndexOf(' '));
        assertTrue(query.matches("filter=[A-Za-z0-9._~%-]+"), query);
        assertTrue(
                query.startsWith("filter=name%3A%27a%2Bb%20%26%20c%25d%20%23%C3%A4%C3%B6%C3%BC%20%22q%22%20"), query);
        assertTrue(query.contains("%F0%9F%98%80"), query);
        assertEquals(filter, URLDecoder.decode(query.substring("filter=".length()), UTF_8));
    }

    @Test
    void parametersThatRepeatAndParametersThatAreNullAreAsTheDocumentHasThem() {
        send(ApiCall.to(READ)
                .query("ids", List.of("inc:1", "inc:2"))
                .query("filter", null)
                .query("offset", 0L)
                .build());
        assertEquals("GET /incidents/queries/incidents/v1?ids=inc%3A1&ids=inc%3A2&offset=0 HTTP/1.1", only().line());
    }

    @Test
    void aBodyIsJsonBesideTheQuery() {
        send(ApiCall.to(WRITE)
                .query("update_detects", true)
                .body(Map.of("ids", List.of("inc:\u00e4")))
                .build());
        RawServer.Request request = only();
        assertEquals("POST /incidents/entities/incident-actions/v1?update_detects=true HTTP/1.1", request.line());
        assertEquals("{\"ids\":[\"inc:\u00e4\"]}", request.body());
        assertEquals("application/json", request.headers().get("content-type"));
        assertEquals("18", request.headers().get("content-length"));
        assertFalse(request.headers().containsKey("transfer-encoding"));
    }

    @Test
    void nullIsLeftOutOfABody() {
        record Action(String name, @Nullable String value) {}
        send(ApiCall.to(WRITE).body(new Action("unassign", null)).build());
        assertEquals("{\"name\":\"unassign\"}", only().body());
    }

    @Test
    void aFormIsEncodedAsOne() {
        send(ApiCall.to(TOKEN)
                .form("client_id", "a b&c")
                .form("client_secret", "x+y=z%\u00e4")
                .form("member_cid", null)
                .build());
        RawServer.Request request = only();
        assertEquals("POST /oauth2/token HTTP/1.1", request.line());
        assertEquals("application/x-www-form-urlencoded", request.headers().get("content-type"));
        assertEquals("client_id=a%20b%26c&client_secret=x%2By%3Dz%25%C3%A4", request.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void everythingButAGetHasAContentTypeEvenWithoutABody(String method) {
        send(ApiCall.to(Operation.of("op", method, "/x", null)).build());
        RawServer.Request request = only();
        assertEquals(method + " /x HTTP/1.1", request.line());
        assertEquals("application/json", request.headers().get("content-type"));
        assertEquals("0", request.headers().get("content-length"));
    }

    @Test
    void headersOfTheCallAreSentOnce() {
        send(ApiCall.to(READ).header("Authorization", "Bearer t0ken").build());
        assertEquals("Bearer t0ken", only().headers().get("authorization"));
    }

    @Test
    void thePathOfTheBaseUrlStaysInFront() {
        NettyExchange behindProxy = exchange(URI.create(server.url() + "/falcon/"));
        value(read(behindProxy));
        assertEquals("GET /falcon/incidents/queries/incidents/v1 HTTP/1.1", only().line());
    }

    @Test
    void theUserAgentAndTheCompressionCanBeChosen() {
        NettyExchange plain =
                exchange(server.url(), options -> options.userAgent("siem/1").gzip(false));
        value(read(plain));
        assertEquals("siem/1", only().headers().get("user-agent"));
        assertNull(only().headers().get("accept-encoding"));
    }

    @Test
    void theCustomizerHasTheLastWord() {
        NettyExchange custom = exchange(
                server.url(),
                options -> options.customizer(client -> client.headers(headers -> headers.set("X-Tenant", "blue"))));
        value(read(custom));
        assertEquals("blue", only().headers().get("x-tenant"));
    }

    @Test
    void nothingIsSentBeforeSubscriptionAndEverythingAtEachOne() {
        var mono = read(exchange(server.url()));
        assertEquals(0, server.connections());
        value(mono);
        value(mono);
        assertEquals(2, server.requests().size());
        assertEquals(1, server.connections(), "the second call uses the connection of the first");
    }

    @Test
    void aBodyThatCannotBeWrittenIsAQueryException() {
        QueryException e = failure(
                QueryException.class,
                send(
                        exchange(server.url()),
                        ApiCall.to(WRITE).body(new Object()).build()));
        assertTrue(e.getMessage().contains("PerformIncidentAction"), e.getMessage());
        assertEquals(0, server.connections());
    }

    private void send(ApiCall call) {
        value(send(exchange(server.url()), call));
    }

    private RawServer.Request only() {
        assertEquals(1, server.requests().size());
        return server.requests().get(0);
    }

    private static java.util.Set<String> missing(Map<String, String> headers, String... known) {
        TreeMap<String, String> rest = new TreeMap<>(headers);
        List.of(known).forEach(rest::remove);
        return rest.keySet();
    }
}
