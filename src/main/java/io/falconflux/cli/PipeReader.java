package io.falconflux.cli;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Notices that nobody reads standard output any more, as behind {@code | head -1}, though nothing is being written: a process learns that
 * only when it writes, and the JDK has no call that asks. {@code tail -f} of GNU does ask, and ends with SIGPIPE; one that watches an
 * empty file beside this process tells it. Where there is none, the end is noticed with the next row.
 */
final class PipeReader implements AutoCloseable {

    private static final int ENDED_BY_SIGPIPE = 128 + 13;
    private static final File NOTHING = new File("/dev/null");

    private final @Nullable Process watch;

    private PipeReader(@Nullable Process watch) {
        this.watch = watch;
    }

    /**
     * Begins to watch, if rows go to a pipe.
     *
     * @param around the process
     * @param rows whether rows go to standard output
     * @param gone is run on another thread when nobody reads any more
     */
    static PipeReader of(Surroundings around, boolean rows, Runnable gone) {
        if (!rows || !(around.out() instanceof FileOutputStream) || !isPipe()) {
            return new PipeReader(null);
        }
        try {
            String self = Long.toString(ProcessHandle.current().pid());
            Process watch = new ProcessBuilder("tail", "--pid=" + self, "-s", "1", "-f", NOTHING.getPath())
                    .redirectInput(NOTHING)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CompletableFuture<Void> unused = watch.onExit().thenAccept(ended -> {
                if (ended.exitValue() == ENDED_BY_SIGPIPE) {
                    gone.run();
                }
            });
            return new PipeReader(watch);
        } catch (IOException e) {
            return new PipeReader(null);
        }
    }

    private static boolean isPipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.destroy();
        }
    }
}
