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
import picocli.CommandLine.Parameters;

/** {@code get}: rows by id, in the order asked. */
@Command(
        name = "get",
        description =
                "Writes rows by id in the order asked, as NDJSON. Ids that are not found are named on standard error.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux get incidents inc:0123...:4567...",
            "  falconflux get behaviors - < ids.txt > behaviors.ndjson"
        })
final class GetCommand implements Callable<Integer> {

    /** Rows written at once, as many as one call brings. */
    private static final int PAGE = 500;

    private final Surroundings around;

    @Parameters(
            index = "0",
            paramLabel = "COLLECTION",
            converter = Kind.ReadableWord.class,
            description = "incidents or behaviors.")
    private Kind kind = Kind.INCIDENTS;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "ID",
            description = "The ids, or - to read them from standard input, one a line.")
    private List<String> arguments = new ArrayList<>();

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    GetCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        ClientOptions options = connection.options(around, 16);
        List<String> ids = Ids.of(arguments, around.in());
        EventFeed<Lookup<RawRow>> feed = new EventFeed<>();
        return around.interrupts().during(feed::stop, () -> written(options, ids, feed));
    }

    private int written(ClientOptions options, List<String> ids, EventFeed<Lookup<RawRow>> feed) {
        try (FalconClient falcon = FalconClient.create(options);
                PipeOutput out = new PipeOutput(around.out())) {
            kind.open(falcon.exchange(), "").get(ids).subscribe(feed);
            int code = written(feed, out);
            return feed.stopped() ? ExitCode.INTERRUPTED : code;
        } finally {
            feed.cancel();
        }
    }

    private int written(EventFeed<Lookup<RawRow>> feed, PipeOutput out) {
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
                    flush(page, out);
                }
            }
        } finally {
            flush(page, out);
        }
        return code;
    }

    private static void flush(List<RawRow> page, PipeOutput out) {
        out.page(to -> {
            for (RawRow row : page) {
                Format.RAW_LINES.row(row, to);
            }
        });
        page.clear();
    }
}
