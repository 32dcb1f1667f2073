package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What the service announces the end of. */
class DeprecationTest extends ExchangeFixture {

    private static final String HEADERS = "X-Api-Deprecation: true\r\nx-api-deprecation-date: 2026-03-09";

    private final List<Deprecation> told = new CopyOnWriteArrayList<>();

    @Test
    void itIsToldOnceHoweverManyCallsSaySo() {
        NettyExchange exchange = listening(server(always("200 OK", HEADERS, OK)));
        value(Flux.range(0, 50).flatMap(i -> read(exchange), 8).collectList());
        value(send(exchange, ApiCall.to(WRITE).build()));
        assertEquals(
                List.of(new Deprecation(
                        "QueryIncidents", Map.of("x-api-deprecation", "true", "x-api-deprecation-date", "2026-03-09"))),
                told);
        assertEquals(
                "QueryIncidents is deprecated, says the service: x-api-deprecation: true, x-api-deprecation-date:"
                        + " 2026-03-09",
                told.get(0).message());
    }

    @Test
    void otherWordsAboutAnotherOperationAreToldToo() {
        NettyExchange exchange = listening(server((request, wire) ->
                wire.reply("200 OK", "X-Api-Deprecation: " + request.line().substring(0, 4), OK)));
        for (int i = 0; i < 3; i++) {
            value(read(exchange));
            value(send(exchange, ApiCall.to(WRITE).build()));
        }
        assertEquals(
                List.of("QueryIncidents", "PerformIncidentAction"),
                told.stream().map(Deprecation::operation).toList());
    }

    @Test
    void wordsThatChangeWithEachReplyAreToldOnce() {
        AtomicInteger calls = new AtomicInteger();
        NettyExchange exchange = listening(server((request, wire) ->
                wire.reply("200 OK", "X-Api-Deprecation-Seconds-Left: " + calls.incrementAndGet(), OK)));
        for (int i = 0; i < 5; i++) {
            value(read(exchange));
        }
        assertEquals(1, told.size());
    }

    @Test
    void aRefusalSaysItToo() {
        NettyExchange exchange = listening(server(always("403 Forbidden", HEADERS, "")));
        failure(RefusedException.class, read(exchange));
        assertEquals(1, told.size());
    }

    @Test
    void aListenerThatThrowsDoesNotDisturbTheCall() {
        RawServer server = server(always("200 OK", HEADERS, OK));
        NettyExchange exchange = exchange(
                server.url(),
                options -> options.onDeprecation(deprecation -> {
                    throw new IllegalStateException("listener");
                }));
        assertEquals(1, value(read(exchange)).resources().size());
    }

    @Test
    void aServiceWithALotToSayIsCutShort() {
        Deprecation long1 = new Deprecation("op", Map.of("x-api-deprecation", "y".repeat(5000)));
        assertTrue(long1.message().length() <= 300, long1.message());
    }

    private NettyExchange listening(RawServer server) {
        return exchange(server.url(), options -> options.onDeprecation(told::add));
    }
}
