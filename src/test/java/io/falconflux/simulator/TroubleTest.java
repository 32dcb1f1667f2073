package io.falconflux.simulator;

import static io.falconflux.simulator.Caller.INCIDENTS;
import static io.falconflux.simulator.Caller.INCIDENT_QUERY;
import static io.falconflux.simulator.Caller.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of tokens, allowances, connections and pages, as a client sees them. */
class TroubleTest {

    private final SimulatorBuilder small =
            FalconSimulator.builder().incidents(200).behaviors(1).crowdScores(1);
    private FalconSimulator falcon = small.start();

    @AfterEach
    void stop() {
        falcon.close();
    }

    @Test
    void aTokenMayDieBeforeItsTime() throws Exception {
        Caller caller = new Caller(falcon).signedIn();
        falcon.inject(Faults.parse("token-dies@queries#2"));
        assertEquals(List.of(200, 401, 401), statuses(caller, 3));
        assertEquals(200, caller.signedIn().query(INCIDENT_QUERY).statusCode());
    }

    @Test
    void thePoolOfBadTokensMayBeEmpty() throws Exception {
        Caller caller = new Caller(falcon).signedIn();
        falcon.inject(Faults.parse("bad-token-pool#1"));
        HttpResponse<String> refused = caller.query(INCIDENT_QUERY);
        assertEquals(429, refused.statusCode());
        assertEquals("15", header(refused, "x-ratelimit-limit"));
        assertEquals("0", header(refused, "x-ratelimit-remaining"));
        assertTrue(Long.parseLong(header(refused, "x-ratelimit-retryafter")) > System.currentTimeMillis() / 1000 + 30);
        assertEquals(401, caller.query(INCIDENT_QUERY).statusCode(), "the token is dead");
    }

    @Test
    void aTokenMayBeGoodForFiveCalls() throws Exception {
        falcon.inject(Faults.parse("token-calls=5@oauth2/token#1"));
        Caller caller = new Caller(falcon).signedIn();
        assertEquals(List.of(200, 200, 200, 200, 200, 401), statuses(caller, 6));
        assertEquals(List.of(200, 200, 200, 200, 200, 200), statuses(caller.signedIn(), 6));
    }

    @Test
    void expiresInAndTheLifeOfATokenAreTwoThings() throws Exception {
        falcon.inject(Faults.parse("expires-in=0@oauth2/token token-life=0@oauth2/token#2"));
        Caller caller = new Caller(falcon);
        assertEquals(0, json(caller.token(credentials())).path("expires_in").asInt(-1));
        falcon.clearFaults();
        falcon.inject(Faults.parse("token-life=0@oauth2/token"));
        assertEquals(List.of(401), statuses(caller.signedIn(), 1));
    }

    @Test
    void aReplyMayNameAnotherRegionThanTheRest() throws Exception {
        falcon.inject(Faults.parse("308=https://api.us-2.example/oauth2/token@oauth2/token region=us-2@oauth2/token"));
        HttpResponse<String> response = new Caller(falcon).token(credentials());
        assertEquals(308, response.statusCode());
        assertEquals("us-2", header(response, "x-cs-region"));
    }

