package io.falconflux.cli;

import io.falconflux.scan.Checkpoint;
import io.falconflux.scan.Finished;
import io.falconflux.scan.Page;
import io.falconflux.scan.Progress;
import io.falconflux.scan.ScanEvent;
import io.falconflux.scan.ScanReport;
import io.falconflux.scan.ScanReport.Basis;
import io.falconflux.scan.ScanReport.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * One scan from its first event to its report. It takes one event at a time and asks for the next when the rows of the one
 * before are out.
 *
 * @param <T> the type of a row
 */
final class ScanRun<T> {

    private final Surroundings around;
    private final RowFormat<T> format;
    private final RowOutput output;
    private final CountedExchange calls;
    private final @Nullable Path reportFile;
    private final boolean lenient;
    private final boolean ordered;
    private final @Nullable CheckpointFile checkpoints;
    private final EventFeed<ScanEvent<T>> feed = new EventFeed<>();
    private final long begun = System.nanoTime();
    private long rows;
    private long late;
    private boolean headed;

    ScanRun(
            Surroundings around,
            RowFormat<T> format,
            RowOutput output,
            CountedExchange calls,
            @Nullable Path reportFile,
            boolean lenient,
            boolean ordered,
            @Nullable CheckpointFile checkpoints) {
        this.around = around;
        this.format = format;
        this.output = output;
        this.calls = calls;
        this.reportFile = reportFile;
        this.lenient = lenient;
        this.ordered = ordered;
        this.checkpoints = checkpoints;
        this.headed = checkpoints != null && checkpoints.covered() > 0;
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
    int follow(Flux<ScanEvent<T>> events, ProgressLine progress) {
        try (progress) {
            events.subscribe(feed);
            Finished<T> finished = written(progress);
            progress.close();
            return finished == null ? interrupted() : finished(finished);
        } catch (OutputException e) {
            feed.cancel();
            progress.close();
            return e.brokenPipe() ? left() : failed(e);
        } catch (RuntimeException e) {
            progress.close();
            return failed(e);
        }
    }

    private @Nullable Finished<T> written(ProgressLine progress) {
        for (ScanEvent<T> event = feed.next(); event != null; event = feed.next()) {
            if (event instanceof Page<T> page) {
                write(page.items());
                late += ordered && page.late() ? page.items().size() : 0;
                save(page.checkpoint());
            } else if (event instanceof Progress<T> step) {
                progress.at(step);
            } else if (event instanceof Finished<T> finished) {
                return finished;
            }
        }
        return null;
    }

    private void write(List<T> items) {
        output.page(out -> {
            head(out);
            for (T row : items) {
                format.row(row, out);
            }
        });
        rows += items.size();
    }

    /** What is written is safe, so the scan may go on from here. */
    private void save(Checkpoint checkpoint) {
        if (checkpoints != null) {
            checkpoints.save(checkpoint, output.length());
        }
    }

    private void head(OutputStream out) throws IOException {
        if (!headed) {
            headed = true;
            format.head(out);
        }
    }

    private int finished(Finished<T> finished) {
        ScanReport report = finished.report();
        Throwable cause = finished.cause();
        save(finished.checkpoint());
        if (cause != null) {
            return failed(cause, report);
        }
        if (rows == 0) {
            output.page(this::head);
        }
        ReportText.write(report, reportFile);
        ReportText.lines(report).forEach(around::say);
        if (report.complete() || lenient && report.ended() != Ended.FAILED) {
            return ExitCode.COMPLETE;
        }
        return report.ended() == Ended.FAILED ? ExitCode.FAILED : ExitCode.INCOMPLETE;
    }

    private int interrupted() {
        ScanReport report = cutOff(Ended.CANCELLED, "interrupted");
        ReportText.write(report, reportFile);
        ReportText.lines(report).forEach(around::say);
        return ExitCode.INTERRUPTED;
    }

    /** The reader of the pipe has what it wanted, so nothing is said. */
    private int left() {
        ReportText.write(cutOff(Ended.CANCELLED, "the reader of the rows went away"), reportFile);
        return ExitCode.COMPLETE;
    }

    private int failed(Throwable error) {
        return failed(error, cutOff(Ended.FAILED, Complaint.of(error).line()));
    }

    private int failed(Throwable error, ScanReport report) {
        Complaint complaint = Complaint.of(error);
        around.say(complaint.line() + " " + ReportText.reached(report));
        try {
            ReportText.write(report, reportFile);
        } catch (OutputException e) {
            if (!e.same(error)) {
                around.say(Complaint.of(e).line());
            }
        }
        return complaint.exitCode();
    }

    /** The report of a scan that could not write its own. */
    private ScanReport cutOff(Ended ended, String reason) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
        return new ScanReport(
                false, ended, Basis.NONE, rows, late, 0, List.of(), List.of(), 1, calls.cost(), elapsed, reason);
    }
}
