package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.auth.AccessToken;
import io.falconflux.auth.AuthenticatedExchange;
import io.falconflux.auth.TokenCache;
import io.falconflux.auth.TokenSource;
import io.falconflux.json.ElementCodec;
import io.falconflux.resilience.Governor;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.Exchange;
import io.falconflux.transport.Operation;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * The order of the chain is a property of correctness: when tokens die under load, callers that hold permits while they wait
 * for a token leave none for the token call.
 */
class ChainOrderTest {

    private static final Operation READ = Operation.of("Read", "GET", "/read", null);
    private static final Operation TOKEN = Operation.of("Token", "POST", "/oauth2/token", null);
    private static final int CALLS = 200;
    private static final int USES = 10;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger uses = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    /** A service that is done with a token after ten calls. */
    private final Exchange wire =
            new StubExchange(call -> Mono.delay(Duration.ofMillis(20), time).flatMap(tick -> {
                boolean ended = call.operation().equals(READ) && uses.incrementAndGet() > USES;
                return ended ? Mono.error(StubExchange.refused("Read", 401)) : Mono.just(StubExchange.ok());
            }));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void withTheGovernorInsideTheAuthenticationAllCallsEnd(int permits) {
        Exchange[] governor = new Exchange[1];
        TokenCache tokens = tokens(new StubExchange(call -> governor[0].exchange(call, ElementCodec.STRINGS)));
        run(AuthenticatedExchange.over(wire, bearing -> governor[0] = new Governor(bearing, permits, time), tokens));
        assertEquals(CALLS, done.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void withTheGovernorOutsideItTheChainStandsStill(int permits) {
        Exchange[] governor = new Exchange[1];
        Exchange late = new StubExchange(call -> governor[0].exchange(call, ElementCodec.STRINGS));
        governor[0] = new Governor(new Dispatch(tokens(late)), permits, time);
        run(governor[0]);
        assertTrue(done.get() <= USES, done.get() + " calls ended; what is this order for then?");
    }

    /** Sends token calls to the wire as they are, and others with a token: the chain with two links exchanged. */
    private final class Dispatch implements Exchange {

        private final Exchange authenticated;

        Dispatch(TokenCache tokens) {
            authenticated = AuthenticatedExchange.over(wire, UnaryOperator.identity(), tokens);
        }

        @Override
        public <T> Mono<io.falconflux.transport.ApiReply<T>> exchange(ApiCall call, ElementCodec<T> codec) {
            return (call.operation().equals(TOKEN) ? wire : authenticated).exchange(call, codec);
        }
    }

    private TokenCache tokens(Exchange calls) {
        TokenSource source = () -> calls.exchange(ApiCall.to(TOKEN).build(), ElementCodec.STRINGS)
                .map(reply -> {
                    uses.set(0);
                    return AccessToken.of("token-" + tokens.incrementAndGet());
                });
        return new TokenCache(source, time);
    }

    private void run(Exchange chain) {
        for (int i = 0; i < CALLS; i++) {
            chain.exchange(ApiCall.to(READ).build(), ElementCodec.STRINGS)
                    .subscribe(reply -> done.incrementAndGet(), error -> {});
        }
        time.advanceTimeBy(Duration.ofHours(1));
    }
}
