package io.falconflux.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Which of the standard streams somebody looks at.
 *
 * @param in whether standard input is a terminal
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param columns its width
 */
record Terminal(boolean in, boolean out, boolean err, int columns) {

    /** Nobody looks. */
    static final Terminal NONE = new Terminal(false, false, false, Terminal.WIDTH);

    private static final int WIDTH = 80;

    static Terminal detect(Map<String, String> environment) {
        return new Terminal(is(0), is(1), is(2), width(environment.getOrDefault("COLUMNS", "")));
    }

    private static int width(String columns) {
        return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : WIDTH;
    }

    /** The JDK knows only whether all streams are terminals, and says otherwise in each version. */
    private static boolean is(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
            Process test = new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                    .inheritIO()
                    .start();
            return test.waitFor() == 0;
        } catch (IOException | RuntimeException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
