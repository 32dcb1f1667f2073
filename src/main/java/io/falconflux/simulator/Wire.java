package io.falconflux.simulator;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.ByteBuffer;
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
        response.status(reply.status());
        for (Map.Entry<String, String> header : reply.headers()) {
            response.header(header.getKey(), header.getValue());
        }
        ByteBuffer body = distorted(reply.body(), mischief);
        if (!mischief.has(Effect.CHUNKED)) {
            response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.limit()));
        }
        if (mischief.has(Effect.RESET_MID)) {
            ByteBuffer half = body.slice(0, body.limit() / 2);
            return flushed(
                    response,
                    Flux.concat(Mono.just(half), Mono.delay(BEFORE_CUT).then(cut(response))));
        }
        if (mischief.has(Effect.DRIP)) {
            return flushed(
                    response,
                    pieces(body, sixteenth(body)).delayElements(Duration.ofMillis(mischief.number(Effect.DRIP))));
        }
        if (mischief.has(Effect.CHUNKED)) {
            return flushed(response, pieces(body, mischief.number(Effect.CHUNKED, sixteenth(body))));
        }
        if (mischief.has(Effect.CLOSE)) {
            return flushed(
                    response,
                    Flux.concat(Mono.just(body), Mono.delay(BEFORE_CUT).then(closed(response))));
        }
        return body.limit() == 0 ? response.send() : response.send(Mono.just(Unpooled.wrappedBuffer(body)));
    }

    private static <T> Mono<T> closed(HttpServerResponse response) {
        return Mono.create(never -> response.withConnection(
                connection -> connection.channel().close().addListener(closed -> {})));
    }

    private static ByteBuffer distorted(ByteBuffer body, Mischief mischief) {
        if (mischief.has(Effect.TRUNCATED)) {
            return body.slice(0, body.limit() / 2);
        }
        int more = mischief.number(Effect.PADDED);
        if (more == 0) {
            return body;
        }
        byte[] padded = new byte[body.limit() + more];
        Arrays.fill(padded, (byte) ' ');
        body.get(0, padded, 0, body.limit());
        return ByteBuffer.wrap(padded);
    }

    private static Publisher<Void> flushed(HttpServerResponse response, Flux<ByteBuffer> parts) {
        return response.send(parts.map(Unpooled::wrappedBuffer), part -> true);
    }

    private static int sixteenth(ByteBuffer body) {
        return Math.max(1, (body.limit() + PIECES - 1) / PIECES);
    }

    private static Flux<ByteBuffer> pieces(ByteBuffer body, int size) {
        return Flux.range(0, (body.limit() + size - 1) / size)
                .map(i -> body.slice(i * size, Math.min(size, body.limit() - i * size)));
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
