package io.falconflux.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.proxy.ProxyHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * How far one request got, which decides whether the service may have executed it. Over HTTP/2 a server says of some requests
 * that it did not look at them: it refuses a stream, or names the last that it takes before it closes the connection.
 */
final class Delivery {

    /** For how long a connection must have been silent before a call that is given up makes it suspect. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** What cancels the call, if it was cancelled before it had a connection. */
    private volatile @Nullable Runnable early;

    private volatile boolean admitted;
    private volatile @Nullable Channel channel;
    private volatile long begun;
    private volatile @Nullable ProxyHandler proxy;
    private volatile boolean sent;
    private volatile boolean answered;

    /** The call may ask for a connection. */
    void admit() {
        admitted = true;
    }

    /** The request is about to be written, unless the call was cancelled; on the connection's event loop. */
    void begin(Connection connection) {
        Channel own = connection.channel();
        if (own instanceof Http2StreamChannel) {
            Http2Connections.open(own.parent());
            own.pipeline().addFirst(new NotTaken());
        }
        proxy = own.pipeline().get(ProxyHandler.class);
        begun = System.nanoTime();
        sent = true;
        Runnable cancelled;
        synchronized (this) {
            channel = own;
            cancelled = early;
        }
        if (cancelled != null) {
            own.close().addListener(closed -> {});
            own.eventLoop().execute(cancelled);
        }
    }

    /** Cancels the call on its connection's event loop, at once or as soon as it has a connection. */
    void cancel(Runnable call) {
        Channel own;
        synchronized (this) {
            own = channel;
            early = own == null ? call : null;
        }
        if (own != null) {
            own.eventLoop().execute(call);
        }
    }

    /** Returns a reply when the connection has gone back to where it came from, so that the next call finds it there. */
    <T> Mono<T> settled(T reply) {
        return Mono.create(sink -> settle(() -> sink.success(reply)));
    }

    /** Runs a task when the connection has gone back, which it does in the turn of the event loop that ends the call. */
    void settle(Runnable task) {
        Channel own = channel;
        if (own == null) {
            task.run();
        } else {
            own.eventLoop().execute(task);
        }
    }

    /** The reply began to come. */
    void answer() {
        answered = true;
    }

    /** The caller gave up waiting. */
    void abandon() {
        if (System.nanoTime() - begun >= SILENCE.toNanos()) {
            silent();
        }
    }

    /** No reply came in time: a connection that other calls share is not to be used for more of them. */
    void silent() {
        Channel own = channel;
        if (own instanceof Http2StreamChannel && !answered) {
            Http2Connections.retire(own.parent());
        }
    }

    /** Returns whether the call got as far as asking for a connection. */
    boolean admitted() {
        return admitted;
    }

    /** Returns the connection, or the HTTP/2 stream; null if the call got none. */
    @Nullable
    Channel channel() {
        return channel;
    }

    /** Returns whether the request may have reached the service and been executed. */
    boolean sent() {
        return sent && !atProxy();
    }

    /** Returns whether the request waits for a proxy to make its tunnel. */
    boolean atProxy() {
        ProxyHandler handler = proxy;
        return handler != null && !handler.isConnected();
    }

    /** Returns whether a connection failed the call: it was not given up, and no reply began to come. */
    boolean refused() {
        return !answered && early == null;
    }

    /** Hears from the codec that the server did not take this stream. */
    private final class NotTaken extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof Http2GoAwayFrame
                    || event instanceof Http2ResetFrame reset
                            && reset.errorCode() == Http2Error.REFUSED_STREAM.code()) {
                sent = false;
            }
            ctx.fireUserEventTriggered(event);
        }
    }
}
