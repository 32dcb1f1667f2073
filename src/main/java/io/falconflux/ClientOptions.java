package io.falconflux;

import io.falconflux.auth.Credentials;
import io.falconflux.auth.TokenSource;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.transport.Cloud;
import io.falconflux.transport.TransportOptions;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a client needs to know: who is calling, where the service is, and how to reach it. Immutable. */
public final class ClientOptions {

    private final @Nullable Credentials credentials;
    private final @Nullable Mono<Credentials> supplier;
    private final @Nullable TokenSource token;
    private final TransportOptions transport;
    private final RetryPolicy retryPolicy;

    private ClientOptions(Builder b) {
        credentials = b.credentials;
        supplier = b.supplier;
        token = b.token;
        if (Stream.of(credentials, supplier, token).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException(
                    "credentials: set them with credentials(id, secret), or a supplier of them, or a token; one of these");
        }
        transport = b.transport.build();
        retryPolicy = b.retryPolicy;
    }

    /** Starts with the defaults; the cloud will be found. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns who is calling; empty if credentials or tokens are supplied. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** Returns what supplies the credentials; empty if they are fixed, or if tokens are supplied. */
    public Optional<Mono<Credentials>> credentialsSupplier() {
        return Optional.ofNullable(supplier);
    }

    /** Returns where the caller's own tokens come from; empty if the client gets them for its credentials. */
    public Optional<TokenSource> token() {
        return Optional.ofNullable(token);
    }

    /** Returns how to reach the service. */
    public TransportOptions transport() {
        return transport;
    }

    /** Returns which failures are repeated. */
    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /**
     * Returns what tells this tenant from others in a checkpoint. Supplied credentials may change and supplied tokens do not
     * tell whose they are, so there it is the service alone.
     */
    public String tenant() {
        return tenant(credentials == null ? null : credentials.memberCid());
    }

    String tenant(@Nullable String member) {
        String client = credentials == null ? "" : credentials.clientId();
        return transport.baseUrl() + " " + client + " " + member;
    }

    /** Builds options. */
    public static final class Builder {

        private @Nullable Credentials credentials;
        private @Nullable Mono<Credentials> supplier;
        private @Nullable TokenSource token;
        private final TransportOptions.Builder transport = TransportOptions.builder();
        private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;

        private Builder() {}

        /**
         * Sets who is calling.
         *
         * @param value the credentials
         */
        public Builder credentials(Credentials value) {
            credentials = Objects.requireNonNull(value, "credentials");
            return this;
        }

        /**
         * Sets who is calling.
         *
         * @param clientId the client id
         * @param clientSecret the client secret
         */
        public Builder credentials(String clientId, String clientSecret) {
            return credentials(Credentials.of(clientId, clientSecret));
        }

        /**
         * Sets where credentials come from, such as a secret store. They are read anew for each token call, every half hour or
         * so, and may thus change.
         *
         * @param source gives them at each subscription; it may block. Its errors reach the calls that wait for a token as
         *     {@link io.falconflux.error.CredentialsException}
         */
        public Builder credentials(Mono<Credentials> source) {
            supplier = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets where tokens come from, instead of credentials. It is asked when the token in use ends or is refused.
         *
         * @param source gives tokens; it may block. Its errors reach the calls that wait for a token as
         *     {@link io.falconflux.error.CredentialsException}
         */
        public Builder token(TokenSource source) {
            token = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * Sets the cloud, which is then not left. Without it the token service is asked where the client lives, beginning in
         * {@code us-1}; a government's cloud is not found that way and must be set.
         *
         * @param cloud one of the vendor's clouds
         */
        public Builder cloud(Cloud cloud) {
            transport.baseUrl(cloud.baseUrl());
            return this;
        }

        /**
         * Sets where the API is, instead of a cloud. It is never left, whatever region a reply names.
         *
         * @param url an absolute URL; HTTPS, or plain HTTP to this machine only
         */
        public Builder baseUrl(URI url) {
            transport.baseUrl(url);
            return this;
        }

        /**
         * Sets which failures are repeated.
         *
         * @param policy the policy; {@link RetryPolicy#DEFAULT} unless set
         */
        public Builder retryPolicy(RetryPolicy policy) {
            retryPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Changes how the service is reached: time limits, certificate authorities, connections.
         *
         * @param change what to set
         */
        public Builder transport(Consumer<TransportOptions.Builder> change) {
            change.accept(transport);
            return this;
        }

        /**
         * Returns the options.
         *
         * @throws IllegalArgumentException if something cannot be; the message says what to write instead
         */
        public ClientOptions build() {
            return new ClientOptions(this);
        }
    }
}
