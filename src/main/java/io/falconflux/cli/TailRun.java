package io.falconflux.cli;

import io.falconflux.json.RawRow;
import io.falconflux.scan.PollFailed;
import io.falconflux.scan.Polled;
import io.falconflux.scan.TailCheckpoint;
import io.falconflux.scan.TailEvent;
import io.falconflux.scan.TailPage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * One tail from its first event to its end. It takes one event at a time and asks for the next when the rows of the one before are
 * out and their checkpoint is kept.
 */
final class TailRun {

    /** A checkpoint that holds more is kept once a second at most, and when there is nothing more to read. */
    private static final int LARGE = 1 << 17;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Surroundings around;
    private final RowFormat<RawRow> format;
    private final RowOutput output;
    private final @Nullable TailFile file;
    private final Hints hints;
    private final EventFeed<TailEvent<RawRow>> feed = new EventFeed<>();
    private boolean headed;
    private boolean begun;
    private long rows;
    private @Nullable TailCheckpoint unsaved;
    private long savedAt;
    private int savedLength;
    private volatile boolean left;

    TailRun(
            Surroundings around,
            RowFormat<RawRow> format,
            boolean headed,
            RowOutput output,
            @Nullable TailFile file,
            Hints hints) {
        this.around = around;
        this.format = format;
        this.headed = headed;
        this.output = output;
        this.file = file;
        this.hints = hints;
    }

    /** Stops it from any thread. What is written stays and is covered by the checkpoint. */
    void stop() {
        feed.stop();
    }

    /** Stops it from any thread, since nobody reads the rows any more. */
    void left() {
        left = true;
        feed.stop();
    }

    /**
     * Follows.
     *
     * @param events the tail
     * @return the exit code
     */
    int follow(Flux<TailEvent<RawRow>> events) {
        try {
            events.subscribe(feed);
            for (TailEvent<RawRow> event = feed.next(); event != null; event = feed.next()) {
                take(event);
            }
            save();
            return feed.stopped() ? stopped() : ended();
        } catch (OutputException e) {
            feed.cancel();
            return e.brokenPipe() ? ExitCode.COMPLETE : failed(e);
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private void take(TailEvent<RawRow> event) {
        if (event instanceof TailPage<RawRow> page) {
            write(page.items());
            unsaved = page.checkpoint();
            if (savedLength < LARGE || System.nanoTime() - savedAt > SECOND) {
                save();
            }
        } else if (event instanceof Polled<RawRow> polled) {
            polled(polled);
        } else if (event instanceof PollFailed<RawRow> failed) {
            around.say(Complaint.of(failed.error()).line() + "; asking again in "
                    + failed.pause().toSeconds() + " s");
        }
    }

    private void polled(Polled<RawRow> polled) {
        if (!begun) {
            begun = true;
            unsaved = polled.checkpoint();
            hints.say();
        }
        polled.doubts().forEach(doubt -> around.say(Complaint.line(doubt)));
        save();
    }

    private void write(List<RawRow> items) {
        output.page(out -> {
            head(out);
            for (RawRow row : items) {
                format.row(row, out);
            }
        });
        rows += items.size();
    }

    private void head(OutputStream out) throws IOException {
        if (!headed) {
            headed = true;
            format.head(out);
        }
    }

    /** What is written is safe, so a tail may go on from here. */
    private void save() {
        TailCheckpoint checkpoint = unsaved;
        if (file != null && checkpoint != null) {
            savedLength = file.save(checkpoint, output.length());
            savedAt = System.nanoTime();
        }
        unsaved = null;
    }

    private int ended() {
        around.say(rows + " rows");
        return ExitCode.COMPLETE;
    }

    private int stopped() {
        if (left) {
            return ExitCode.COMPLETE;
        }
        around.say("interrupted after " + rows + " rows"
                + (file == null ? "" : "; the same command goes on from " + file.file()));
        return ExitCode.INTERRUPTED;
    }

    private int failed(RuntimeException error) {
        Complaint complaint = Complaint.of(error);
        around.say(complaint.line() + " (after " + rows + " rows)");
        return complaint.exitCode();
    }
}
