package io.falconflux.bench;

import io.falconflux.FalconClient;
import io.falconflux.query.Query;
import io.falconflux.scan.ScanOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole scans of a service that takes 50 ms for every reply: the time of one page at a time, divided by the number of pages in flight,
 * is the ideal of the others.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class LatencyBenchmark {

    private static final int ROWS = 60_000;
    private static final int LATENCY = 50;

    /** Pages in flight. */
    @Param({"1", "2", "4", "8"})
    public int concurrency;

    private @Nullable FalconProcess server;
    private @Nullable FalconClient falcon;

    /** Starts the server. */
    @Setup
    public void start() throws IOException {
        server = FalconProcess.start(ROWS, LATENCY);
        falcon = server.client();
    }

    /** Ends both. */
    @TearDown
    public void stop() {
        falcon.close();
        server.close();
    }

    /** Raw rows through the engine. */
    @Benchmark
    public Long scan() {
        ScanOptions how = ScanOptions.builder().concurrency(concurrency).build();
        return falcon.incidents().raw().scan(Query.all(), how).items().count().block();
    }
}
