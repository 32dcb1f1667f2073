package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.cli.Outcome.State;
import io.falconflux.error.FalconException;
import io.falconflux.incidents.EntityActionRequest;
import io.falconflux.incidents.UpdateResults;
import io.falconflux.transport.ApiReply;
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

/** {@code act}: changes incidents in one call and tells what became of each. */
@Command(
        name = "act",
        description = "Changes incidents and writes one line an id: applied, rejected, unknown or not_sent.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux act --status closed --comment \"false positive\" inc:0123...:4567...",
            "  falconflux scan incidents --filter \"tags:'noise'\" --format ids | falconflux act --status closed --yes -"
        })
final class ActCommand implements Callable<Integer> {

    /** The API takes no more ids in one call. */
    private static final int MOST = 5_000;

    private final Surroundings around;

    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "ID",
            description = "The incidents, or - to read their ids from standard input, one a line.")
    private List<String> arguments = new ArrayList<>();

    @Mixin
    private Change change = new Change();

    @Option(names = "--update-detects", description = "Changes status and assignee of the incident's detections too.")
    private boolean updateDetects;

    @Option(
            names = "--overwrite-detects",
            description = "With --update-detects, even where somebody set another value.")
    private boolean overwriteDetects;

    @Option(names = "--yes", description = "Changes more than one incident without asking.")
    private boolean yes;

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    ActCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        ClientOptions options = connection.options(around, 1);
        List<String> ids = Ids.of(arguments, around.in()).stream().distinct().toList();
        EntityActionRequest request = new EntityActionRequest(ids, change.actions());
        if (ids.size() > MOST) {
            throw new UsageException("One call takes " + MOST + " ids at most, and these are " + ids.size());
        }
        if (ids.size() > 1 && !yes && !confirmed(ids.size())) {
            around.say("Nothing was changed");
            return ExitCode.USAGE;
        }
        return perform(options, request);
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

    private int perform(ClientOptions options, EntityActionRequest request) {
        EventFeed<ApiReply<UpdateResults>> feed = new EventFeed<>();
        return around.interrupts().during(feed::stop, () -> perform(options, request, feed));
    }

    private int perform(ClientOptions options, EntityActionRequest request, EventFeed<ApiReply<UpdateResults>> feed) {
        try (FalconClient falcon = FalconClient.create(options)) {
            falcon.incidents()
                    .perform(request, updateDetects ? true : null, overwriteDetects ? true : null)
                    .subscribe(feed);
            ApiReply<UpdateResults> reply = feed.next();
            return reply == null ? interrupted(request.ids()) : told(Outcomes.of(request.ids(), reply));
        } catch (FalconException e) {
            int code = told(Outcomes.of(request.ids(), e));
            around.say(Complaint.of(e).line());
            return Outcomes.hopeless(e) ? ExitCode.FAILED : code;
        }
    }

    private int interrupted(List<String> ids) {
        tell(ids.stream()
                .map(id -> new Outcome(id, State.UNKNOWN, "interrupted before the reply", null))
                .toList());
        return ExitCode.INTERRUPTED;
    }

    private int told(List<Outcome> outcomes) {
        tell(outcomes);
        return outcomes.stream().allMatch(outcome -> outcome.state() == State.APPLIED)
                ? ExitCode.COMPLETE
                : ExitCode.INCOMPLETE;
    }

    private void tell(List<Outcome> outcomes) {
        try (PipeOutput out = new PipeOutput(around.out())) {
            out.page(to -> {
                for (Outcome outcome : outcomes) {
                    Format.ID_LINES.row(outcome.line(), to);
                }
            });
        }
    }
}
