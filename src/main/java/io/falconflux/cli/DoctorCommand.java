package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.resilience.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code doctor}: whether everything is in place, found out by reading alone. */
@Command(
        name = "doctor",
        description = {
            "Checks credentials, cloud, the scope of each operation that reads, whether filters are heeded, the allowance,"
                    + " the clock and the retirement. Changes nothing and shows no secret.",
            "A line begins with ok, note (good to know) or FAIL; the exit code is 1 if any line fails."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux doctor",
            "  falconflux doctor --cloud eu-1",
            "  falconflux doctor --profile staging || echo 'not today'"
        })
final class DoctorCommand implements Callable<Integer> {

    /** Who looks for a fault wants to be told of it, not to have it outlasted: some seconds instead of half a minute. */
    private static final RetryPolicy BRIEF = new RetryPolicy(5, Duration.ofMillis(200), Duration.ofSeconds(3));

    private final Surroundings around;
    private final Clock clock;

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    DoctorCommand(Surroundings around, Clock clock) {
        this.around = around;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Findings findings = new Findings(around, clock);
        connection.onDeprecation(findings::deprecated);
        connection.retries(BRIEF);
        ClientOptions options = connection.options(around, 1);
        AtomicBoolean stopped = new AtomicBoolean();
        findings.ok("credentials", connection.origins(around));
        findings.ok("service", service(options));
        return around.interrupts().during(() -> stopped.set(true), () -> examine(options, findings, stopped));
    }

    private static String service(ClientOptions options) {
        String url = options.transport().baseUrl().toString();
        return options.transport().baseUrlGiven() ? url : "the client's own cloud, asked for at " + url;
    }

    private static int examine(ClientOptions options, Findings findings, AtomicBoolean stopped) {
        try (FalconClient falcon = FalconClient.create(options)) {
            new Examination(falcon, findings, stopped).run();
            return stopped.get() ? ExitCode.INTERRUPTED : findings.exitCode();
        }
    }
}
