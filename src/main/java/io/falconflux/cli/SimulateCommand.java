package io.falconflux.cli;

import io.falconflux.simulator.FalconSimulator;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate}: a Falcon on this machine, until interrupted. */
@Command(
        name = "simulate",
        description = "Runs a Falcon on this machine until interrupted, and prints how to reach it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux simulate --port 8080 --seed 7 > falcon.env &",
            "  . ./falcon.env; falconflux scan incidents --limit 5"
        })
final class SimulateCommand implements Callable<Integer> {

    private final Surroundings around;

    @Option(names = "--incidents", paramLabel = "N", description = "How many incidents; 25000 by default.")
    private int incidents = 25_000;

    @Option(names = "--port", paramLabel = "P", description = "Where to listen, on loopback; a free port by default.")
    private int port;

    @Option(names = "--seed", paramLabel = "S", description = "What everything follows from; 42 by default.")
    private long seed = 42;

    SimulateCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        CountDownLatch interrupted = new CountDownLatch(1);
        return around.interrupts().during(interrupted::countDown, () -> run(interrupted));
    }

    private int run(CountDownLatch interrupted) {
        try (FalconSimulator falcon = start()) {
            String lines = "export FALCON_BASE_URL=" + falcon.baseUrl() + "\nexport FALCON_CLIENT_ID="
                    + falcon.clientId() + "\nexport FALCON_CLIENT_SECRET=" + falcon.clientSecret() + "\n";
            new PipeOutput(around.out()).page(out -> out.write(lines.getBytes(StandardCharsets.UTF_8)));
            around.say("a Falcon of " + incidents + " incidents listens; interrupt to end it");
            interrupted.await();
            return ExitCode.INTERRUPTED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    private FalconSimulator start() {
        if (port > 65_535) {
            throw new UsageException("--port must be 0 to 65535, not " + port);
        }
        try {
            return FalconSimulator.builder()
                    .incidents(incidents)
                    .seed(seed)
                    .port(port)
                    .start();
        } catch (reactor.netty.ChannelBindException e) {
            throw new UsageException("Cannot listen on port " + port + ": another program does; choose another port");
        }
    }
}
