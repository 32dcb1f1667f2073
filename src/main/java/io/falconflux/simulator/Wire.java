package io.falconflux.simulator;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** Sends replies, on time and whole, or as a fault wants them. */
final class Wire {

    private static final int PIECES = 16;
    private static final Duration BEFORE_CUT = Duration.ofMillis(20);

    private Wire() {}

    static Publisher<Void> send(HttpServerResponse response, Reply reply, Mischief mischief) {
        if (mischief.has(Effect.STALL)) {
            return Mono.never();
        }
        if (mischief.has(Effect.RESET) || mischief.has(Effect.RESET_AFTER)) {
            return cut(response);
        }
        byte[] body = reply.body();
        if (mischief.has(Effect.TRUNCATED)) {
            body = Arrays.copyOf(body, body.length / 2);
        }
        response.status(reply.status());
        for (Map.Entry<String, String> header : reply.headers()) {
            response.header(header.getKey(), header.getValue());
        }
        response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        if (mischief.has(Effect.RESET_MID)) {
            Mono<byte[]> half = Mono.just(Arrays.copyOf(body, body.length / 2));
            return flushed(response, Flux.concat(half, Mono.delay(BEFORE_CUT).then(cut(response))));
        }
        if (mischief.has(Effect.DRIP)) {
            return flushed(response, pieces(body).delayElements(Duration.ofMillis(mischief.millis(Effect.DRIP))));
        }
        return body.length == 0 ? response.send() : response.sendByteArray(Mono.just(body));
    }

    private static Publisher<Void> flushed(HttpServerResponse response, Flux<byte[]> parts) {
        return response.send(parts.map(Unpooled::wrappedBuffer), part -> true);
    }

    private static Flux<byte[]> pieces(byte[] body) {
        int size = Math.max(1, (body.length + PIECES - 1) / PIECES);
        return Flux.range(0, (body.length + size - 1) / size)
                .map(i -> Arrays.copyOfRange(body, i * size, Math.min(body.length, (i + 1) * size)));
    }

    /** Ends the connection with a reset rather than in peace. */
    private static <T> Mono<T> cut(HttpServerResponse response) {
        return Mono.defer(() -> {
            response.withConnection(connection -> {
                connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                connection.dispose();
            });
            return Mono.never();
        });
    }
}
