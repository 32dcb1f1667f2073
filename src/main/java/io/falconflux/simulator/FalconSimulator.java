package io.falconflux.simulator;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * A local Falcon that listens on loopback: the Incidents service collection and the token endpoint, over a tenant of seeded
 * rows.
 *
 * <pre>{@code
 * try (FalconSimulator falcon = FalconSimulator.builder().incidents(25_000).start()) {
 *     URI base = falcon.baseUrl();
 *     String id = falcon.clientId();
 *     String secret = falcon.clientSecret();
 *     // point a client at it, then look at what it asked for
 *     long queries = falcon.count("/incidents/queries/");
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread.
 */
public final class FalconSimulator implements AutoCloseable {

    private static final int LONGEST_LINE = 65_536;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Tenants tenants;
    private final TokenDesk tokens;
    private final FaultScript faults;
    private final FrontDoor door;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final LoopResources loops = LoopResources.create("falcon-simulator", 2, true);
    private final DisposableServer server;

    FalconSimulator(Settings settings) {
        Seed seed = new Seed(settings.seed());
        this.tenants = new Tenants(settings, seed);
        this.tokens = new TokenDesk(settings, tenants, seed);
        this.faults = new FaultScript(seed, settings.faults());
        this.door = new FrontDoor(settings, seed, new Router(settings, tenants, tokens), faults);
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(settings.port())
                .runOn(loops)
                .channelGroup(connections)
                .doOnConnection(connection -> {
                    if (connections.size() > settings.connections()) {
                        connection.dispose();
                    }
                })
                .compress(settings.compress())
                .httpRequestDecoder(
                        spec -> spec.maxInitialLineLength(LONGEST_LINE).maxHeaderSize(LONGEST_LINE))
                .handle(door::handle)
                .bindNow();
    }

    /**
     * Begins to describe a simulator.
     *
     * @return the settings, all at their defaults
     */
    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    /**
     * Returns where it listens.
     *
     * @return {@code http://127.0.0.1:PORT}
     */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /**
     * Returns the id of the one client that it knows.
     *
     * @return 32 hexadecimal digits
     */
    public String clientId() {
        return tokens.clientId();
    }

    /**
     * Returns the secret of the one client that it knows.
     *
     * @return 40 letters and digits
     */
    public String clientSecret() {
        return tokens.clientSecret();
    }

    /**
     * Returns the tenant of the credentials themselves.
     *
     * @return the tenant
     */
    public Tenant tenant() {
        return tenant("");
    }

    /**
     * Returns the tenant of a child.
     *
     * @param memberCid the child's id
     * @return the tenant
     * @throws IllegalArgumentException if the simulator was started without this child
     */
    public Tenant tenant(String memberCid) {
        Tenant tenant = tenants.find(memberCid);
        if (tenant == null) {
            throw new IllegalArgumentException("no such member: " + memberCid);
        }
        return tenant;
    }

    /**
     * Returns the requests that were answered so far, if the simulator records them.
     *
     * @return the requests in the order in which they were answered
     */
    public List<RecordedRequest> requests() {
        return door.requests();
    }

    /**
     * Counts requests.
     *
     * @param path a part of their path, empty for all
     * @return how many came so far
     */
    public long count(String path) {
        return door.count(path);
    }

    /**
     * Counts replies.
     *
     * @param status an HTTP status; 0 for calls that a fault left without a reply
     * @return how many replies had it so far
     */
    public long answered(int status) {
        return door.answered(status);
    }

    /**
     * Uses up a part of the customer's allowance, as another of its clients would.
     *
     * @param calls how many calls the other one makes
     * @return how many of them were still allowed
     */
    public int spend(int calls) {
        Allowance allowance = tenants.allowance(tenant());
        int allowed = 0;
        for (int i = 0; i < calls && !allowance.take().exceeded(); i++) {
            allowed++;
        }
        return allowed;
    }

    /**
     * Adds faults while it runs; their calls are counted from now on.
     *
     * @param more the faults
     */
    public void inject(Faults more) {
        faults.add(more);
    }

    /** Drops all faults. */
    public void clearFaults() {
        faults.clear();
    }

    /** Makes every token that was issued so far invalid at once. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** Stops listening and cuts all connections. Further calls do nothing. */
    @Override
    public void close() {
        connections.close().awaitUninterruptibly(PATIENCE.toMillis());
        server.disposeNow(PATIENCE);
        loops.disposeLater(Duration.ZERO, PATIENCE).subscribe();
    }

    @Override
    public String toString() {
        return "FalconSimulator at " + baseUrl();
    }
}
