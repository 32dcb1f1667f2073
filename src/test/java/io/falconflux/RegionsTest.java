package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.RefusedException;
import io.falconflux.query.Query;
import io.falconflux.transport.Cloud;
import io.falconflux.transport.Keys;
import io.falconflux.transport.RawServer;
import io.falconflux.transport.RawServer.Request;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/**
 * The vendor's hosts by their real names and rules: the names lead to servers on this machine, whose certificates are for
 * those names. No other name leads anywhere, and every name that is asked for is written down.
 */
class RegionsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PAGE =
            "{\"meta\":{\"pagination\":{\"offset\":0,\"limit\":500,\"total\":1}},\"resources\":[\"inc:1\"]}";
    private static final String US_1 = Cloud.US_1.baseUrl().getHost();
    private static final String US_2 = Cloud.US_2.baseUrl().getHost();

    @TempDir
    private static Path directory;

    private static final Map<String, RawServer> SERVERS = new ConcurrentHashMap<>();
    private static final Map<String, Tokens> TOKENS = new ConcurrentHashMap<>();
    private static Path authorities;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** How a cloud answers token calls: status and headers. */
    private record Tokens(String status, String headers) {}

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        StringBuilder all = new StringBuilder();
        for (String host : List.of(US_1, US_2)) {
            Keys keys = Keys.forHost(host, directory);
            all.append(Files.readString(keys.certificate()));
            SERVERS.put(host, RawServer.start(keys.sockets(), (request, wire) -> {
                if (request.line().startsWith("POST /oauth2/token ")) {
                    Tokens tokens = TOKENS.getOrDefault(host, new Tokens("500 Internal Server Error", ""));
                    String token = "{\"access_token\":\"" + host + "\",\"token_type\":\"bearer\",\"expires_in\":1799}";
                    wire.reply(
                            tokens.status(), tokens.headers(), tokens.status().startsWith("201") ? token : "");
                } else {
                    wire.reply("200 OK", "", PAGE);
                }
            }));
        }
        authorities = Files.writeString(directory.resolve("all.pem"), all);
    }

    @AfterAll
    static void stop() throws IOException {
        for (RawServer server : SERVERS.values()) {
            server.close();
        }
    }

    @Test
    void theClientIsFoundWhereTheRedirectSaysAndEverythingElseGoesThere() {
        TOKENS.put(US_1, redirect("us-2", "https://" + US_2 + "/oauth2/token"));
        TOKENS.put(US_2, new Tokens("201 Created", "X-Cs-Region: us-2"));
        try (FalconClient falcon = client(options())) {
            ids(falcon);
            ids(falcon);
        }
        assertEquals(List.of("POST /oauth2/token"), lines(US_1));
        assertEquals(
                List.of(
                        "POST /oauth2/token",
                        "GET /incidents/queries/incidents/v1",
                        "GET /incidents/queries/incidents/v1",
                        "POST /oauth2/revoke"),
                lines(US_2));
        Request moved = SERVERS.get(US_2).requests().get(0);
        assertEquals("client_id=id&client_secret=s3cret", moved.body());
        assertEquals(US_2, moved.headers().get("host"));
    }

    @Test
    void aForeignHostIsNeverAskedForLetAloneTold() {
        TOKENS.put(US_1, redirect("us-2", "https://evil.example/oauth2/token"));
        try (FalconClient falcon = client(options())) {
            RefusedException e = assertInstanceOf(RefusedException.class, failure(query(falcon)));
            assertTrue(e.getMessage().contains("evil.example, which is none of the vendor's"), e.getMessage());
        }
        assertEquals(List.of(US_1), asked);
    }

    @Test
    void aCloudThatWasNamedIsNotLeft() {
        TOKENS.put(US_1, redirect("us-2", "https://" + US_2 + "/oauth2/token"));
        try (FalconClient falcon = client(options().cloud(Cloud.US_1))) {
            RefusedException e = assertInstanceOf(RefusedException.class, failure(query(falcon)));
            assertTrue(e.getMessage().contains("set the cloud us-2"), e.getMessage());
        }
        assertEquals(List.of(US_1), asked);
    }

    private static Tokens redirect(String region, String location) {
        return new Tokens("308 Permanent Redirect", "X-Cs-Region: " + region + "\r\nLocation: " + location);
    }

    private ClientOptions.Builder options() {
        SERVERS.values().forEach(server -> server.requests().clear());
        return ClientOptions.builder()
                .credentials("id", "s3cret")
                .transport(transport -> transport.caFile(authorities).customizer(http -> http.resolver(new Names())));
    }

    private static FalconClient client(ClientOptions.Builder options) {
        return FalconClient.create(options.build());
    }

    private static List<String> lines(String host) {
        return SERVERS.get(host).requests().stream()
                .map(request -> request.line().replaceAll("([?][^ ]*)? HTTP.*", ""))
                .toList();
    }

    private static Mono<List<String>> query(FalconClient falcon) {
        return falcon.incidents().query(Query.all()).collectList();
    }

    private static void ids(FalconClient falcon) {
        StepVerifier.create(query(falcon))
                .expectNext(List.of("inc:1"))
                .expectComplete()
                .verify(SOON);
    }

    private static Throwable failure(Mono<?> mono) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(mono).consumeErrorWith(error::set).verify(SOON);
        return error.get();
    }

    /** Leads the names of the servers to them, and no other name anywhere. */
    private final class Names extends AddressResolverGroup<InetSocketAddress> {

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {
                @Override
                protected boolean doIsResolved(InetSocketAddress address) {
                    return !address.isUnresolved();
                }

                @Override
                protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
                    try {
                        promise.setSuccess(resolved(address));
                    } catch (UnknownHostException e) {
                        promise.setFailure(e);
                    }
                }

                @Override
                protected void doResolveAll(InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
                    try {
                        promise.setSuccess(List.of(resolved(address)));
                    } catch (UnknownHostException e) {
                        promise.setFailure(e);
                    }
                }
            };
        }

        private InetSocketAddress resolved(InetSocketAddress address) throws UnknownHostException {
            asked.add(address.getHostString());
            RawServer server = SERVERS.get(address.getHostString());
            if (server == null || address.getPort() != 443) {
                throw new UnknownHostException(address.getHostString());
            }
            return new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), server.url().getPort());
        }
    }
}
