package io.falconflux.transport;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/** How bytes reach the service. Immutable; every part has a default. */
public final class TransportOptions {

    private final URI baseUrl;
    private final boolean baseUrlGiven;
    private final @Nullable Path caFile;
    private final @Nullable ClientCertificate clientCertificate;
    private final @Nullable Proxy proxy;
    private final boolean http2;
    private final Duration connectTimeout;
    private final Duration responseTimeout;
    private final Duration callTimeout;
    private final boolean gzip;
    private final int maxConnections;
    private final Duration maxIdleTime;
    private final int maxReplyBytes;
    private final String userAgent;
    private final @Nullable LoopResources eventLoops;
    private final Consumer<Deprecation> deprecationListener;
    private final @Nullable Consumer<String> wiretap;
    private final UnaryOperator<HttpClient> customizer;

    private TransportOptions(Builder b) {
        baseUrl = BaseUrl.checked(b.baseUrl == null ? Cloud.US_1.baseUrl() : b.baseUrl, b.allowPlainHttp);
        baseUrlGiven = b.baseUrl != null;
        caFile = b.caFile;
        clientCertificate = b.clientCertificate;
        proxy = b.proxy;
        http2 = b.http2;
        connectTimeout = b.connectTimeout;
        responseTimeout = b.responseTimeout;
        callTimeout = b.callTimeout;
        gzip = b.gzip;
        maxConnections = b.maxConnections;
        maxIdleTime = b.maxIdleTime;
        maxReplyBytes = b.maxReplyBytes;
        userAgent = b.userAgent;
        eventLoops = b.eventLoops;
        deprecationListener = b.deprecationListener;
        wiretap = b.wiretap;
        customizer = b.customizer;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns where the API is, without a slash at its end; that of {@code us-1} unless it was set. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Returns whether the base URL was set; if not, the token service may name the cloud that the client lives in. */
    public boolean baseUrlGiven() {
        return baseUrlGiven;
    }

    /** Returns the file of the certificate authorities to trust, PEM; empty for those of the JDK. */
    public Optional<Path> caFile() {
        return Optional.ofNullable(caFile);
    }

    /** Returns the certificate that the client shows when it is asked for one; empty for none. */
    public Optional<ClientCertificate> clientCertificate() {
        return Optional.ofNullable(clientCertificate);
    }

    /** Returns the proxy on the way to the service; empty for none. */
    public Optional<Proxy> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** Returns whether HTTP/2 is spoken where TLS negotiates it; true by default. */
    public boolean http2() {
        return http2;
    }

    /** Returns how long making a connection may take, and then its TLS handshake; 10 s each by default. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** Returns how long the service may be silent during one request; 30 s by default. */
    public Duration responseTimeout() {
        return responseTimeout;
    }

    /** Returns how long one request may take until its reply is complete; 2 minutes by default. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /** Returns whether compressed replies are asked for; true by default. */
    public boolean gzip() {
        return gzip;
    }

    /** Returns the number of connections at most; 12 by default. */
    public int maxConnections() {
        return maxConnections;
    }

    /** Returns how long a connection may be idle before it is closed; 30 s by default. */
    public Duration maxIdleTime() {
        return maxIdleTime;
    }

    /** Returns the size of a reply after decompression at most, bytes; 64 MiB by default. */
    public int maxReplyBytes() {
        return maxReplyBytes;
    }

    /** Returns the user agent; {@code falconflux/VERSION} by default. */
    public String userAgent() {
        return userAgent;
    }

    /** Returns the event loops to run on; empty for those that all clients of this kind in the process share. */
    public Optional<LoopResources> eventLoops() {
        return Optional.ofNullable(eventLoops);
    }

    /** Returns who is told what the service deprecates; a logger by default. */
    public Consumer<Deprecation> deprecationListener() {
        return deprecationListener;
    }

    /** Returns where lines about what goes over the wire go; empty for nowhere. */
    public Optional<Consumer<String>> wiretap() {
        return Optional.ofNullable(wiretap);
    }

    /** Returns what is applied last to the HTTP client. */
    public UnaryOperator<HttpClient> customizer() {
        return customizer;
    }

    /** Builds the options. */
    public static final class Builder {

        private @Nullable URI baseUrl;
        private boolean allowPlainHttp;
        private @Nullable Path caFile;
        private @Nullable ClientCertificate clientCertificate;
        private @Nullable Proxy proxy;
        private boolean http2 = true;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration responseTimeout = Duration.ofSeconds(30);
        private Duration callTimeout = Duration.ofMinutes(2);
        private boolean gzip = true;
        private int maxConnections = 12;
        private Duration maxIdleTime = Duration.ofSeconds(30);
        private int maxReplyBytes = 64 << 20;
        private String userAgent = "falconflux/" + Version.TEXT;
        private @Nullable LoopResources eventLoops;
        private Consumer<Deprecation> deprecationListener = Deprecations::log;
        private @Nullable Consumer<String> wiretap;
        private UnaryOperator<HttpClient> customizer = UnaryOperator.identity();

        private Builder() {}

        /**
         * Sets where the API is. It is never left, whatever region a reply names.
         *
         * @param url an absolute URL; HTTPS, or plain HTTP to this machine only
         */
        public Builder baseUrl(URI url) {
            baseUrl = Objects.requireNonNull(url, "url");
            return this;
        }

        /**
         * Allows plain HTTP to other machines. Credentials and rows then travel unprotected.
         *
         * @param value whether to allow it; false unless set
         */
        public Builder allowPlainHttp(boolean value) {
            allowPlainHttp = value;
            return this;
        }

        /**
         * Trusts these certificate authorities instead of the JDK's.
         *
         * @param pem a file of certificates, PEM; null for the JDK's
         */
        public Builder caFile(@Nullable Path pem) {
            caFile = pem;
            return this;
        }

        /**
         * Shows this certificate to services that ask for one.
         *
         * @param certificate the certificate and its key; null for none
         */
        public Builder clientCertificate(@Nullable ClientCertificate certificate) {
            clientCertificate = certificate;
            return this;
        }

        /**
         * Reaches the service through a proxy.
         *
         * @param way the proxy; null for none
         */
        public Builder proxy(@Nullable Proxy way) {
            proxy = way;
            return this;
        }

        /**
         * Sets whether HTTP/2 is spoken where TLS negotiates it; else, and over plain HTTP, HTTP/1.1 is.
         *
         * @param value true unless set
         */
        public Builder http2(boolean value) {
            http2 = value;
            return this;
        }

        /**
         * Sets how long making a connection may take, and then its TLS handshake.
         *
         * @param time more than zero
         */
        public Builder connectTimeout(Duration time) {
            connectTimeout = positive(time, "connectTimeout");
            return this;
        }

        /**
         * Sets how long the service may be silent during one request.
         *
         * @param time more than zero
         */
        public Builder responseTimeout(Duration time) {
            responseTimeout = positive(time, "responseTimeout");
            return this;
        }

        /**
         * Sets how long one request may take until its reply is complete; a repeated one has that time again.
         *
         * @param time more than zero
         */
        public Builder callTimeout(Duration time) {
            callTimeout = positive(time, "callTimeout");
            return this;
        }

        /**
         * Sets whether compressed replies are asked for.
         *
         * @param value whether to ask
         */
        public Builder gzip(boolean value) {
            gzip = value;
            return this;
        }

        /**
         * Sets the number of connections. A client has as many calls under way at most; over HTTP/2 they share few
         * connections. The service answers calls with a dead token from a pool of 15 a minute; the default is less, so that the
         * death of one token does not empty it.
         *
         * @param number at least 1
         */
        public Builder maxConnections(int number) {
            maxConnections = atLeastOne(number, "maxConnections");
            return this;
        }

        /**
         * Sets how long a connection may be idle before it is closed.
         *
         * @param time more than zero; shorter than the idle time of whatever stands between here and the service
         */
        public Builder maxIdleTime(Duration time) {
            maxIdleTime = positive(time, "maxIdleTime");
            return this;
        }

        /**
         * Sets the size of a reply, after decompression.
         *
         * @param bytes at least 1
         */
        public Builder maxReplyBytes(int bytes) {
            maxReplyBytes = atLeastOne(bytes, "maxReplyBytes");
            return this;
        }

        /**
         * Sets the user agent.
         *
         * @param text what the header says
         */
        public Builder userAgent(String text) {
            userAgent = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Runs on event loops of one's own. They are not closed with the client.
         *
         * @param loops the event loops; null for those that all clients of this kind in the process share, which decode the replies
         *     that follow from one another on several threads
         */
        public Builder eventLoops(@Nullable LoopResources loops) {
            eventLoops = loops;
            return this;
        }

        /**
         * Sets who is told what the service deprecates, once for each operation and not twice the same; else it is logged as a
         * warning.
         *
         * @param listener called on an event loop; must not wait
         */
        public Builder onDeprecation(Consumer<Deprecation> listener) {
            deprecationListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Tells what goes over the wire, one line a message, secrets left out.
         *
         * @param log takes a line, on an event loop; must not wait. For example a logger's method; null for nobody
         */
        public Builder wiretap(@Nullable Consumer<String> log) {
            wiretap = log;
            return this;
        }

        /**
         * Changes the HTTP client after everything else was set. Reactor Netty's wiretap, which prints credentials, is replaced by
         * {@linkplain #wiretap one that does not}, to the logger {@code io.falconflux.wire}.
         *
         * @param change from the client to the client that is used
         */
        public Builder customizer(UnaryOperator<HttpClient> change) {
            customizer = Objects.requireNonNull(change, "change");
            return this;
        }

        /**
         * Returns the options.
         *
         * @throws IllegalArgumentException if the base URL is no absolute HTTP URL, or is plain HTTP to another machine
         */
        public TransportOptions build() {
            return new TransportOptions(this);
        }

        private static Duration positive(Duration time, String name) {
            if (time.isZero() || time.isNegative()) {
                throw new IllegalArgumentException(name + " must be more than zero, not " + time);
            }
            return time;
        }

        private static int atLeastOne(int number, String name) {
            if (number < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, not " + number);
            }
            return number;
        }
    }
}
