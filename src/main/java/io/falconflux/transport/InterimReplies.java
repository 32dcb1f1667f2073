package io.falconflux.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import reactor.netty.Connection;

/** Passes over replies that come before the reply, such as 103 Early Hints: a gateway may send any number of them, unasked. */
final class InterimReplies extends ChannelInboundHandlerAdapter {

    private static final String NAME = "falconflux.interim-replies";

    private boolean passing;

    /** Watches one request of a connection. */
    static void passOver(Connection connection) {
        connection.addHandlerLast(NAME, new InterimReplies());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse reply) {
            passing = reply.status().codeClass() == HttpStatusClass.INFORMATIONAL
                    && !reply.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        }
        if (!passing || !(message instanceof HttpObject)) {
            context.fireChannelRead(message);
            return;
        }
        passing = !(message instanceof LastHttpContent);
        ReferenceCountUtil.release(message);
        context.read();
    }
}
