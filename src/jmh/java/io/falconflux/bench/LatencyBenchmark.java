package io.falconflux.bench;

import io.falconflux.query.Query;
import io.falconflux.scan.ScanOptions;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole scans of a service that takes 50 ms for every reply: the time of one page at a time, divided by the number of pages in flight,
 * is the ideal of the others.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class LatencyBenchmark extends AgainstFalcon {

    private static final int ROWS = 60_000;
    private static final int LATENCY = 50;

    /** Pages in flight. */
    @Param({"1", "2", "4", "8"})
    public int concurrency;

    @Override
    protected int rows() {
        return ROWS;
    }

    @Override
    protected int latency() {
        return LATENCY;
    }

    /** Raw rows through the engine. */
    @Benchmark
    public Long scan() {
        ScanOptions how = ScanOptions.builder().concurrency(concurrency).build();
        return falcon.incidents().raw().scan(Query.all(), how).items().count().block();
    }
}
