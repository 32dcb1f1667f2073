package io.falconflux.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.util.AttributeKey;

/**
 * What belongs to a whole HTTP/2 connection, which many calls share. Each runs on the connection's event loop.
 *
 * <p>Two things that HTTP/1.1 does not need: a window that lets large pages come without a round trip for every 64 KiB, and an
 * end for connections whose other side is gone without a word. Over HTTP/1.1 a call that runs out of time takes its connection
 * with it; here the connection would be given to call after call, so it is retired: those under way may end, no other begins.
 */
final class Http2Connections {

    /** Bytes that may be on their way on one call, and on all calls of a connection together. */
    static final int WINDOW = 4 << 20;

    /** What the protocol begins with. */
    private static final int FIRST_WINDOW = 65_535;

    private static final AttributeKey<Boolean> OPENED = AttributeKey.valueOf("falconflux.opened");
    private static final AttributeKey<Boolean> RETIRED = AttributeKey.valueOf("falconflux.retired");

    private Http2Connections() {}

    /** Opens the window of a connection, once. */
    static void open(Channel connection) {
        if (connection.attr(OPENED).getAndSet(true) != null) {
            return;
        }
        Http2FrameCodec codec = connection.pipeline().get(Http2FrameCodec.class);
        if (codec != null) {
            Http2Connection http = codec.connection();
            try {
                http.local().flowController().incrementWindowSize(http.connectionStream(), WINDOW - FIRST_WINDOW);
            } catch (Http2Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static void retire(Channel connection) {
        connection.attr(RETIRED).set(true);
    }

    static boolean retired(Channel connection) {
        return connection.hasAttr(RETIRED);
    }
}
