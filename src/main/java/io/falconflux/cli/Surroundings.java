package io.falconflux.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process around a command.
 *
 * @param in standard input
 * @param out standard output, as bytes that report a broken pipe; not buffered
 * @param err standard error, UTF-8
 * @param environment the environment variables
 * @param terminal which streams are terminals
 * @param interrupts how the user stops it
 */
record Surroundings(
        InputStream in,
        OutputStream out,
        PrintStream err,
        Map<String, String> environment,
        Terminal terminal,
        Interrupts interrupts) {

    static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                environment,
                Terminal.detect(environment),
                Interrupts.ofProcess());
    }

    /**
     * Returns an environment variable.
     *
     * @param name its name
     * @return its value; null if it is not set or blank
     */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Returns how wide a line on standard output should be; 0 if there is no limit. */
    int lineWidth() {
        int declared = Terminal.declared(environment);
        return declared > 0 ? declared : terminal.out() ? terminal.columns() : 0;
    }

    /** Returns whether standard output may have colours. */
    Colours colours() {
        return Colours.of(environment, terminal.out());
    }

    /** Says something to the person at the terminal, one line. */
    void say(String line) {
        err.println("falconflux: " + line);
    }
}
