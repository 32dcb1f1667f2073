package io.falconflux.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The connections of one exchange, and Reactor Netty as it is set up for them, its surprising defaults included.
 *
 * <p>State: whether the service turned out to speak HTTP/1.1. Which protocol it speaks is not known before TLS has negotiated
 * it. The first calls go through a pool that can do both, and the others stay with it if the answer is HTTP/2: a few connections
 * carry them all. If it is HTTP/1.1, the others use a pool that offers nothing else, with a connection for each call under way,
 * and the connections of the first pool are closed once they are idle.
 */
final class Connections {

    /** HTTP/2 needs one; a second doubles what the busiest can carry. */
    private static final int SHARED = 2;

    /** How long calls under way may hold up the closing. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration LEAST_EVICTION = Duration.ofSeconds(1);

    private final TransportOptions options;
    private final ConnectionProvider negotiated;
    private final ConnectionProvider single;
    private final HttpClient negotiating;
    private final HttpClient http11;
    private final Wiretap wiretap;
    private final Slots slots;
    private final Capacity capacity;
    private volatile boolean onlyHttp11;
    private volatile boolean closing;
    private volatile boolean disposed;

    /**
     * Prepares the pools; nothing is connected yet.
     *
     * @throws IllegalArgumentException if a file of certificates or keys cannot be read
     */
    Connections(TransportOptions options) {
        this.options = options;
        slots = new Slots(options.maxConnections());
        capacity = new Capacity(options.maxConnections(), slots);
        onlyHttp11 = !options.http2();
        negotiated = pool("falconflux-negotiated", Math.min(SHARED, options.maxConnections()), () -> onlyHttp11);
        single = pool("falconflux", options.maxConnections(), () -> false);
        HttpClient both = Tls.secured(client(negotiated), options, true)
                .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .http2Settings(settings -> settings.initialWindowSize(Http2Connections.WINDOW));
        HttpClient custom = options.customizer().apply(Tls.secured(client(single), options, false));
        wiretap = new Wiretap(
                options.wiretap().orElse(null), custom.configuration().loggingHandler() != null);
        negotiating = options.customizer().apply(both).wiretap(false);
        http11 = custom.wiretap(false);
    }

    private ConnectionProvider pool(String name, int most, BooleanSupplier over) {
        Duration idle = options.maxIdleTime();
        return ConnectionProvider.builder(name)
                .maxConnections(most)
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(options.callTimeout())
                .evictionPredicate((connection, facts) ->
                        useless(connection) || over.getAsBoolean() || facts.idleTime() >= idle.toMillis())
                .evictInBackground(idle.compareTo(LEAST_EVICTION) < 0 ? LEAST_EVICTION : idle)
                .lifo()
                .build();
    }

    private static boolean useless(Connection connection) {
        Channel channel = connection.channel();
        return !channel.isActive() || !connection.isPersistent() || Http2Connections.retired(channel);
    }

    private HttpClient client(ConnectionProvider pool) {
        HttpClient client = HttpClient.create(pool)
                .disableRetry(true)
                .followRedirect(false)
                .compress(options.gzip())
                .keepAlive(true)
                .headers(headers -> headers.set("User-Agent", options.userAgent()))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.min(Integer.MAX_VALUE, options.connectTimeout().toMillis()))
                .responseTimeout(options.responseTimeout());
        HttpClient running = client.runOn(options.eventLoops().orElseGet(EventLoops::shared));
        return options.proxy()
                .filter(proxy -> proxy.serves(options.baseUrl()))
                .map(proxy -> new Tunnel(proxy, options.connectTimeout()).through(running))
                .orElse(running);
    }

    /** Runs calls, as many at a time as there may be connections. */
    Slots slots() {
        return slots;
    }

    /** Returns what learns how many connections there may be. */
    Capacity capacity() {
        return capacity;
    }

    /** Returns what tells of requests and replies. */
    Wiretap wiretap() {
        return wiretap;
    }

    /** Returns the client for the next call. */
    HttpClient client(boolean tls) {
        return tls && !onlyHttp11 ? negotiating : http11;
    }

    /** A call got a connection. */
    void got(boolean tls, Channel channel) {
        if (channel instanceof Http2StreamChannel) {
            if (disposed) {
                channel.parent().close().addListener(closed -> {});
            }
        } else if (tls) {
            onlyHttp11 = true;
        }
    }

    /** Takes no more calls, lets those under way end for a while, and closes the connections. */
    Mono<Void> disposeLater() {
        return Mono.defer(() -> {
            closing = true;
            Mono<Void> quiet = disposed ? Mono.empty() : slots.idle().timeout(GRACE, Mono.empty());
            return quiet.then(Mono.defer(() -> {
                disposed = true;
                return negotiated.disposeLater().and(single.disposeLater());
            }));
        });
    }

    /** Takes no more calls, and closes the connections without waiting. */
    void dispose() {
        closing = true;
        disposed = true;
        negotiated.dispose();
        single.dispose();
    }

    boolean isDisposed() {
        return closing;
    }
}
