package io.falconflux.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.falconflux.scan.Cost;
import io.falconflux.scan.ScanReport;
import io.falconflux.scan.ScanReport.Basis;
import io.falconflux.scan.ScanReport.Ended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a scan of many members reached: one report as of a single scan, everything added up and the worst of everything else,
 * and what became of each member.
 *
 * @param all the report of all
 * @param members each member in the order in which they were named
 */
record MembersReport(ScanReport all, Map<String, Member> members) {

    /** How bad an end is, the worst first. */
    private static final List<Ended> WORST =
            List.of(Ended.FAILED, Ended.CANCELLED, Ended.WINDOW, Ended.LIMIT, Ended.EXHAUSTED);

    /**
     * What became of one member.
     *
     * @param rows the rows written
     * @param ended why its scan ended
     * @param error why it is not complete; null if it is
     * @param report the report of its scan; null if it made none
     */
    record Member(
            long rows,
            Ended ended,
            @Nullable String error,
            @Nullable ScanReport report) {

        boolean complete() {
            return error == null;
        }
    }

    static MembersReport of(Map<String, Member> members, Cost cost, Duration elapsed) {
        Collection<Member> each = members.values();
        long incomplete = each.stream().filter(member -> !member.complete()).count();
        ScanReport all = new ScanReport(
                incomplete == 0,
                WORST.stream()
                        .filter(end -> each.stream().anyMatch(member -> member.ended() == end))
                        .findFirst()
                        .orElse(Ended.EXHAUSTED),
                weakest(each),
                each.stream().mapToLong(Member::rows).sum(),
                reports(each).mapToLong(ScanReport::late).sum(),
                reports(each).mapToLong(ScanReport::duplicatesDropped).sum(),
                lists(each, ScanReport::notHydrated),
                lists(each, ScanReport::vanished),
                reports(each).mapToInt(ScanReport::windows).sum(),
                cost,
                elapsed,
                incomplete == 0 ? null : incomplete + " of " + members.size() + " members are incomplete");
        return new MembersReport(all, members);
    }

    private static Stream<ScanReport> reports(Collection<Member> each) {
        return each.stream().map(Member::report).filter(Objects::nonNull);
    }

    private static List<String> lists(Collection<Member> each, Function<ScanReport, List<String>> part) {
        return reports(each).flatMap(report -> part.apply(report).stream()).toList();
    }

    /** The constants of {@link Basis} go from the strongest to the weakest. */
    private static Basis weakest(Collection<Member> each) {
        return each.stream()
                .map(member ->
                        member.report() == null ? Basis.NONE : member.report().basis())
                .max(Basis::compareTo)
                .orElse(Basis.NONE);
    }

    /** Returns whether something is missing that the caller did not say it could do without. */
    boolean lacking(boolean lenient) {
        return members.values().stream()
                .anyMatch(member -> !member.complete() && !(lenient && member.ended() != Ended.FAILED));
    }

    /** Returns the lines for people, the members that are not complete last; of an interrupted scan those that failed. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(ReportText.lines(all));
        members.forEach((cid, member) -> {
            if (member.error() != null && member.ended() != Ended.CANCELLED) {
                lines.add(Complaint.line(
                        "member " + cid + ": " + member.error() + " (after " + member.rows() + " rows)"));
            }
        });
        return lines;
    }

    /** Returns the report for programs. */
    ObjectNode tree() {
        ObjectNode tree = ReportText.tree(all);
        ObjectNode each = tree.putObject("members");
        members.forEach((cid, member) -> each.putObject(cid)
                .put("complete", member.complete())
                .put("rows", member.rows())
                .put("error", member.error()));
        return tree;
    }
}
