package io.falconflux.cli;

import io.falconflux.cli.MembersReport.Member;
import io.falconflux.member.MemberEnd;
import io.falconflux.member.MemberEvent;
import io.falconflux.member.MemberItem;
import io.falconflux.member.MemberPage;
import io.falconflux.scan.Progress;
import io.falconflux.scan.ScanReport;
import io.falconflux.scan.ScanReport.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * One scan of many members from its first event to its report, one event at a time. A member that fails is told in the end;
 * what ends the scan of all is the caller, the limit, or an output that cannot be written.
 *
 * @param <T> the type of a row
 */
final class MembersRun<T> {

    private final Surroundings around;
    private final RowFormat<MemberItem<T>> format;
    private final RowOutput output;
    private final CountedExchange calls;
    private final @Nullable Path reportFile;
    private final boolean lenient;
    private final long limit;
    private final List<String> cids;
    private final EventFeed<MemberEvent<T>> feed = new EventFeed<>();
    private final long begun = System.nanoTime();
    private final Map<String, Long> written = new HashMap<>();
    private final Map<String, MemberEnd<T>> ends = new HashMap<>();
    private long rows;
    private boolean headed;

    MembersRun(
            Surroundings around,
            RowFormat<MemberItem<T>> format,
            RowOutput output,
            CountedExchange calls,
            @Nullable Path reportFile,
            boolean lenient,
            @Nullable Long limit,
            List<String> cids) {
        this.around = around;
        this.format = format;
        this.output = output;
        this.calls = calls;
        this.reportFile = reportFile;
        this.lenient = lenient;
        this.limit = limit == null ? Long.MAX_VALUE : limit;
        this.cids = cids;
    }

    /** Stops it from any thread. What is written stays, and the report is made. */
    void stop() {
        feed.stop();
    }

    /**
     * Scans.
     *
     * @param events the scan
     * @param progress where it is seen to go on
     * @return the exit code
     */
    int follow(Flux<MemberEvent<T>> events, ProgressLine progress) {
        try (progress) {
            events.subscribe(feed);
            write(progress);
            progress.close();
            return feed.stopped() ? interrupted() : finished();
        } catch (OutputException e) {
            feed.cancel();
            progress.close();
            return e.brokenPipe() ? left() : failed(e);
        } catch (RuntimeException e) {
            progress.close();
            return failed(e);
        }
    }

    private void write(ProgressLine progress) {
        for (MemberEvent<T> event = feed.next(); event != null; event = feed.next()) {
            if (event instanceof MemberPage<T> page) {
                write(page.cid(), page.page().items());
                progress.at(new Progress<>(rows, OptionalLong.empty(), elapsed()));
            } else if (event instanceof MemberEnd<T> end) {
                ends.put(end.cid(), end);
            }
            if (rows == limit) {
                feed.cancel();
                return;
            }
        }
    }

    private void write(String cid, List<T> items) {
        List<T> wanted = items.subList(0, (int) Math.min(items.size(), limit - rows));
        output.page(out -> {
            head(out);
            for (T row : wanted) {
                format.row(new MemberItem<>(cid, row), out);
            }
        });
        rows += wanted.size();
        written.merge(cid, (long) wanted.size(), Long::sum);
    }

    private void head(OutputStream out) throws IOException {
        if (!headed) {
            headed = true;
            format.head(out);
        }
    }

    private int finished() {
        if (rows == 0) {
            output.page(this::head);
        }
        MembersReport report = report(Ended.LIMIT, null);
        tell(report);
        return report.lacking(lenient) ? ExitCode.INCOMPLETE : ExitCode.COMPLETE;
    }

    private int interrupted() {
        tell(report(Ended.CANCELLED, "interrupted"));
        return ExitCode.INTERRUPTED;
    }

    /** The reader of the pipe has what it wanted, so nothing is said. */
    private int left() {
        ReportText.write(
                report(Ended.CANCELLED, "the reader of the rows went away").tree(), reportFile);
        return ExitCode.COMPLETE;
    }

    private int failed(RuntimeException error) {
        Complaint complaint = Complaint.of(error);
        MembersReport report = report(Ended.FAILED, complaint.line());
        around.say(complaint.line() + " " + ReportText.reached(report.all()));
        try {
            ReportText.write(report.tree(), reportFile);
        } catch (OutputException e) {
            if (!e.same(error)) {
                around.say(Complaint.of(e).line());
            }
        }
        return complaint.exitCode();
    }

    private void tell(MembersReport report) {
        ReportText.write(report.tree(), reportFile);
        report.lines().forEach(around::say);
    }

    /** Makes the report; members without an end of their own get this one, and are complete if there is no error in it. */
    private MembersReport report(Ended ended, @Nullable String error) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (String cid : cids) {
            long count = written.getOrDefault(cid, 0L);
            MemberEnd<T> end = ends.get(cid);
            members.put(cid, end == null ? new Member(count, ended, error, null) : member(count, end));
        }
        return MembersReport.of(members, calls.cost(), elapsed());
    }

    private static Member member(long count, MemberEnd<?> end) {
        ScanReport report = end.report().orElse(null);
        Throwable cause = end.cause();
        String error =
                cause == null ? end.reason().orElse(null) : Complaint.of(cause).line();
        return new Member(count, report == null || cause != null ? Ended.FAILED : report.ended(), error, report);
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
