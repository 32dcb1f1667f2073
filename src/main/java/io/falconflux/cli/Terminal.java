package io.falconflux.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which of the standard streams somebody looks at.
 *
 * @param in whether standard input is a terminal
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param columns its width
 */
record Terminal(boolean in, boolean out, boolean err, int columns) {

    private static final int USUAL = 80;

    /** Nobody looks. */
    static final Terminal NONE = new Terminal(false, false, false, USUAL);

    private static final Pattern WIDTH = Pattern.compile("[1-9]\\d{1,3}");

    static Terminal detect(Map<String, String> environment) {
        boolean out = is(1);
        boolean err = is(2);
        int declared = declared(environment);
        return new Terminal(is(0), out, err, declared > 0 ? declared : out ? measured(1) : err ? measured(2) : USUAL);
    }

    /** Returns the width that somebody set; 0 if nobody did. Shells know {@code COLUMNS} but seldom export it. */
    static int declared(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return WIDTH.matcher(columns).matches() ? Integer.parseInt(columns) : 0;
    }

    private static int measured(int descriptor) {
        File link = new File("/proc/self/fd/" + descriptor);
        try {
            Process size = new ProcessBuilder("stty", "size")
                    .redirectInput(link.exists() ? link : new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(size.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            String columns = said.substring(said.lastIndexOf(' ') + 1);
            return WIDTH.matcher(columns).matches() ? Integer.parseInt(columns) : USUAL;
        } catch (IOException e) {
            return USUAL;
        }
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
