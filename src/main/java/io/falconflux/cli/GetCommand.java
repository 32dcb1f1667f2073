package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.collection.Lookup;
import io.falconflux.json.RawRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code get}: rows by id, in the order asked. */
@Command(
        name = "get",
        description =
                "Writes rows by id in the order asked. Ids that are not found are named on standard error, and the exit"
                        + " code is 3.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux get incidents inc:0123...:4567...",
            "  falconflux get behaviors - < ids.txt > behaviors.ndjson",
            "  falconflux get incidents --format csv --fields incident_id,hosts.hostname - < ids.txt"
        })
final class GetCommand implements Callable<Integer> {

    /** Rows written at once, as many as one call brings. */
    private static final int PAGE = 500;

    private final Surroundings around;

    @Parameters(
            index = "0",
            paramLabel = "COLLECTION",
            converter = Kind.ReadableWord.class,
            completionCandidates = Kind.ReadableWords.class,
            description = "incidents or behaviors.")
    private Kind kind = Kind.INCIDENTS;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "ID",
            description = "The ids, or - to read them from standard input, one a line.")
    private List<String> arguments = new ArrayList<>();

    @Mixin
    private Shape shape = new Shape();

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    GetCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (shape.ids()) {
            throw new UsageException(
                    "get writes rows, and their ids are what it was given: choose ndjson, csv or table");
        }
        shape.check(kind);
        ClientOptions options = connection.options(around, 16);
        List<String> ids = Ids.of(arguments, around.in());
        EventFeed<Lookup<RawRow>> feed = new EventFeed<>();
        return around.interrupts().during(feed::stop, () -> written(options, ids, feed));
    }

    private int written(ClientOptions options, List<String> ids, EventFeed<Lookup<RawRow>> feed) {
        try (FalconClient falcon = FalconClient.create(options);
                PipeOutput out = new PipeOutput(around.out())) {
            kind.open(falcon.exchange(), "").get(ids).subscribe(feed);
            int code = written(feed, new RowSheet<>(shape.rows(kind, around, false), out));
            return feed.stopped() ? ExitCode.INTERRUPTED : code;
        } finally {
            feed.cancel();
        }
    }

    private int written(EventFeed<Lookup<RawRow>> feed, RowSheet<RawRow> sheet) {
        int code = ExitCode.COMPLETE;
        List<RawRow> page = new ArrayList<>();
        try {
            for (Lookup<RawRow> one = feed.next(); one != null; one = feed.next()) {
                if (one.row() == null) {
                    around.err().println(Complaint.line("not found: " + one.id()));
                    code = ExitCode.INCOMPLETE;
                } else {
                    page.add(one.row());
                }
                if (page.size() == PAGE) {
                    sheet.write(page);
                    page.clear();
                }
            }
        } finally {
            sheet.write(page);
        }
        return code;
    }
}
