package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.IncidentAction;
import io.falconflux.action.ActionOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code act}: changes any number of incidents and tells of each what became of it. */
@Command(
        name = "act",
        description =
                "Changes incidents and writes one line an id, in the order of the ids: applied, rejected, unknown (sent,"
                        + " and nobody knows whether it was done) or not_sent.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux act --status closed --comment \"false positive\" inc:0123...:4567...",
            "  falconflux scan incidents --filter \"tags:'noise'\" --format ids | falconflux act --status closed --yes -",
            "  falconflux act --status closed --dry-run - < ids.txt"
        })
final class ActCommand implements Callable<Integer> {

    /** The API takes no more ids in one call. */
    private static final int MOST = 5_000;

    private final Surroundings around;

    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "ID",
            description = "The incidents, or - to read all their ids from standard input first, one a line.")
    private List<String> arguments = new ArrayList<>();

    @Mixin
    private Change change = new Change();

    @Option(names = "--yes", description = "Changes more than one incident without asking.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Sends nothing: shows the requests on standard error.")
    private boolean dryRun;

    @Option(
            names = "--chunk",
            paramLabel = "N",
            description =
                    "Ids in a request at most, 1 to 5000; 500 by default. As many are in doubt if a reply is lost.")
    private int chunk = ActionOptions.defaults().chunkSize();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Requests in flight at most, 1 to 64; 1 by default.")
    private int concurrency = 1;

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    ActCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        IncidentAction action = change.action();
        ActionOptions.Builder how = ActionOptions.builder().chunkSize(chunk).concurrency(concurrency);
        ClientOptions options = connection.options(around, concurrency);
        List<String> ids = Ids.of(arguments, around.in()).stream().distinct().toList();
        if (ids.size() > 1 && !yes && !dryRun && !confirmed(ids.size())) {
            around.say("Nothing was changed");
            return ExitCode.USAGE;
        }
        return perform(options, ids, action, how);
    }

    private boolean confirmed(int number) {
        if (!around.terminal().in() || !around.terminal().err() || Ids.piped(arguments)) {
            throw new UsageException("To change " + number + " incidents without being asked, add --yes");
        }
        around.err().print("Change " + number + " incidents? [y/N] ");
        around.err().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(around.in(), StandardCharsets.UTF_8)).readLine();
            return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            return false;
        }
    }

    private int perform(ClientOptions options, List<String> ids, IncidentAction action, ActionOptions.Builder how) {
        ActRun run = new ActRun(around, dryRun);
        how.stopWhen(run.stopped());
        if (dryRun) {
            how.dryRun(request -> around.err().println("would send " + request));
        }
        return around.interrupts().during(run::stop, () -> {
            try (FalconClient falcon = FalconClient.create(options)) {
                return run.follow(
                        falcon.incidents().perform(ids, action, how.build()), Math.min(chunk, MOST) * concurrency);
            }
        });
    }
}
