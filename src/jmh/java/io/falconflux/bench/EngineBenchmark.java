package io.falconflux.bench;

import io.falconflux.scan.CollectionFacts;
import io.falconflux.scan.CollectionScan;
import io.falconflux.scan.Cost;
import io.falconflux.scan.Listing;
import io.falconflux.scan.RowKeys;
import io.falconflux.scan.ScanOptions;
import io.falconflux.scan.ScanQuery;
import io.falconflux.scan.Selection;
import io.falconflux.scan.Source;
import io.falconflux.scan.TimeKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The engine alone over a source that answers at once: rows a second, and with {@code -prof gc} bytes a row. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {

    private static final int ROWS = 100_000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    /** Scans all rows, two a second. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Long scan() {
        return new CollectionScan<>(
                        Instants::new, new ScanQuery(null, null, 0, ""), ScanOptions.defaults(), Schedulers.parallel())
                .items()
                .count()
                .block();
    }

    private static final class Instants implements Source.Ranked<String> {

        private static final Pattern FROM = Pattern.compile("at:>='([^']*)'");
        private static final Pattern TO = Pattern.compile("at:<'([^']*)'");
        private static final CollectionFacts FACTS = new CollectionFacts(
                "instants", 500, 10_000, 0, List.of(new TimeKey("at", false)), null, List.of(), List.of("at"), null);

        @Override
        public Mono<Listing<String>> list(Selection selection, long offset, int limit) {
            String filter = selection.filter() == null ? "" : selection.filter();
            int from = rank(FROM.matcher(filter), 0);
            int to = rank(TO.matcher(filter), ROWS);
            boolean reversed = selection.sort().endsWith(".desc");
            List<String> rows = new ArrayList<>(limit);
            for (long i = offset; i < Math.min(offset + limit, to - from) && !filter.contains("null"); i++) {
                rows.add(row((int) (reversed ? to - 1 - i : from + i)));
            }
            return Mono.just(new Listing<>(rows, rows, Math.max(0, to - from), null, null, null));
        }

        private static int rank(Matcher matcher, int otherwise) {
            return matcher.find()
                    ? (int) Math.max(
                            0,
                            Math.min(
                                    ROWS,
                                    2 * (Instant.parse(matcher.group(1)).getEpochSecond() - BEGIN.getEpochSecond())))
                    : otherwise;
        }

        private static String row(int rank) {
            return BEGIN.plusMillis(500L * rank) + " inc:" + rank;
        }

        @Override
        public Mono<List<String>> entities(List<String> ids) {
            return Mono.just(Collections.unmodifiableList(ids));
        }

        @Override
        public CollectionFacts facts() {
            return FACTS;
        }

        @Override
        public Cost cost() {
            return Cost.NONE;
        }

        @Override
        public RowKeys<String> keys() {
            return new RowKeys<>() {
                @Override
                public String id(String row) {
                    return row;
                }

                @Override
                public String value(String row, String property) {
                    return row.substring(0, row.indexOf(' '));
                }
            };
        }
    }
}
