package io.falconflux.cli;

import io.falconflux.series.Bucket;
import io.falconflux.series.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A series as bars of characters. A column shows the highest number of its time, so that no peak is lost, and stays empty
 * where there is none.
 */
final class Chart {

    private static final int HEIGHT = 10;
    private static final int LEAST_COLUMNS = 20;
    private static final double STEP = 10;
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
    private static final String PLAIN = " ...:::##";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT);
    private static final Duration DAYS = Duration.ofDays(3);

    private final int width;
    private final boolean blocks;

    /**
     * Prepares.
     *
     * @param width how wide a line may be
     * @param blocks whether block characters can be shown; else it is drawn in ASCII
     */
    Chart(int width, boolean blocks) {
        this.width = width;
        this.blocks = blocks;
    }

    /** Returns the lines of a series that has a sample. */
    List<String> lines(TimeSeries series) {
        List<Bucket> buckets = series.buckets();
        Instant from = buckets.get(0).from();
        Instant to = buckets.get(buckets.size() - 1).to();
        double highest = buckets.stream().mapToDouble(Bucket::most).max().orElse(0);
        double top = STEP * Math.max(1, Math.ceil(highest / STEP));
        int margin = label(top).length();
        double[] columns = columns(buckets, from, to, Math.max(LEAST_COLUMNS, width - margin - 2));
        List<String> lines = new ArrayList<>();
        for (int row = HEIGHT; row >= 1; row--) {
            lines.add(row(columns, top, row, margin));
        }
        lines.add(" ".repeat(margin - 1) + "0" + (blocks ? " └" : " +") + (blocks ? "─" : "-").repeat(columns.length));
        lines.add(" ".repeat(margin + 2) + times(from, to, columns.length));
        return lines;
    }

    /** The highest number of each column; NaN where there is none. */
    private static double[] columns(List<Bucket> buckets, Instant from, Instant to, int count) {
        double[] columns = new double[count];
        Arrays.fill(columns, Double.NaN);
        double column = Duration.between(from, to).toSeconds() / (double) count;
        for (Bucket bucket : buckets) {
            int first = (int) (Duration.between(from, bucket.from()).toSeconds() / column);
            int end = (int) Math.ceil(Duration.between(from, bucket.to()).toSeconds() / column);
            for (int i = first; i < Math.min(Math.max(end, first + 1), count); i++) {
                columns[i] = Double.isNaN(columns[i]) ? bucket.most() : Math.max(columns[i], bucket.most());
            }
        }
        return columns;
    }

    private String row(double[] columns, double top, int row, int margin) {
        StringBuilder line = new StringBuilder();
        String label = row % 2 == 0 ? label(top * row / HEIGHT) : "";
        line.append(" ".repeat(margin - label.length())).append(label).append(blocks ? " │" : " |");
        for (double value : columns) {
            line.append((blocks ? BLOCKS : PLAIN).charAt(Double.isNaN(value) ? 0 : level(value / top * HEIGHT, row)));
        }
        return line.toString().stripTrailing();
    }

    /** How full a cell is, in eighths. What is there at all is seen. */
    private static int level(double height, int row) {
        int eighths = (int) Math.round((height - (row - 1)) * 8);
        return Math.max(row == 1 ? 1 : 0, Math.min(8, eighths));
    }

    private static String label(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }

    private static String times(Instant from, Instant to, int columns) {
        DateTimeFormatter format = Duration.between(from, to).compareTo(DAYS) > 0 ? DAY : MINUTE;
        String left = format.format(from.atOffset(ZoneOffset.UTC));
        String right = format.format(to.atOffset(ZoneOffset.UTC));
        int gap = columns - left.length() - right.length();
        return gap < 1 ? left : left + " ".repeat(gap) + right;
    }
}
