package io.falconflux.transport;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.json.ElementCodec;
import io.falconflux.query.Query;
import io.falconflux.resilience.RetryPolicy;
import io.netty.handler.logging.LogLevel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.transport.logging.AdvancedByteBufFormat;

/**
 * A program that uses the client as carelessly as can be: every logger at its loudest, wiretaps on, and everything printed that can
 * be. Its arguments are base URL, certificate authorities and proxy, for each client three.
 */
final class LoudClient {

    private static final Duration LONG = Duration.ofSeconds(30);

    private LoudClient() {}

    public static void main(String[] args) {
        for (int i = 0; i < args.length; i += 3) {
            ClientOptions options = options(args[i], args[i + 1], args[i + 2]);
            System.out.println(options + " " + options.credentials() + " " + options.transport() + " "
                    + options.transport().proxy() + " " + options.tenant());
            try (FalconClient falcon = FalconClient.create(options)) {
                System.out.println(falcon + " " + falcon.exchange());
                print(falcon.incidents().query(Query.all()).collectList());
                print(falcon.incidents().scan(Query.all()).items().collectList());
                ApiCall call = ApiCall.to(IncidentsApi.GET_INCIDENTS)
                        .body(Map.of("ids", List.of("inc:1")))
                        .build();
                print(falcon.exchange().send(call, ElementCodec.raw(List.of())));
            }
        }
    }

    private static ClientOptions options(String url, String authorities, String proxy) {
        return ClientOptions.builder()
                .credentials(System.getenv("FALCON_CLIENT_ID"), System.getenv("FALCON_CLIENT_SECRET"))
                .baseUrl(URI.create(url))
                .retryPolicy(new RetryPolicy(2, Duration.ofMillis(5), Duration.ofMillis(20)))
                .transport(transport -> transport
                        .caFile(authorities.isEmpty() ? null : Path.of(authorities))
                        .proxy(proxy.isEmpty() ? null : Proxy.of(proxy))
                        .wiretap(System.out::println)
                        .customizer(client -> client.wiretap("loud", LogLevel.INFO, AdvancedByteBufFormat.TEXTUAL)))
                .build();
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // that is the point
    private static void print(Mono<?> mono) {
        try {
            System.out.println("got " + mono.block(LONG));
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.out.println(e);
        }
    }
}
