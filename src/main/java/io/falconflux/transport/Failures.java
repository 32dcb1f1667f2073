package io.falconflux.transport;

import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.UnreadableReplyException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import reactor.netty.internal.shaded.reactor.pool.PoolShutdownException;

/** Turns what the transport throws into the client's own family of errors. */
final class Failures {

    /** Reactor Netty's words for a connection that was closed between its choice and the first byte. */
    private static final String BEFORE_SEND = "Connection has been closed BEFORE send operation";

    private Failures() {}

    static FalconException map(ApiCall call, TransportOptions options, Delivery delivery, Throwable error) {
        if (error instanceof FalconException known) {
            return known;
        }
        String operation = call.operation().id();
        if (error instanceof ReplyBody.TooLarge) {
            return new UnreadableReplyException(
                    operation,
                    200,
                    "the reply is larger than " + options.maxReplyBytes()
                            + " bytes. Ask for fewer rows, or raise maxReplyBytes",
                    true,
                    null,
                    null);
        }
        if (error instanceof ReadTimeoutException) {
            delivery.silent();
        }
        URI url = BaseUrl.of(call, options);
        Refused refused = refused(url, options, delivery, error);
        if (refused != null) {
            return new NoReplyException(operation, refused.text(), false, refused.lasting(), error);
        }
        boolean sent = delivery.sent() && !unsent(error);
        return new NoReplyException(operation, text(url, options, delivery, sent, error), sent, error);
    }

    /** Returns what a proxy or TLS said on the way, before the service saw anything; null if they said nothing. */
    private static @Nullable Refused refused(URI url, TransportOptions options, Delivery delivery, Throwable error) {
        Proxy proxy = options.proxy().filter(one -> one.serves(url)).orElse(null);
        Refused byProxy = proxy == null ? null : ProxyFailures.of(proxy, url, options, delivery.atProxy(), error);
        SSLException tls = find(error, SSLException.class);
        return byProxy != null || tls == null ? byProxy : TlsFailures.of(url, options, tls);
    }

    /** Tells whether the error itself says that the request did not leave. */
    private static boolean unsent(Throwable error) {
        Http2Exception http2 = find(error, Http2Exception.class);
        return http2 != null && http2.error() == Http2Error.REFUSED_STREAM
                || error instanceof AbortedException && BEFORE_SEND.equals(error.getMessage());
    }

    private static String text(URI url, TransportOptions options, Delivery delivery, boolean sent, Throwable error) {
        String host = url.getHost();
        if (find(error, UnknownHostException.class) != null) {
            return "the host " + host + " is not known. Check the base URL or the cloud";
        }
        if (find(error, ConnectException.class) != null) {
            return "no connection to " + url.getAuthority() + ". Check the base URL, the network and the proxy";
        }
        if (find(error, SslHandshakeTimeoutException.class) != null) {
            return url.getAuthority()
                    + " took the connection and did not answer the TLS handshake. Check the base URL, the"
                    + " port and the network. The call was not sent";
        }
        if (error instanceof ReadTimeoutException) {
            return "the service was silent for " + options.responseTimeout().toMillis() + " ms. " + outcome(sent);
        }
        if (error instanceof PoolShutdownException) {
            return "the client is closed. The call was not sent";
        }
        if (error instanceof PoolAcquireTimeoutException || error instanceof TimeoutException && !delivery.admitted()) {
            return "no connection became free. Send fewer calls at once, or raise maxConnections";
        }
        if (error instanceof TimeoutException) {
            return "no complete reply within " + options.callTimeout().toMillis() + " ms. " + outcome(sent);
        }
        return "the connection to " + host + " was cut. " + outcome(sent);
    }

    private static String outcome(boolean sent) {
        return sent ? "The service may have executed the call all the same" : "The call was not sent: try again";
    }

    static <E extends Throwable> @Nullable E find(Throwable error, Class<E> type) {
        Throwable at = error;
        for (int depth = 0; at != null && depth < 10; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }

    /**
     * A connection that was refused on the way.
     *
     * @param text what happened and what to do
     * @param lasting whether another try would end in the same way
     */
    record Refused(String text, boolean lasting) {}
}
