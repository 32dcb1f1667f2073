package io.falconflux.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
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
        StringWriter help = new StringWriter();
        line.setOut(new PrintWriter(help));
        line.setErr(new PrintWriter(around.err(), true, StandardCharsets.UTF_8));
        try {
            int code = line.execute(args);
            return help.getBuffer().isEmpty() ? code : printed(around, help.toString(), code);
        } catch (OutOfMemoryError e) {
            around.say("Out of memory: give it more with java -Xmx");
            return ExitCode.FAILED;
        }
    }

    /** Writes a help text, which picocli's own printing would lose in silence where there is no room. */
    private static int printed(Surroundings around, String text, int code) {
        try (PipeOutput out = new PipeOutput(around.out())) {
            out.page(to -> to.write(text.getBytes(StandardCharsets.UTF_8)));
            return code;
        } catch (OutputException e) {
            if (e.brokenPipe()) {
                return code;
            }
            around.say(Complaint.of(e).line());
            return ExitCode.FAILED;
        }
    }
}
