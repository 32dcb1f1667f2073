package io.falconflux.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that speaks HTTP/2 over TLS frame by frame, so that it can answer in ways that no HTTP library would. */
final class Http2Server implements AutoCloseable {

    /** Answers one request; runs on the event loop and must not wait. */
    @FunctionalInterface
    interface Script {
        void serve(Stream stream);
    }

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Long> resets = new LinkedBlockingQueue<>();
    private final List<Channel> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger window = new AtomicInteger(65_535);
    private final AtomicInteger streamWindow = new AtomicInteger(65_535);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Channel channel;

    private Http2Server(SslContext tls, Http2Settings settings, Script script) {
        channel = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connections.add(connection);
                        connection
                                .pipeline()
                                .addLast(tls.newHandler(connection.alloc()))
                                .addLast(Http2FrameCodecBuilder.forServer()
                                        .initialSettings(settings)
                                        .autoAckPingFrame(true)
                                        .build())
                                .addLast(new Frames(script));
                    }
                })
                .bind("localhost", 0)
                .syncUninterruptibly()
                .channel();
    }

    static Http2Server start(Keys keys, Script script) throws IOException, GeneralSecurityException {
        return start(keys, 100, script);
    }

    /** Starts a server that allows so many streams at once on a connection. */
    static Http2Server start(Keys keys, int streams, Script script) throws IOException, GeneralSecurityException {
        return start(SslContextBuilder.forServer(keys.managers()), streams, script);
    }

    /** Starts a server that asks its clients for a certificate. */
    static Http2Server asking(Keys keys, Keys client, Script script) throws IOException, GeneralSecurityException {
        return start(
                SslContextBuilder.forServer(keys.managers())
                        .clientAuth(ClientAuth.REQUIRE)
                        .trustManager(client.trust()),
                100,
                script);
    }

    private static Http2Server start(SslContextBuilder builder, int streams, Script script) throws IOException {
        SslContext tls = builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
        return new Http2Server(tls, new Http2Settings().maxConcurrentStreams(streams), script);
    }

    URI url() {
        return URI.create("https://localhost:" + ((InetSocketAddress) channel.localAddress()).getPort());
    }

    /** Returns the paths asked for so far. */
    List<String> paths() {
        return paths;
    }

    /** Returns the number of connections so far. */
    int connections() {
        return connections.size();
    }

    /** Waits until no connection is open, for some seconds at most, and returns how many stay open. */
    long staying() throws InterruptedException {
        for (Channel connection : connections) {
            connection.closeFuture().await(5, TimeUnit.SECONDS);
        }
        return open();
    }

    /** Returns the number of connections that are open. */
    long open() {
        return connections.stream().filter(Channel::isActive).count();
    }

    /** Returns the streams at once at most. */
    int most() {
        return most.get();
    }

    /** Returns how many bytes the client takes unasked, on all streams together and on one. */
    List<Integer> windows() {
        return List.of(window.get(), streamWindow.get());
    }

    /** Waits for the client to reset a stream; null if it does not. */
    Long reset() throws InterruptedException {
        return resets.poll(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private final class Frames extends ChannelInboundHandlerAdapter {

        private final Script script;
        private final Map<Integer, String> asked = new HashMap<>();

        Frames(Script script) {
            this.script = script;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object frame) {
            if (frame instanceof Http2HeadersFrame headers) {
                Http2Connection http = ctx.pipeline().get(Http2FrameCodec.class).connection();
                window.set(http.remote().flowController().windowSize(http.connectionStream()));
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                String path = headers.headers().path().toString();
                paths.add(path);
                asked.put(headers.stream().id(), path);
                if (headers.isEndStream()) {
                    script.serve(new Stream(ctx, headers.stream(), path));
                }
            } else if (frame instanceof Http2DataFrame data && data.isEndStream()) {
                script.serve(
                        new Stream(ctx, data.stream(), asked.get(data.stream().id())));
            } else if (frame instanceof Http2ResetFrame reset) {
                underWay.decrementAndGet();
                resets.add(reset.errorCode());
            } else if (frame instanceof Http2SettingsFrame settings
                    && settings.settings().initialWindowSize() != null) {
                streamWindow.set(settings.settings().initialWindowSize());
            }
            ReferenceCountUtil.release(frame);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** The way back to the client. */
    final class Stream {

        private final ChannelHandlerContext ctx;
        private final Http2FrameStream stream;

        private final String path;

        private Stream(ChannelHandlerContext ctx, Http2FrameStream stream, String path) {
            this.ctx = ctx;
            this.stream = stream;
            this.path = path;
        }

        String path() {
            return path;
        }

        int id() {
            return stream.id();
        }

        /** Sends a whole reply. */
        void reply(String status, String body) {
            headers(status);
            data(body, true);
        }

        void headers(String status) {
            Http2Headers headers = new DefaultHttp2Headers().status(status).add("x-cs-traceid", "t-2");
            ctx.writeAndFlush(new DefaultHttp2HeadersFrame(headers, false).stream(stream));
        }

        void data(String text, boolean last) {
            if (last) {
                underWay.decrementAndGet();
            }
            ctx.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(text, UTF_8), last).stream(stream));
        }

        void reset(Http2Error error) {
            underWay.decrementAndGet();
            ctx.writeAndFlush(new DefaultHttp2ResetFrame(error).stream(stream));
        }

        /** Says that streams beyond one were not looked at, and that the connection ends. */
        void goAway(int last) {
            ByteBuf frame = Unpooled.buffer()
                    .writeMedium(8)
                    .writeByte(7)
                    .writeByte(0)
                    .writeInt(0)
                    .writeInt(last)
                    .writeInt((int) Http2Error.NO_ERROR.code());
            ctx.pipeline()
                    .context(Http2FrameCodec.class)
                    .writeAndFlush(frame); // the codec would not name such a stream
        }

        void later(int millis, Runnable task) {
            ctx.executor().schedule(task, millis, TimeUnit.MILLISECONDS);
        }

        void closeConnection() {
            ctx.close();
        }
    }
}
