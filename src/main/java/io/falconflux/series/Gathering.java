package io.falconflux.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What came of a series so far. Not safe for threads; a subscription has its own. */
final class Gathering {

    private final int most;
    private TreeMap<Long, Sum> sums = new TreeMap<>();
    private long seconds = 1;
    private long samples;
    private long skipped;

    Gathering(int most) {
        this.most = most;
    }

    void add(@Nullable Instant at, @Nullable Double value) {
        if (at == null || value == null || value.isNaN()) {
            skipped++;
            return;
        }
        samples++;
        sums.computeIfAbsent(Math.floorDiv(at.getEpochSecond(), seconds), span -> new Sum())
                .add(at, value);
        while (sums.lastKey() - sums.firstKey() >= most) {
            halve();
        }
    }

    /** Makes one of each two buckets. */
    private void halve() {
        TreeMap<Long, Sum> fewer = new TreeMap<>();
        sums.forEach((span, sum) -> fewer.merge(Math.floorDiv(span, 2L), sum, Sum::plus));
        sums = fewer;
        seconds *= 2;
    }

    TimeSeries series() {
        Duration length = Duration.ofSeconds(seconds);
        List<Bucket> buckets = new ArrayList<>(sums.size());
        for (Map.Entry<Long, Sum> entry : sums.entrySet()) {
            buckets.add(entry.getValue().bucket(Instant.ofEpochSecond(entry.getKey() * seconds), length));
        }
        return new TimeSeries(length, buckets, samples, skipped);
    }

    /** The samples of one span. */
    private static final class Sum {

        private long samples;
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;
        private double total;
        private Instant latestAt = Instant.MIN;
        private double latest;

        void add(Instant at, double value) {
            samples++;
            least = Math.min(least, value);
            most = Math.max(most, value);
            total += value;
            seen(at, value);
        }

        Sum plus(Sum other) {
            samples += other.samples;
            least = Math.min(least, other.least);
            most = Math.max(most, other.most);
            total += other.total;
            seen(other.latestAt, other.latest);
            return this;
        }

        private void seen(Instant at, double value) {
            if (!at.isBefore(latestAt)) {
                latestAt = at;
                latest = value;
            }
        }

        Bucket bucket(Instant from, Duration length) {
            return new Bucket(from, length, samples, least, most, total / samples, latest);
        }
    }
}
