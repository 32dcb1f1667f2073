package io.falconflux.resilience;

import io.falconflux.json.ElementCodec;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.Operation;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A governor over a service that answers when the test says so, in virtual time. */
abstract class GovernorFixture {

    static final Instant START = Instant.parse("2026-01-15T10:00:00Z");
    static final Operation OPERATION = Operation.of("op", "GET", "/op", null);

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final List<Sinks.One<ApiReply<String>>> replies = new ArrayList<>();
    Supplier<Mono<ApiReply<String>>> answer = () -> {
        Sinks.One<ApiReply<String>> reply = Sinks.one();
        replies.add(reply);
        return reply.asMono();
    };
    final StubExchange service = new StubExchange(call -> answer.get());

    @BeforeEach
    void start() {
        time.advanceTimeTo(START);
    }

    final Mono<ApiReply<String>> send(Governor governor, CallContext context) {
        return governor.exchange(ApiCall.to(OPERATION).build().in(context), ElementCodec.STRINGS);
    }

    final void reply(int number) {
        replies.get(number).tryEmitValue(StubExchange.ok()).orThrow();
    }

    /** Returns a governor whose first call was just refused with 429. */
    final Governor refusedWith(String... headers) {
        Governor governor = new Governor(service, 4, time);
        send(governor, CallContext.NONE).onErrorComplete().subscribe();
        replies.get(0).tryEmitError(StubExchange.refused("op", 429, headers)).orThrow();
        return governor;
    }

    /** Returns a governor whose first call was told how much is left. */
    final Governor toldOf(int limit, int remaining) {
        Governor governor = new Governor(service, 4, time);
        send(governor, CallContext.NONE).subscribe();
        replies.get(0).tryEmitValue(left(limit, remaining)).orThrow();
        return governor;
    }

    static ApiReply<String> left(int limit, int remaining) {
        return new ApiReply<>(
                200,
                Map.of("x-ratelimit-limit", "" + limit, "x-ratelimit-remaining", "" + remaining),
                StubExchange.ok().envelope());
    }

    final long waitAfterRefusal(Governor governor) {
        int number = replies.size();
        send(governor, CallContext.NONE).onErrorComplete().subscribe();
        long begin = time.now(TimeUnit.MILLISECONDS);
        while (replies.size() == number) {
            time.advanceTimeBy(Duration.ofMillis(50));
        }
        long waited = time.now(TimeUnit.MILLISECONDS) - begin;
        replies.get(number).tryEmitError(StubExchange.refused("op", 429)).orThrow();
        return waited;
    }
}
