package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.IncidentAction;
import io.falconflux.action.ActionOptions;
import io.falconflux.scan.IncompleteScanException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "  falconflux act --filter \"state:'open'\" --status closed --dry-run",
            "  falconflux act --filter \"state:'open'\" --status closed --yes --journal close.journal",
            "  falconflux act --status closed --yes --journal close.journal --resume"
        })
final class ActCommand implements Callable<Integer> {

    /** The API takes no more ids in one call. */
    private static final int MOST = 5_000;

    private final Surroundings around;

    @Mixin
    private Selection selection = new Selection();

    @Mixin
    private Change change = new Change();

    @Option(names = "--yes", description = "Changes more than one incident without asking.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Sends no change: shows the requests on standard error.")
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
        if (chunk > MOST) {
            throw new UsageException("--chunk must be 1 to " + MOST + ", not " + chunk + ": the service takes no more");
        }
        ActionOptions.Builder how =
                selection.apply(ActionOptions.builder().chunkSize(chunk).concurrency(concurrency));
        selection.check();
        ClientOptions options = connection.options(around, Math.max(4, concurrency));
        List<String> known = selection.known(around);
        if (known == null) {
            askable("what matches");
        } else if (refused(known.size())) {
            return ExitCode.USAGE;
        }
        try (FalconClient falcon = FalconClient.create(options)) {
            return known == null ? perform(falcon, action, how) : perform(falcon, known, action, how);
        }
    }

    private boolean refused(int number) {
        if (number <= 1 || yes || dryRun || confirmed(number)) {
            return false;
        }
        around.say("Nothing was changed");
        return true;
    }

    private void askable(String what) {
        boolean person = around.terminal().in() && around.terminal().err() && !selection.piped();
        if (!person && !yes && !dryRun) {
            throw new UsageException("To change " + what + " without being asked, add --yes");
        }
    }

    private boolean confirmed(int number) {
        askable(number + " incidents");
        around.err().print("Change " + number + " incidents? [y/N] ");
        around.err().flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(around.in(), StandardCharsets.UTF_8)).readLine();
            return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            return false;
        }
    }

    /** Lists first and changes then, since what is changed may leave the filter. */
    private int perform(FalconClient falcon, IncidentAction action, ActionOptions.Builder how) {
        try {
            List<String> ids = listed(falcon);
            if (ids == null) {
                around.say("interrupted before anything was changed");
                return ExitCode.INTERRUPTED;
            }
            if (ids.isEmpty()) {
                around.say("no incident matches the filter, so nothing was changed");
                return ExitCode.COMPLETE;
            }
            return refused(ids.size()) ? ExitCode.USAGE : perform(falcon, ids, action, how);
        } catch (IncompleteScanException e) {
            Complaint complaint = Complaint.of(e);
            around.say("Nothing was changed, since not all incidents could be listed: " + complaint.line());
            return e.getCause() == null ? ExitCode.INCOMPLETE : complaint.exitCode();
        }
    }

    /** Returns null if it was interrupted. */
    private @Nullable List<String> listed(FalconClient falcon) {
        EventFeed<String> feed = new EventFeed<>();
        List<String> ids = new ArrayList<>();
        around.interrupts().during(feed::stop, () -> {
            selection.found(falcon).limitRate(MOST).subscribe(feed);
            for (String id = feed.next(); id != null; id = feed.next()) {
                ids.add(id);
            }
            return ExitCode.COMPLETE;
        });
        return feed.stopped() ? null : ids;
    }

    private int perform(FalconClient falcon, List<String> ids, IncidentAction action, ActionOptions.Builder how) {
        ActRun run = new ActRun(around, dryRun, selection.journaled(), selection.resumed());
        how.stopWhen(run.stopped());
        if (dryRun) {
            how.dryRun(request -> around.err().println("would send " + request));
        }
        int ahead = Math.min(chunk, MOST) * concurrency;
        return around.interrupts().during(run::stop, () -> {
            try (falcon) {
                return run.follow(falcon.incidents().perform(ids, action, how.build()), ahead);
            }
        });
    }
}