    @Test
    void anotherClientUsesUpTheAllowance() throws Exception {
        restart(small.allowance(10).faults(Faults.parse("spend=4@queries#2 spend@queries#3")));
        Caller caller = new Caller(falcon).signedIn();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            left.add(header(caller.query(INCIDENT_QUERY), "x-ratelimit-remaining"));
        }
        assertEquals(List.of("9", "4", "2", "1"), left);
    }

    @Test
    void anAllowanceMayStartAnewInsteadOfRollingOn() throws Exception {
        TickingClock clock = new TickingClock();
        restart(small.clock(clock)
                .allowance(2)
                .allowanceWindow(Duration.ofSeconds(60))
                .rollingAllowance(false));
        Caller caller = new Caller(falcon).signedIn();
        clock.millis += 30_000;
        assertEquals(List.of(200), statuses(caller, 1));
        clock.millis += 50_000;
        assertEquals(List.of(200, 429), statuses(caller, 2));
        clock.millis += 10_000;
        assertEquals(List.of(200, 200, 429), statuses(caller, 3), "all is given back with the first call");
    }

    @Test
    void aPageMayBeginSomewhereElse() throws Exception {
        Caller caller = new Caller(falcon).signedIn();
        List<String> all = caller.ids("", "start.asc", 100);
        falcon.inject(Faults.parse("shifted-page@queries#1 shifted-page=-3@queries#2 shifted-page=+5@queries#3"));
        assertEquals(all.subList(11, 16), page(caller, 10));
        assertEquals(all.subList(7, 12), page(caller, 10));
        assertEquals(all.subList(15, 20), page(caller, 10));
        assertEquals(all.subList(10, 15), page(caller, 10));
    }

    @Test
    void chunksMayBeTiny() throws Exception {
        Caller caller = new Caller(falcon).signedIn();
        List<String> ids = caller.ids("", "start.asc", 100).subList(0, 2);
        falcon.inject(Faults.parse("chunked=7@entities"));
        assertEquals(2, json(caller.entities(INCIDENTS, ids)).path("resources").size());
    }

    @Test
    void aConnectionMayCloseBehindTheReply() throws Exception {
        falcon.inject(Faults.parse("close"));
        try (Socket socket = new Socket("127.0.0.1", falcon.baseUrl().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /incidents/queries/incidents/v1 HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            String all = new String(socket.getInputStream().readAllBytes());
            assertTrue(all.startsWith("HTTP/1.1 401"), all);
            assertTrue(!all.toLowerCase().contains("connection: close"), all);
        }
    }

    @Test
    void thereMayBeTwoConnectionsAndNoMore() throws Exception {
        restart(small.connections(2));
        try (Socket first = open();
                Socket second = open()) {
            answered(first);
            answered(second);
            try (Socket third = open()) {
                assertThrows(IOException.class, () -> answered(third));
            }
            answered(first);
        }
    }

    @Test
    void fiveOfAHundredCallsFailInTenWays() throws Exception {
        restart(small.faults(Faults.parse("any%60")).seed(3));
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            for (Future<?> done : callers.invokeAll(Collections.nCopies(20, () -> outcomes(10, seen)))) {
                done.get();
            }
        } finally {
            callers.shutdownNow();
        }
        assertTrue(seen.keySet().containsAll(List.of("cut", "500", "502", "503", "429", "401")), seen::toString);
        assertTrue(seen.get("") > 80 && seen.get("") < 150, seen::toString);
    }

    /** Calls, some of which take their time, so that there is more than one caller. */
    private Void outcomes(int calls, Map<String, Integer> seen) throws Exception {
        Caller caller = new Caller(falcon).signedIn();
        for (int i = 0; i < calls; i++) {
            String how;
            try {
                HttpResponse<String> response = caller.query(INCIDENT_QUERY);
                how = response.statusCode() == 200 ? "" : "" + response.statusCode();
            } catch (IOException e) {
                how = "cut";
            }
            seen.merge(how, 1, Integer::sum);
            if (how.equals("401")) {
                caller.signedIn();
            }
        }
        return null;
    }

    @Test
    void tenWaysAreWrittenOutAndReadAgain() {
        String text = Faults.parse("any@queries%5").toString();
        assertEquals(10, text.split(" ").length, text);
        assertEquals(text, Faults.parse(text).toString());
        assertEquals(Faults.any(5).toString(), Faults.parse("any%5").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any",
                "any%101",
                "any#3",
                "token-life",
                "token-calls=0",
                "chunked=0",
                "region",
                "spend=x",
                "close=1",
                "expires-in=soon"
            })
    void whatMakesNoSenseIsRefusedByName(String text) {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> Faults.parse(text));
        assertTrue(error.getMessage().startsWith("not a fault: " + text), error::getMessage);
    }

    private void restart(SimulatorBuilder builder) {
        falcon.close();
        falcon = builder.start();
    }

    private Map<String, String> credentials() {
        return Map.of("client_id", falcon.clientId(), "client_secret", falcon.clientSecret());
    }

    private static List<Integer> statuses(Caller caller, int calls) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            statuses.add(caller.query(INCIDENT_QUERY).statusCode());
        }
        return statuses;
    }

    private static List<String> page(Caller caller, int offset) throws Exception {
        List<String> ids = new ArrayList<>();
        json(caller.query(INCIDENT_QUERY, "sort", "start.asc", "limit", "5", "offset", "" + offset))
                .path("resources")
                .forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", falcon.baseUrl().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void answered(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
        if (socket.getInputStream().read() != 'H') {
            throw new IOException("closed");
        }
        socket.getInputStream().skip(socket.getInputStream().available());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static final class TickingClock extends Clock {

        private long millis = 1_768_471_200_000L;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public java.time.Instant instant() {
            return java.time.Instant.ofEpochMilli(millis);
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
