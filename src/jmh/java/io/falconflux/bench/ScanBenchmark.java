package io.falconflux.bench;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.incidents.IdsRequest;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.json.ElementCodec;
import io.falconflux.query.Query;
import io.falconflux.scan.ScanOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Flux;

/**
 * Whole scans against the embedded Falcon in a process of its own, beside a plain drain of the same replies with as many pages in
 * flight, within the window so that both ask for the same. Quote the ratios to {@code drain} of one run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ScanBenchmark {

    private static final int ROWS = 8_000;
    private static final int PAGES = 4;
    private static final ScanOptions HOW =
            ScanOptions.builder().concurrency(PAGES).build();

    private @Nullable Process server;
    private @Nullable FalconClient falcon;

    /** Starts the server and waits for its credentials. */
    @Setup
    public void start() throws IOException {
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.falconflux.cli.Main",
                        "simulate",
                        "--incidents",
                        Integer.toString(ROWS))
                .redirectErrorStream(true)
                .start();
        Map<String, String> said = new HashMap<>();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        while (said.size() < 3) {
            String line = Objects.requireNonNull(lines.readLine(), "the server said nothing");
            if (line.startsWith("export ")) {
                String[] pair = line.substring(7).split("=", 2);
                said.put(pair[0], pair[1].replace("'", "").replace("\"", ""));
            }
        }
        falcon = FalconClient.create(ClientOptions.builder()
                .baseUrl(URI.create(said.get("FALCON_BASE_URL")))
                .credentials(said.get("FALCON_CLIENT_ID"), said.get("FALCON_CLIENT_SECRET"))
                .build());
    }

    /** Ends the server. */
    @TearDown
    public void stop() {
        falcon.close();
        server.destroy();
    }

    /** The same replies, decoded to nothing: what the wire and the server allow. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Long drain() {
        IncidentsApi api = new IncidentsApi(falcon.exchange());
        return Flux.range(0, ROWS / 500)
                .flatMapSequential(
                        page -> api.queryIncidents(null, page * 500L, 500, "start.asc")
                                .flatMap(ids -> api.getIncidents(
                                        IdsRequest.builder()
                                                .ids(ids.resources())
                                                .build(),
                                        ElementCodec.NOTHING)),
                        PAGES,
                        1)
                .count()
                .block();
    }

    /** Typed rows through the engine. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Long typed() {
        return falcon.incidents().scan(Query.all(), HOW).items().count().block();
    }

    /** Raw rows through the engine. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Long raw() {
        return falcon.incidents().raw().scan(Query.all(), HOW).items().count().block();
    }
}
