package io.falconflux.cli;

import io.falconflux.scan.Finished;
import io.falconflux.scan.Page;
import io.falconflux.scan.Progress;
import io.falconflux.scan.ScanEvent;
import io.falconflux.scan.ScanReport;
import io.falconflux.series.Bucket;
import io.falconflux.series.TimeSeries;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** One chart from the first event of its scan to its last line. */
final class ChartRun {

    /** Buckets that the series is summed up in, several for each column of a wide terminal. */
    private static final int BUCKETS = 2048;

    private static final int USUAL_WIDTH = 80;

    private final Surroundings around;
    private final String title;
    private final EventFeed<TimeSeries> feed = new EventFeed<>();
    private volatile @Nullable Finished<?> finished;

    ChartRun(Surroundings around, String title) {
        this.around = around;
        this.title = title;
    }

    /** Stops it from any thread. */
    void stop() {
        feed.stop();
    }

    /**
     * Reads the rows and draws.
     *
     * @param events the scan
     * @param time the time of a row
     * @param value the number of a row
     * @return the exit code
     */
    <T> int draw(Flux<ScanEvent<T>> events, Function<T, @Nullable Instant> time, Function<T, @Nullable Integer> value) {
        try {
            TimeSeries series = gathered(events, time, value);
            return series == null ? ExitCode.INTERRUPTED : drawn(series);
        } finally {
            feed.cancel();
        }
    }

    private <T> @Nullable TimeSeries gathered(
            Flux<ScanEvent<T>> events, Function<T, @Nullable Instant> time, Function<T, @Nullable Integer> value) {
        try (ProgressLine progress = new ProgressLine(around, "crowdscores", false)) {
            Flux<T> rows = events.doOnNext(event -> heed(event, progress))
                    .concatMapIterable(event -> event instanceof Page<T> page ? page.items() : List.of());
            TimeSeries.of(rows, time, value, BUCKETS).subscribe(feed);
            return feed.next();
        }
    }

    private void heed(ScanEvent<?> event, ProgressLine progress) {
        if (event instanceof Progress<?> step) {
            progress.at(step);
        } else if (event instanceof Finished<?> end) {
            finished = end;
        }
    }

    private int drawn(TimeSeries series) {
        Finished<?> end = Objects.requireNonNull(finished);
        ScanReport report = end.report();
        if (end.cause() instanceof RuntimeException cause && series.samples() == 0) {
            throw cause;
        }
        try (PipeOutput out = new PipeOutput(around.out())) {
            out.page(to -> write(series, to));
        }
        ReportText.lines(report).forEach(around::say);
        if (end.cause() != null) {
            Complaint complaint = Complaint.of(end.cause());
            around.say("the chart is not whole: " + complaint.line());
            return complaint.exitCode();
        }
        return report.complete() ? ExitCode.COMPLETE : ExitCode.INCOMPLETE;
    }

    private void write(TimeSeries series, OutputStream out) throws IOException {
        List<String> lines = new ArrayList<>();
        if (series.samples() == 0) {
            lines.add("No scores.");
        } else {
            int width = around.lineWidth() == 0 ? USUAL_WIDTH : around.lineWidth();
            lines.add(around.colours().bold(title));
            lines.addAll(new Chart(width, unicode()).lines(series));
            lines.add(summary(series.buckets()));
        }
        if (series.skipped() > 0) {
            lines.add(series.skipped() + " rows lack the time or the score.");
        }
        out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String summary(List<Bucket> buckets) {
        double least = buckets.stream().mapToDouble(Bucket::least).min().orElse(0);
        double most = buckets.stream().mapToDouble(Bucket::most).max().orElse(0);
        long samples = buckets.stream().mapToLong(Bucket::samples).sum();
        double mean = buckets.stream()
                        .mapToDouble(bucket -> bucket.mean() * bucket.samples())
                        .sum()
                / samples;
        double latest = buckets.get(buckets.size() - 1).latest();
        return String.format(
                Locale.ROOT,
                "latest %.0f, highest %.0f, lowest %.0f, mean %.1f of %,d scores",
                latest,
                most,
                least,
                mean,
                samples);
    }

    /** The locale of the process says which characters its terminal knows, the first variable that is set. */
    private boolean unicode() {
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String locale = around.variable(name);
            if (locale != null) {
                return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return false;
    }
}
