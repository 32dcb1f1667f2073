package io.falconflux;

import io.falconflux.collection.CollectionDescriptor;
import io.falconflux.collection.FalconCollection;
import io.falconflux.incidents.Behavior;
import io.falconflux.incidents.EnvironmentScore;
import io.falconflux.incidents.IncidentsCollections;
import io.falconflux.transport.Exchange;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The client of one tenant. Safe for use by any number of threads; make one and keep it.
 *
 * <pre>{@code
 * try (FalconClient falcon = FalconClient.create(ClientOptions.builder().credentials(id, secret).build())) {
 *     falcon.incidents().scan(Query.all()).items().doOnNext(this::handle).then().block();
 * }
 * }</pre>
 *
 * <p>The vendor retired {@code /incidents} in its commercial clouds on 2026-03-09; there every call ends in
 * {@link io.falconflux.error.RetiredException}.
 */
public final class FalconClient implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Exchange exchange;
    private final String tenant;
    private final @Nullable Assembly assembly;

    private FalconClient(Exchange exchange, String tenant, @Nullable Assembly assembly) {
        this.exchange = exchange;
        this.tenant = tenant;
        this.assembly = assembly;
    }

    /**
     * Makes a client. Nothing is connected until the first call.
     *
     * @param options who is calling and where the service is
     */
    public static FalconClient create(ClientOptions options) {
        Assembly assembly = Assembly.of(options);
        return new FalconClient(assembly.exchange(), options.tenant(), assembly);
    }

    /**
     * Makes a client over an exchange of one's own, for unit tests; see {@link ScriptedExchange}.
     *
     * @param exchange where every call goes
     */
    public static FalconClient over(Exchange exchange) {
        return new FalconClient(Objects.requireNonNull(exchange, "exchange"), "", null);
    }

    /** Returns the incidents. */
    public Incidents incidents() {
        return new Incidents(exchange, tenant);
    }

    /** Returns the behaviors that incidents are made of. */
    public FalconCollection<Behavior> behaviors() {
        return collection(IncidentsCollections.QueryBehaviors.COLLECTION);
    }

    /** Returns the scores of the environment. */
    public FalconCollection<EnvironmentScore> crowdScores() {
        return collection(IncidentsCollections.CrowdScore.COLLECTION);
    }

    /**
     * Returns any collection whose document was compiled.
     *
     * @param descriptor the generated facts
     * @param <T> the type of a row
     */
    public <T> FalconCollection<T> collection(CollectionDescriptor<T> descriptor) {
        return new FalconCollection<>(descriptor, exchange, tenant);
    }

    /** Returns the exchange that every call goes through, for the generated API classes. */
    public Exchange exchange() {
        return exchange;
    }

    /**
     * Revokes the token and closes the connections.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; a second one finds nothing left to do.
     * <br><b>Demand</b>: completes without a value.
     * <br><b>Cancellation</b>: leaves connections to be closed when they are idle.
     * <br><b>Errors</b>: none; a token that cannot be revoked ends by itself.
     */
    public Mono<Void> closeAsync() {
        return assembly == null
                ? Mono.empty()
                : assembly.tokens()
                        .revoke()
                        .timeout(CLOSING.dividedBy(2), Mono.empty())
                        .then(assembly.wire().disposeLater())
                        .checkpoint("close [falcon]");
    }

    /**
     * Closes as {@link #closeAsync()} does and waits for it, 10 seconds at most; on a thread that must not block, begins the
     * closing and does not wait.
     */
    @Override
    public void close() {
        if (Schedulers.isInNonBlockingThread()) {
            closeAsync().subscribe();
        } else {
            closeAsync().timeout(CLOSING, Mono.empty()).block();
        }
    }
}
