package io.falconflux.bench;

import io.falconflux.query.Query;
import io.falconflux.scan.ScanOptions;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The heap of a whole scan in 64 MiB, after a full collection where a tenth of the rows has come, and where nine tenths have. */
@BenchmarkMode(Mode.SingleShotTime)
@Fork(value = 1, jvmArgsAppend = "-Xmx64m")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class MemoryBenchmark extends AgainstFalcon {

    /** How many there are. */
    @Param({"100000", "1000000"})
    public int rows;

    @Override
    protected int rows() {
        return rows;
    }

    /** What a scan needs, in KiB. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Heap {

        /** When a tenth of the rows has come. */
        public long early;

        /** When nine tenths have. */
        public long late;

        /** Forgets the last scan. */
        @Setup(Level.Iteration)
        public void clear() {
            early = 0;
            late = 0;
        }
    }

    /** Typed rows through the engine. */
    @Benchmark
    public long scan(Heap heap) {
        long[] came = {0};
        falcon.incidents()
                .scan(Query.all(), ScanOptions.defaults())
                .items()
                .doOnNext(row -> {
                    came[0]++;
                    if (came[0] == rows / 10) {
                        heap.early = used();
                    } else if (came[0] == rows / 10 * 9) {
                        heap.late = used();
                    }
                })
                .blockLast();
        return came[0];
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    }
}
