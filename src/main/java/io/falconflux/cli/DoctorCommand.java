package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.error.FalconException;
import io.falconflux.transport.ApiReply;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/** {@code doctor}: whether everything is in place, found out by reading alone. */
@Command(
        name = "doctor",
        description = "Checks credentials, cloud, scopes and clock with one read of each kind. Changes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {"  falconflux doctor", "  falconflux doctor --cloud eu-1"})
final class DoctorCommand implements Callable<Integer> {

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
        ClientOptions options = connection.options(around, 1);
        AtomicBoolean stopped = new AtomicBoolean();
        Findings findings = new Findings(around, clock);
        findings.ok("service", service(options));
        return around.interrupts().during(() -> stopped.set(true), () -> examine(options, findings, stopped));
    }

    private static String service(ClientOptions options) {
        String url = options.transport().baseUrl().toString();
        return options.transport().baseUrlGiven() ? url : "the client's own cloud, asked for at " + url;
    }

    private static int examine(ClientOptions options, Findings findings, AtomicBoolean stopped) {
        try (FalconClient falcon = FalconClient.create(options)) {
            ApiReply<?> last = null;
            for (Kind kind : Kind.values()) {
                ApiReply<?> reply = examine(falcon, kind, findings);
                last = reply == null ? last : reply;
                if (findings.hopeless() || stopped.get()) {
                    break;
                }
            }
            if (last != null) {
                findings.headers(last);
            }
            return stopped.get() ? ExitCode.INTERRUPTED : findings.exitCode();
        }
    }

    private static @Nullable ApiReply<?> examine(FalconClient falcon, Kind kind, Findings findings) {
        long begun = System.nanoTime();
        try {
            ApiReply<?> reply = kind.glimpse(falcon.exchange(), null).block();
            if (reply != null) {
                findings.read(kind, reply, (System.nanoTime() - begun) / 1_000_000);
            }
            return reply;
        } catch (FalconException e) {
            findings.failed(kind, e);
            return null;
        }
    }
}
