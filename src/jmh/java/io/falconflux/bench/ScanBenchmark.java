package io.falconflux.bench;

import io.falconflux.incidents.IdsRequest;
import io.falconflux.incidents.IncidentsApi;
import io.falconflux.json.ElementCodec;
import io.falconflux.query.Query;
import io.falconflux.scan.ScanOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Flux;

/**
 * Whole scans against the embedded Falcon in a process of its own, beside a plain drain of as many replies with as many pages in
 * flight. It asks for the rows of the window again and again, since offsets reach no further. Quote the ratios to {@code drain} of
 * one run.
 */
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ScanBenchmark extends AgainstFalcon {

    private static final int ROWS = 60_000;
    private static final int WINDOW = 10_000;
    private static final int PAGES = 4;
    private static final ScanOptions HOW =
            ScanOptions.builder().concurrency(PAGES).build();

    @Override
    protected int rows() {
        return ROWS;
    }

    /** The same replies, decoded to nothing: what the wire and the server allow. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Long drain() {
        IncidentsApi api = new IncidentsApi(falcon.exchange());
        return Flux.range(0, ROWS / 500)
                .flatMapSequential(
                        page -> api.queryIncidents(null, page * 500L % WINDOW, 500, "start.asc")
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
