package io.falconflux.transport;

import io.falconflux.error.FalconException;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.UnreadableReplyException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** Turns what the transport throws into the client's own family of errors. */
final class Failures {

    private Failures() {}

    static FalconException map(ApiCall call, TransportOptions options, boolean sent, Throwable error) {
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
        return new NoReplyException(operation, text(BaseUrl.of(call, options), options, sent, error), sent, error);
    }

    private static String text(URI url, TransportOptions options, boolean sent, Throwable error) {
        String host = url.getHost();
        SSLException tls = find(error, SSLException.class);
        if (tls != null && !sent) {
            return "the TLS connection to " + host + " was refused: " + tls.getMessage()
                    + ". Check the host name, or name the certificate authority to trust";
        }
        if (find(error, UnknownHostException.class) != null) {
            return "the host " + host + " is not known. Check the base URL or the cloud";
        }
        if (find(error, ConnectException.class) != null) {
            return "no connection to " + url.getAuthority() + ". Check the base URL, the network and the proxy";
        }
        if (error instanceof ReadTimeoutException) {
            return "the service was silent for " + options.responseTimeout().toMillis() + " ms. " + outcome(sent);
        }
        if (error instanceof PoolAcquireTimeoutException) {
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

    private static <E extends Throwable> @Nullable E find(Throwable error, Class<E> type) {
        Throwable at = error;
        for (int depth = 0; at != null && depth < 10; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return type.cast(at);
            }
        }
        return null;
    }
}
