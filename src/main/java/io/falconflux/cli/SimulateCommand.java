package io.falconflux.cli;

import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate}: a Falcon on this machine, until interrupted. */
@Command(
        name = "simulate",
        description = "Runs a Falcon on this machine until interrupted, and prints how to reach it. It can be told to"
                + " misbehave, so that a program that uses Falcon can be tried.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux simulate --port 8080 --seed 7 > falcon.env &",
            "  . ./falcon.env; falconflux scan incidents --limit 5",
            "",
            "Faults: EFFECT[=ARGUMENT][@PATH][#CALLS|%%PERCENT], as many as you like:",
            "  --fault any%%5                      five of a hundred API calls fail, in one of ten ways",
            "  --fault 503-empty@queries#2-4      the second to the fourth query",
            "  --fault 502-html@entities%%10       a tenth of the entity calls, drawn by the seed",
            "  --fault 429=5#*20                  every twentieth call: come back in five seconds",
            "  --fault 'reset-mid#3 delay=2000'   several at once; the third call is cut off",
            "  --fault token-life=2000@oauth2/token --fault expires-in=1799@oauth2/token",
            "  --fault token-calls=5@oauth2/token # tokens that end too early",
            "  --fault spend=1@/incidents/        another client eats half of the allowance",
            "  --fault 308=https://elsewhere.example/oauth2/token@oauth2/token",
            "  --fault retired                    the vendor has switched it off",
            "Statuses may end in -html, -text or -empty. The other effects:",
            "  connections  reset  reset-mid  reset-after  fail-after  stall  close",
            "  time         delay=MS  drip=MS            bodies   truncated  chunked[=BYTES]  padded=BYTES",
            "  pages        short-page  empty-page  shifted-page[=ROWS]  total=N  errors  null-resources",
            "  entities     missing[=ID]  errors  unknown  null-lists      actions  meta-only",
            "  tokens       token-dies  bad-token-pool  token-life=MS  token-calls=N  expires-in=SECONDS",
            "  headers      bad-headers  region=NAME  deprecation=TEXT  spend[=CALLS]  string-code[=STATUS]"
        })
final class SimulateCommand implements Callable<Integer> {

    private final Surroundings around;

    @Option(names = "--incidents", paramLabel = "N", description = "How many incidents; 25000 by default.")
    private int incidents = 25_000;

    @Option(names = "--port", paramLabel = "P", description = "Where to listen, on loopback; a free port by default.")
    private int port;

    @Option(names = "--seed", paramLabel = "S", description = "What everything follows from; 42 by default.")
    private long seed = 42;

    @Option(names = "--fault", paramLabel = "FAULT", description = "What goes wrong; see below. May be repeated.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--allowance",
            paramLabel = "CALLS[/S]",
            description = "How many calls a customer may make, within S seconds; 6000/60 by default.")
    private String allowance = "6000/60";

    @Option(
            names = "--fixed-window",
            description = "Gives the whole allowance back when its time is over, instead of each call by itself.")
    private boolean fixedWindow;

    @Option(names = "--connections", paramLabel = "N", description = "How many may be open at a time; any by default.")
    private int connections = Integer.MAX_VALUE;

    @Option(names = "--latency", paramLabel = "MS", description = "What every reply takes longer; 0 by default.")
    private int latency;

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
            String[] calls = allowance.split("/", 2);
            return FalconSimulator.builder()
                    .incidents(incidents)
                    .seed(seed)
                    .port(port)
                    .faults(Faults.parse(faults.toArray(String[]::new)))
                    .allowance(number("--allowance", calls[0]))
                    .allowanceWindow(Duration.ofSeconds(calls.length == 1 ? 60 : number("--allowance", calls[1])))
                    .rollingAllowance(!fixedWindow)
                    .connections(connections)
                    .latency(Duration.ofMillis(latency))
                    .start();
        } catch (reactor.netty.ChannelBindException e) {
            throw new UsageException("Cannot listen on port " + port + ": another program does; choose another port");
        }
    }

    private static int number(String option, String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new UsageException(option + " must look like 600 or 100/10, and '" + text + "' does not");
        }
        return Integer.parseInt(text);
    }
}
