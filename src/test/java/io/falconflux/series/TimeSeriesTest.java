package io.falconflux.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** What becomes of rows in a series. */
class TimeSeriesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    record Sample(@Nullable Instant at, @Nullable Integer value) {}

    @Test
    void aBucketKnowsItsExtremesItsMeanAndItsLatest() {
        TimeSeries series = series(10, at(0, 10), at(3, 30), at(1, 50), at(9, 7));
        assertEquals(4, series.buckets().size());
        List<Bucket> two = series(2, at(0, 10), at(3, 30), at(1, 50), at(9, 7)).buckets();
        assertEquals(new Bucket(START, Duration.ofSeconds(8), 3, 10, 50, 30, 30), two.get(0));
        assertEquals(new Bucket(START.plusSeconds(8), Duration.ofSeconds(8), 1, 7, 7, 7, 7), two.get(1));
    }

    @Test
    void rowsWithoutTimeOrNumberAreCounted() {
        TimeSeries series = series(10, new Sample(null, 1), new Sample(START, null), at(0, 5));
        assertEquals(1, series.samples());
        assertEquals(2, series.skipped());
    }

    @Test
    void aSeriesOfNothingHasNoBegin() {
        TimeSeries series = series(10);
        assertEquals(List.of(), series.buckets());
        assertNull(series.from());
        assertNull(series.to());
    }

    @Test
    void aSeriesOfOneBucketIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> TimeSeries.of(Flux.<Sample>empty(), Sample::at, Sample::value, 1));
    }

    @Test
    void cancellingCancelsTheRowsAndTheirErrorComesThrough() {
        TestPublisher<Sample> rows = TestPublisher.create();
        StepVerifier.create(TimeSeries.of(rows, Sample::at, Sample::value, 10))
                .thenCancel()
                .verify();
        rows.assertCancelled();
        StepVerifier.create(TimeSeries.of(
                        Flux.<Sample>error(new IllegalStateException("away")), Sample::at, Sample::value, 10))
                .verifyErrorMessage("away");
    }

    @Property(tries = 300, seed = "7")
    void itIsTheSameInAnyOrderAndLosesNothing(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int rows,
            @ForAll @IntRange(min = 2, max = 50) int most) {
        Random random = new Random(seed);
        int span = 1 + random.nextInt(40_000_000);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            samples.add(at(random.nextInt(span) - span / 2, random.nextInt(100)));
        }
        TimeSeries series = series(most, samples.toArray(Sample[]::new));
        Collections.shuffle(samples, random);
        TimeSeries again = series(most, samples.toArray(Sample[]::new));
        assertEquals(series.length(), again.length());
        assertEquals(rows, series.samples());
        assertEquals(rows, series.buckets().stream().mapToLong(Bucket::samples).sum());
        for (int i = 0; i < series.buckets().size(); i++) {
            Bucket bucket = series.buckets().get(i);
            Bucket same = again.buckets().get(i);
            assertEquals(bucket.from(), same.from());
            assertEquals(bucket.mean(), same.mean(), 1e-9);
            List<Integer> inside = samples.stream()
                    .filter(sample -> !Objects.requireNonNull(sample.at()).isBefore(bucket.from())
                            && sample.at().isBefore(bucket.to()))
                    .map(Sample::value)
                    .toList();
            assertEquals(inside.size(), bucket.samples());
            assertEquals(Collections.max(inside), (int) bucket.most());
            assertEquals(Collections.min(inside), (int) bucket.least());
        }
        Instant from = Objects.requireNonNull(series.from());
        Instant to = Objects.requireNonNull(series.to());
        assertTrue(Duration.between(from, to).dividedBy(series.length()) <= most);
    }

    private static Sample at(int seconds, int value) {
        return new Sample(START.plusSeconds(seconds), value);
    }

    private static TimeSeries series(int most, Sample... samples) {
        return Objects.requireNonNull(TimeSeries.of(Flux.just(samples), Sample::at, Sample::value, most)
                .block());
    }
}
