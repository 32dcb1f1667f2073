package io.falconflux.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Where the process begins. */
public final class Main {

    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    /** Reactor logs what fails after a cancellation, with a stack trace; by then nobody wants to know. */
    private static final String DROPPED = "org.slf4j.simpleLogger.log.reactor.core.publisher.Operators";

    private Main() {}

    /**
     * Runs one command.
     *
     * @param args its name and options; none for the demo
     */
    public static void main(String[] args) {
        if (System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "error");
            System.setProperty(DROPPED, "off");
        }
        int code = run(Surroundings.ofProcess(), args);
        if (code != ExitCode.COMPLETE) {
            System.exit(code);
        }
    }

    /**
     * Runs one command within what is given.
     *
     * @param around what it reads and writes
     * @param args its name and options
     * @return the exit code
     */
    static int run(Surroundings around, String... args) {
        CommandLine line = FalconCommand.line(around);
        line.setOut(new PrintWriter(around.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(around.err(), true, StandardCharsets.UTF_8));
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            around.say("Out of memory: give it more with java -Xmx");
            return ExitCode.FAILED;
        }
    }
}
