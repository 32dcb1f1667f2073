package io.falconflux;

import io.falconflux.auth.Credentials;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.transport.Cloud;
import io.falconflux.transport.TransportOptions;
import java.net.URI;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a client needs to know: who is calling, where the service is, and how to reach it. Immutable. */
public final class ClientOptions {

    private final Credentials credentials;
    private final TransportOptions transport;
    private final RetryPolicy retryPolicy;

    private ClientOptions(Builder b) {
        credentials = Objects.requireNonNull(b.credentials, "credentials: set them with credentials(id, secret)");
        transport = b.transport.build();
        retryPolicy = b.retryPolicy;
    }

    /** Starts with the defaults and the cloud {@code us-1}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns who is calling. */
    public Credentials credentials() {
        return credentials;
    }

    /** Returns how to reach the service. */
    public TransportOptions transport() {
        return transport;
    }

    /** Returns which failures are repeated. */
    public RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /** Returns what tells this tenant from others in a checkpoint. */
    public String tenant() {
        return transport.baseUrl() + " " + credentials.clientId() + " " + credentials.memberCid();
    }

    /** Builds options. */
    public static final class Builder {

        private @Nullable Credentials credentials;
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
         * Sets the cloud.
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
