package io.falconflux.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.Exchange;
import io.falconflux.transport.Operation;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Tokens that end while calls wait for their turn. */
class BearingExchangeTest {

    private static final Operation OPERATION = Operation.of("op", "GET", "/op", null);
    private static final Duration LIFE = Duration.ofSeconds(100);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final ScriptedSource source = new ScriptedSource(time, LIFE);
    private final TokenCache cache = new TokenCache(source, time);
    private final Deque<Sinks.Empty<Void>> waiting = new ArrayDeque<>();
    private final List<String> outcomes = new ArrayList<>();
    private boolean dead = true;
    private final StubExchange service = new StubExchange(
            call -> bearer(call).equals("token-1") && dead ? Mono.error(refused()) : Mono.just(StubExchange.ok()));
    private final Exchange exchange = AuthenticatedExchange.over(service, Turns::new, cache);

    @BeforeEach
    void start() {
        time.advanceTimeTo(Instant.parse("2026-01-15T10:00:00Z"));
    }

    @Test
    void aCallWhoseTurnComesAfterItsTokenWasReplacedTakesTheNewOne() {
        call("first");
        call("second");
        turn();
        turn();
        turn();
        assertEquals(List.of("second", "first"), outcomes);
        assertEquals(List.of("token-1", "token-2", "token-2"), sent());
        assertEquals(2, source.fetches());
    }

    @Test
    void aCallWhoseTurnComesWhileThereIsNoTokenTurnsBackAndWaitsWhereItKeepsNobodyFromATurn() {
        Sinks.Empty<Void> renewed = Sinks.empty();
        source.before(number -> number == 2 ? renewed.asMono() : Mono.empty());
        call("first");
        call("second");
        call("third");
        turn();
        turn();
        turn();
        assertEquals(List.of("token-1"), sent());
        assertEquals(List.of(), outcomes);
        assertEquals(0, waiting.size(), "all wait for the token, none for a turn");
        renewed.tryEmitEmpty();
        turn();
        turn();
        turn();
        assertEquals(3, outcomes.size());
        assertEquals(List.of("token-1", "token-2", "token-2", "token-2"), sent());
    }

    @Test
    void aTokenThatEndsWhileACallWaitsIsNotSent() {
        dead = false;
        call("patient");
        time.advanceTimeBy(LIFE);
        turn();
        assertEquals(List.of(), sent());
        turn();
        assertEquals(List.of("token-2"), sent());
    }

    @Test
    void aCallTurnsBackOnceSoThatTokensShorterThanTheWaitDoNotKeepItFromGoing() {
        dead = false;
        call("patient");
        time.advanceTimeBy(LIFE);
        turn();
        time.advanceTimeBy(LIFE);
        turn();
        assertEquals(List.of("token-2"), sent());
        assertEquals(List.of("patient"), outcomes);
    }

    private void call(String name) {
        exchange.exchange(ApiCall.to(OPERATION).build(), ElementCodec.STRINGS)
                .subscribe(reply -> outcomes.add(name), error -> outcomes.add(name + " " + error));
    }

    private void turn() {
        waiting.remove().tryEmitEmpty();
    }

    private List<String> sent() {
        return service.calls().stream().map(BearingExchangeTest::bearer).toList();
    }

    private static String bearer(ApiCall call) {
        return call.headers().get(0).value().replace("Bearer ", "");
    }

    private static Throwable refused() {
        return StubExchange.refused("op", 401);
    }

    /** Lets calls go one by one, when the test says so. */
    private final class Turns implements Exchange {

        private final Exchange next;

        Turns(Exchange next) {
            this.next = next;
        }

        @Override
        public <T> Mono<ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
            return Mono.defer(() -> {
                Sinks.Empty<Void> turn = Sinks.empty();
                waiting.add(turn);
                return turn.asMono().then(Mono.defer(() -> next.exchange(call, codec)));
            });
        }
    }
}
