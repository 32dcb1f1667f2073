package io.falconflux.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.falconflux.scan.ScanReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report of a scan, for people and for programs. */
final class ReportText {

    private static final int NAMED = 5;

    private ReportText() {}

    /** Returns the lines for people. */
    static List<String> lines(ScanReport report) {
        String head = "%s: %,d rows in %s (%s)%s"
                .formatted(
                        word(report),
                        report.rows(),
                        time(report.elapsed()),
                        rate(report.rows(), report.elapsed()),
                        late(report));
        String body = "ended %s, basis %s; duplicates dropped %,d, not hydrated %,d%s, vanished %,d, "
                .formatted(
                        report.ended().word(),
                        report.basis().word(),
                        report.duplicatesDropped(),
                        report.notHydrated().size(),
                        some(report.notHydrated()),
                        report.vanished().size());
        String cost = "windows %,d, requests %,d, retries %,d, throttled %s"
                .formatted(
                        report.windows(),
                        report.cost().requests(),
                        report.cost().retries(),
                        time(report.cost().throttled()));
        String reason = report.reason();
        return reason == null || report.ended() == ScanReport.Ended.CANCELLED
                ? List.of(head, body + cost)
                : List.of(head, body + cost, Complaint.line(reason));
    }

    private static String late(ScanReport report) {
        return report.late() == 0 ? "" : ", %,d of them late, after the order".formatted(report.late());
    }

    private static String word(ScanReport report) {
        if (report.complete()) {
            return "complete";
        }
        return report.ended() == ScanReport.Ended.CANCELLED ? "interrupted" : "incomplete";
    }

    /** Returns the part of an error line that tells how far it came. */
    static String reached(ScanReport report) {
        return "(after %,d rows; requests %,d, %s)"
                .formatted(report.rows(), report.cost().requests(), time(report.elapsed()));
    }

    private static String some(List<String> ids) {
        if (ids.isEmpty()) {
            return "";
        }
        String more = ids.size() > NAMED ? ", ..." : "";
        return Complaint.line(" (" + String.join(", ", ids.subList(0, Math.min(NAMED, ids.size()))) + more + ")");
    }

    private static String time(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    private static String rate(long rows, Duration time) {
        return String.format(Locale.ROOT, "%,.0f a second", rows * 1e3 / Math.max(1, time.toMillis()));
    }

    /**
     * Writes the report for programs.
     *
     * @param report the report
     * @param file where to; null to write none
     * @throws OutputException if it cannot be written
     */
    static void write(ScanReport report, @Nullable Path file) {
        write(tree(report), file);
    }

    static void write(ObjectNode tree, @Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, Tree.pretty(tree) + "\n");
        } catch (IOException e) {
            throw OutputException.to(file, e);
        }
    }

    static ObjectNode tree(ScanReport report) {
        ObjectNode tree = Tree.object()
                .put("complete", report.complete())
                .put("ended", report.ended().word())
                .put("basis", report.basis().word())
                .put("rows", report.rows())
                .put("late", report.late())
                .put("duplicatesDropped", report.duplicatesDropped())
                .put("notHydrated", report.notHydrated().size())
                .put("vanished", report.vanished().size())
                .put("windows", report.windows())
                .put("requests", report.cost().requests())
                .put("retries", report.cost().retries())
                .put("throttledMillis", report.cost().throttled().toMillis())
                .put("elapsedMillis", report.elapsed().toMillis());
        report.notHydrated().forEach(tree.putArray("notHydratedIds")::add);
        report.vanished().forEach(tree.putArray("vanishedIds")::add);
        if (report.reason() != null) {
            tree.put("reason", report.reason());
        }
        return tree;
    }
}
