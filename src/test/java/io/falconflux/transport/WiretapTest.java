package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import io.falconflux.json.ElementCodec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WiretapTest extends ExchangeFixture {

    private static final String SECRET = "s+cret/s=cret";
    private static final String BEARER = "eyJhbGciOiJSUzI1NiJ9.token";

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Test
    void aCallIsALineForTheRequestAndOneForTheReply() {
        RawServer server = server(always("200 OK", "X-Cs-Traceid: t-1\r\nSet-Cookie: a=b", OK));
        ApiCall call = ApiCall.to(READ)
                .query("filter", "state:'open'")
                .header("Authorization", "Bearer " + BEARER)
                .build();
        value(send(tapped(server), call));
        assertEquals(
                List.of(
                        "> QueryIncidents GET " + server.url()
                                + "/incidents/queries/incidents/v1?filter=state%3A%27open%27 [Authorization: Bearer ***]",
                        "< QueryIncidents 200 [content-length: 23, x-cs-traceid: t-1] " + OK),
                lines);
    }

    @Test
    void aBodyIsShownAndCutShort() {
        RawServer server =
                server(always("400 Bad Request", "", "{\"errors\":[],\n\"x\":\"" + "y".repeat(5_000) + "\"}"));
        ApiCall call = ApiCall.to(WRITE)
                .header("Authorization", "Bearer " + BEARER)
                .body(Map.of("ids", List.of("inc:1")))
                .build();
        failure(RefusedException.class, send(tapped(server), call));
        assertTrue(lines.get(0).endsWith(" {\"ids\":[\"inc:1\"]}"), lines.get(0));
        assertTrue(lines.get(1).contains("{\"errors\":[], \"x\":\"yyy"), lines.get(1));
        assertTrue(lines.get(1).endsWith("... (5021 bytes)"), lines.get(1).substring(1_990));
        assertTrue(lines.get(1).length() < 2_200);
    }

    @Test
    void tokenCallsShowNeitherTheSecretNorTheToken() {
        RawServer server = server(always("201 Created", "", "{\"access_token\":\"" + BEARER + "\"}"));
        ApiCall login = ApiCall.to(TOKEN)
                .form("client_id", "abc")
                .form("client_secret", SECRET)
                .form("member_cid", "def")
                .build();
        value(tapped(server).exchange(login, ElementCodec.bare(parser -> {
            parser.skipChildren();
            return "token";
        })));
        ApiCall logout = ApiCall.to(Operation.of("oauth2RevokeToken", "POST", "/oauth2/revoke", null))
                .header("Authorization", "Basic YWJjOnMrY3JldC9zPWNyZXQ=")
                .form("token", BEARER)
                .build();
        value(tapped(server).exchange(logout, ElementCodec.STRINGS));
        assertTrue(lines.get(0).endsWith("[] client_id=abc&client_secret=***&member_cid=def"), lines.get(0));
        assertTrue(lines.get(1).endsWith("(45 bytes, not shown)"), lines.get(1));
        assertTrue(lines.get(2).endsWith("[Authorization: Basic ***] token=***"), lines.get(2));
        noSecret();
    }

    @Test
    void whatTheServiceRepeatsIsLeftOutToo() {
        RawServer server = server((request, wire) -> {
            String echo = (request.headers() + request.body()).replace("\"", "'");
            wire.reply("200 OK", "X-Echo: " + echo + "\r\nX-Auth-Token: " + BEARER, "{\"errors\":[\"" + echo + "\"]}");
        });
        ApiCall call =
                ApiCall.to(WRITE).header("Authorization", "Bearer " + BEARER).build();
        value(send(tapped(server), call));
        assertEquals(2, lines.size());
        noSecret();
    }

    @Test
    void aCallWithoutAReplyIsALineToo() {
        RawServer server = server((request, wire) -> wire.reset());
        failure(NoReplyException.class, read(tapped(server)));
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).startsWith("! QueryIncidents: the connection to localhost was cut"), lines.get(1));
    }

    @Test
    void reactorNettysOwnWiretapIsNeverOn() {
        Connections connections = new Connections(TransportOptions.builder()
                .customizer(client -> client.wiretap(true))
                .build());
        assertNull(connections.client(true).configuration().loggingHandler());
        assertNull(connections.client(false).configuration().loggingHandler());
        connections.dispose();
    }

    private void noSecret() {
        for (String secret : List.of(BEARER, SECRET, PercentEncoder.encode(SECRET), "YWJjOnMrY3JldC9zPWNyZXQ=")) {
            lines.forEach(line -> assertFalse(line.contains(secret), line));
        }
    }

    private NettyExchange tapped(RawServer server) {
        return exchange(server.url(), options -> options.wiretap(lines::add));
    }
}
