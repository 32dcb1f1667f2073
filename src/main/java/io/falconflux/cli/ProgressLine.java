package io.falconflux.cli;

import io.falconflux.scan.Progress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** The live line of a scan on a terminal; nothing anywhere else. */
final class ProgressLine implements AutoCloseable {

    private final Surroundings around;
    private final boolean shown;
    private final String task;
    private @Nullable ProgressBar bar;

    /**
     * Prepares the line; it appears with the first progress.
     *
     * @param around where it is shown
     * @param task what goes on
     * @param rowsOnTerminal whether rows scroll over the same terminal, where the line would be in their way
     */
    ProgressLine(Surroundings around, String task, boolean rowsOnTerminal) {
        this.around = around;
        this.task = task;
        boolean dumb = "dumb".equals(around.variable("TERM"));
        this.shown = around.terminal().err() && !rowsOnTerminal && !dumb;
    }

    void at(Progress<?> progress) {
        if (!shown) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setUnit(" rows", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setInitialMax(-1)
                    .showSpeed()
                    .setConsumer(new ConsoleProgressBarConsumer(
                            around.err(), around.terminal().columns() - 1))
                    .build();
        }
        bar.maxHint(progress.total().orElse(-1));
        bar.stepTo(progress.rows());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
