package io.falconflux.simulator;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Where requests come in: counts them, records them, asks for faults, and has the reply sent. */
final class FrontDoor {

    private static final byte[] NO_BODY = new byte[0];
    private static final int TRACE = 701;

    private final Settings settings;
    private final Seed seed;
    private final Router router;
    private final FaultScript faults;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final AtomicLongArray statuses = new AtomicLongArray(600);
    private final List<RecordedRequest> recorded = new ArrayList<>();

    FrontDoor(Settings settings, Seed seed, Router router, FaultScript faults) {
        this.settings = settings;
        this.seed = seed;
        this.router = router;
        this.faults = faults;
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(NO_BODY)
                .flatMap(body -> Mono.from(answer(request, response, body)));
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, byte[] body) {
        long number = numbers.incrementAndGet();
        RecordedRequest read = Call.read(
                number,
                request.method().name(),
                request.uri(),
                request.requestHeaders().entries(),
                body);
        counts.computeIfAbsent(read.path(), path -> new LongAdder()).increment();
        settings.listener().accept(read);
        Mischief mischief = faults.draw(read.path(), body);
        String traceId = Words.uuid(seed.draw(number, TRACE), seed.draw(number, TRACE + 1));
        Call call = new Call(read, body, traceId, mischief);

        Reply reply = reply(call);
        decorate(reply, call);
        int status = mischief.silent() ? 0 : reply.status();
        statuses.incrementAndGet(status);
        record(read.answered(status));
        Duration wait = settings.latency().plusMillis(mischief.number(Effect.DELAY));
        return wait.isZero()
                ? Wire.send(response, reply, mischief)
                : Mono.delay(wait).then(Mono.defer(() -> Mono.from(Wire.send(response, reply, mischief))));
    }

    private Reply reply(Call call) {
        return call.mischief().has(Effect.RESET) ? Reply.empty(0) : router.answer(call);
    }

    /** The headers that every reply has. */
    private void decorate(Reply reply, Call call) {
        if (call.mischief().has(Effect.BAD_HEADERS)) {
            reply.headers().removeIf(header -> header.getKey().startsWith("X-Ratelimit"));
            reply.with("X-Ratelimit-Limit", "plenty").with("X-Ratelimit-Remaining", "-1");
            reply.with("X-Ratelimit-Retryafter", "soon");
        }
        Fault deprecation = call.mischief().first(Effect.DEPRECATION);
        if (deprecation != null) {
            reply.with("X-Api-Deprecation", deprecation.argument());
        }
        Fault region = call.mischief().first(Effect.REGION);
        reply.with("Server", "nginx")
                .with("X-Cs-Region", region == null ? settings.region() : region.argument())
                .with("X-Cs-Traceid", call.traceId())
                .with(HttpHeaderNames.DATE.toString(), date());
    }

    private String date() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                settings.clock().instant().atOffset(ZoneOffset.UTC));
    }

    private void record(RecordedRequest request) {
        if (settings.recordRequests()) {
            synchronized (recorded) {
                recorded.add(request);
            }
        }
    }

    List<RecordedRequest> requests() {
        synchronized (recorded) {
            return List.copyOf(recorded);
        }
    }

    long count(String part) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().contains(part))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    long answered(int status) {
        return status < 0 || status >= statuses.length() ? 0 : statuses.get(status);
    }
}
