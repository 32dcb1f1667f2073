package io.falconflux.series;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A number over time.
 *
 * <pre>{@code
 * Mono<TimeSeries> scores = TimeSeries.of(
 *         falcon.crowdScores().scan(Query.all()).items(),
 *         EnvironmentScore::timestamp,
 *         EnvironmentScore::adjustedScore,
 *         100);
 * }</pre>
 *
 * @param length how long each bucket is: 1 second, or that doubled as often as was needed
 * @param buckets the buckets in the order of time; spans without a sample have none
 * @param samples how many samples lie in them
 * @param skipped how many rows lacked the time or the number
 */
public record TimeSeries(Duration length, List<Bucket> buckets, long samples, long skipped) {

    /** Copies the list. */
    public TimeSeries {
        buckets = List.copyOf(buckets);
    }

    /**
     * Sums rows up, in any order.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; each subscription reads the rows anew.
     * <br><b>Demand</b>: one series, for which all rows are read; memory for the buckets alone.
     * <br><b>Cancellation</b>: cancels the rows.
     * <br><b>Errors</b>: those of the rows.
     *
     * @param rows the rows
     * @param time the time of a row; rows without one are counted as skipped
     * @param value the number of a row; rows without one are counted as skipped
     * @param most how many buckets there are at most between the first sample and the last, at least 2
     * @param <T> the type of a row
     * @throws IllegalArgumentException if fewer than 2 buckets are wanted
     */
    public static <T> Mono<TimeSeries> of(
            Publisher<? extends T> rows,
            Function<? super T, @Nullable Instant> time,
            Function<? super T, ? extends @Nullable Number> value,
            int most) {
        Objects.requireNonNull(rows, "rows");
        if (most < 2) {
            throw new IllegalArgumentException("A series has at least 2 buckets, not " + most);
        }
        return Flux.from(rows)
                .<Gathering>collect(() -> new Gathering(most), (series, row) -> {
                    Instant at = time.apply(row);
                    Number number = value.apply(row);
                    series.add(at, number == null ? null : number.doubleValue());
                })
                .map(Gathering::series)
                .checkpoint("time series [falcon]");
    }

    /** Returns the begin of the first bucket; null without samples. */
    public @Nullable Instant from() {
        return buckets.isEmpty() ? null : buckets.get(0).from();
    }

    /** Returns the end of the last bucket; null without samples. */
    public @Nullable Instant to() {
        return buckets.isEmpty() ? null : buckets.get(buckets.size() - 1).to();
    }
}
