package io.falconflux.cli;

import io.falconflux.simulator.FalconSimulator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands as a process would, with streams and variables of its own. */
final class CommandLineUnderTest {

    /**
     * What a command left behind.
     *
     * @param code the exit code
     * @param out standard output
     * @param err standard error
     */
    record Run(int code, String out, String err) {

        List<String> rows() {
            return out.lines().toList();
        }
    }

    /** The settings of whoever runs the tests are none of theirs. */
    private final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/nonexistent"));

    private InputStream in = InputStream.nullInputStream();
    private Terminal terminal = Terminal.NONE;
    private Interrupts interrupts = Interrupts.NONE;

    /** A command line whose variables lead to a Falcon. */
    static CommandLineUnderTest to(FalconSimulator falcon) {
        return new CommandLineUnderTest()
                .variable("FALCON_BASE_URL", falcon.baseUrl().toString())
                .variable("FALCON_CLIENT_ID", falcon.clientId())
                .variable("FALCON_CLIENT_SECRET", falcon.clientSecret());
    }

    CommandLineUnderTest variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    CommandLineUnderTest input(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    CommandLineUnderTest terminal(Terminal which) {
        terminal = which;
        return this;
    }

    CommandLineUnderTest interrupts(Interrupts how) {
        interrupts = how;
        return this;
    }

    Run run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(out, out, args);
    }

    /** Runs with another standard output; what arrives in {@code seen} is what the result holds. */
    Run run(OutputStream out, ByteArrayOutputStream seen, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(surroundings(out, err), args);
        return new Run(code, seen.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Returns what a command is run with. */
    Surroundings surroundings(OutputStream out, OutputStream err) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Surroundings(in, out, errors, Map.copyOf(environment), terminal, interrupts);
    }
}
