package io.falconflux;

import io.falconflux.action.ActionOptions;
import io.falconflux.action.BulkAction;
import io.falconflux.action.Patience;
import io.falconflux.auth.MemberCid;
import io.falconflux.collection.ActionDescriptor;
import io.falconflux.collection.ActionRequest;
import io.falconflux.collection.CollectionDescriptor;
import io.falconflux.collection.FalconCollection;
import io.falconflux.incidents.Behavior;
import io.falconflux.incidents.EnvironmentScore;
import io.falconflux.incidents.Incident;
import io.falconflux.incidents.IncidentsCollections;
import io.falconflux.join.Join;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.transport.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
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
    private final @Nullable FalconClient parent;
    private final Set<FalconClient> members = ConcurrentHashMap.newKeySet();
    private final Mono<Void> closing = Mono.defer(this::end).cache();

    private FalconClient(Exchange exchange, String tenant, @Nullable Assembly assembly, @Nullable FalconClient parent) {
        this.exchange = exchange;
        this.tenant = tenant;
        this.assembly = assembly;
        this.parent = parent;
    }

    /**
     * Makes a client. Nothing is connected until the first call.
     *
     * @param options who is calling and where the service is
     */
    public static FalconClient create(ClientOptions options) {
        Assembly assembly = Assembly.of(options);
        return new FalconClient(assembly.exchange(), options.tenant(), assembly, null);
    }

    /**
     * Makes a client over an exchange of one's own, for unit tests; see {@link ScriptedExchange}.
     *
     * @param exchange where every call goes
     */
    public static FalconClient over(Exchange exchange) {
        return new FalconClient(Objects.requireNonNull(exchange, "exchange"), "", null, null);
    }

    /**
     * Makes a client that acts for a member with these credentials: a token, a pace and errors of its own, over the same
     * connections and within the same allowance of the token endpoint. Close it to revoke its token; closing this client
     * closes it too.
     *
     * @param cid the member's customer id, with or without its checksum
     * @throws IllegalArgumentException if it is no customer id
     * @throws IllegalStateException if this client has a token of the caller's own instead of credentials
     */
    public FalconClient forMember(String cid) {
        return forMember(MemberCid.plain(cid), share(1));
    }

    FalconClient forMember(String cid, int permits) {
        if (assembly == null) {
            return new FalconClient(exchange, cid, null, this);
        }
        Assembly branch = assembly.member(cid, permits);
        FalconClient member =
                new FalconClient(branch.exchange(), branch.trunk().options().tenant(cid), branch, this);
        members.add(member);
        return member;
    }

    /** Returns how many calls each of so many clients over the same connections may have under way. */
    int share(int clients) {
        return assembly == null
                ? 1
                : Math.max(1, assembly.trunk().options().transport().maxConnections() / clients);
    }

    /**
     * Returns many members, to be scanned as one.
     *
     * @param cids the members' customer ids, with or without their checksums; one that is named twice counts once
     * @throws IllegalArgumentException if one is no customer id
     */
    public Members members(Collection<String> cids) {
        return Members.of(this, cids);
    }

    /** Returns the incidents. */
    public Incidents incidents() {
        return new Incidents(this);
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
     * Returns the join of incidents with the behaviors they are made of, found by a scan for each 32 incidents.
     *
     * <pre>{@code
     * falcon.incidents().scan(query).items().transform(falcon.incidentsWithBehaviors())
     * }</pre>
     */
    public Join<Incident, Behavior> incidentsWithBehaviors() {
        return Behaviors.ofIncidents(behaviors());
    }

    /** Returns the join of behaviors with the incidents they belong to, read 500 at a time. */
    public Join<Behavior, Incident> behaviorsWithIncidents() {
        return Join.byIds(Behaviors::incidents, incidents().collection());
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

    /**
     * Returns any action whose document was compiled, ready to be done to any number of ids.
     *
     * @param descriptor the generated facts
     * @param request what is to be done
     * @param options how
     */
    public BulkAction bulk(ActionDescriptor descriptor, ActionRequest request, ActionOptions options) {
        RetryPolicy policy = assembly == null
                ? RetryPolicy.DEFAULT
                : assembly.trunk().options().retryPolicy();
        Patience patience = new Patience(policy.maxAttempts(), policy.firstBackoff(), policy.maxBackoff());
        return new BulkAction(descriptor.bind(request, exchange, tenant), options, patience, Schedulers.parallel());
    }

    /**
     * Returns what now is by the service's clock, for times that are relative to it: the local clock may be wrong. It comes with the
     * token, so it costs no call of its own, and may be behind by a second.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; then a token is asked for if there is none.
     * <br><b>Demand</b>: one time, or none if no reply of the token endpoint told it, as with a token of the caller's own.
     * <br><b>Cancellation</b>: the token goes on coming, for others.
     * <br><b>Errors</b>: those of the token call.
     */
    public Mono<Instant> serviceTime() {
        Mono<Instant> time = assembly == null ? Mono.empty() : assembly.serviceTime();
        return time.checkpoint("service time [falcon]");
    }

    /** Returns the exchange that every call goes through, for the generated API classes. */
    public Exchange exchange() {
        return exchange;
    }

    /**
     * Takes no more calls, revokes the token, lets the calls under way end for 5 seconds, and closes the connections, those of the
     * members' clients too. The client of a member ends for itself alone.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; a second one waits for the same end.
     * <br><b>Demand</b>: completes without a value.
     * <br><b>Cancellation</b>: the closing goes on.
     * <br><b>Errors</b>: none; a token that cannot be revoked ends by itself.
     */
    public Mono<Void> closeAsync() {
        return closing.checkpoint("close [falcon]");
    }

    private Mono<Void> end() {
        if (assembly == null) {
            return Mono.empty();
        }
        assembly.exchange().close();
        Mono<Void> revoked = Flux.fromIterable(Set.copyOf(members))
                .flatMap(FalconClient::closeAsync)
                .then(assembly.tokens().revoke())
                .timeout(CLOSING.dividedBy(2), Mono.empty());
        return parent == null
                ? revoked.then(assembly.disconnect())
                : revoked.doOnTerminate(() -> parent.members.remove(this));
    }

    /** Begins the closing and does not wait for it. */
    void leave() {
        closeAsync().subscribe();
    }

    /**
     * Closes as {@link #closeAsync()} does and waits for it, 10 seconds at most; on a thread that must not block, begins the
     * closing and does not wait.
     */
    @Override
    public void close() {
        if (Schedulers.isInNonBlockingThread()) {
            leave();
        } else {
            closeAsync().timeout(CLOSING, Mono.empty()).block();
        }
    }
}
