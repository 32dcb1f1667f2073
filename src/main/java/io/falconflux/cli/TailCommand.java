package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.json.RawRow;
import io.falconflux.query.Query;
import io.falconflux.scan.TailCheckpoint;
import io.falconflux.scan.TailEvent;
import io.falconflux.scan.TailOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code tail}: new and changed rows, as they come. */
@Command(
        name = "tail",
        description =
                "Writes new and changed rows as they come, until it is interrupted: each row after its last change, each"
                        + " version once.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux tail incidents --filter \"state:'open'\" --format table",
            "  falconflux tail incidents --since 1h --max-rows 100",
            "  falconflux tail incidents --checkpoint soc.tail --output soc.ndjson",
            "  falconflux tail behaviors --interval 10s | jq -c .tactic",
            "",
            "With --checkpoint the same command goes on where the last one stopped. To a file each",
            "version comes once, even if the process is killed; to a pipe, rows that were written",
            "after the last checkpoint come again after a kill, and not after an interrupt."
        })
final class TailCommand implements Callable<Integer> {

    private static final int CONNECTIONS = 4;

    private final Surroundings around;

    @Parameters(
            index = "0",
            paramLabel = "COLLECTION",
            converter = Kind.Word.class,
            completionCandidates = Kind.Words.class,
            description =
                    "incidents; or behaviors or crowdscores, whose rows never change, so that only new ones come.")
    private Kind kind = Kind.INCIDENTS;

    @Option(
            names = "--filter",
            paramLabel = "FQL",
            description =
                    "Only rows that match this filter when they are read. A relative time such as start:>'now-7d' is"
                            + " before the beginning, also for a tail that goes on from its checkpoint.")
    private String filter = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Begins with what changed at or after this time: 2026-01-31T08:00:00Z, 2026-01-31, or a span"
                            + " before now, by the service's clock, such as 15m, 6h, 7d. Without it with what changes from now on.")
    private @Nullable String since;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Goes on from this file if it is there, and keeps here where to go on.")
    private @Nullable Path checkpoint;

    @Option(names = "--max-rows", paramLabel = "N", description = "Ends after so many rows.")
    private @Nullable Long maxRows;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = Span.class,
            description = "The pause between two polls: 500ms, 5s, 2m. Without it 1s after news, growing to 5s.")
    private @Nullable Duration interval;

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            converter = Span.class,
            description = "How late a change may become visible; 1m by default, 1h at most.")
    private @Nullable Duration overlap;

    @Mixin
    private Shape shape = new Shape();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Adds rows at the end of this file; gzip if the name ends in .gz.")
    private @Nullable Path output;

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    TailCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        TailOptions.Builder how = TailOptions.builder();
        if (interval != null) {
            how.interval(interval);
        }
        if (overlap != null) {
            how.overlap(overlap);
        }
        Instant local = ServiceNow.local();
        if (since != null) {
            TimeRange.time("--since", since, local); // what is wrong should be known before any call
        }
        query(local);
        shape.check(kind);
        ClientOptions client = connection.options(around, CONNECTIONS);
        TailFile kept = checkpoint == null ? null : TailFile.of(checkpoint, output);
        try (RowOutput rows = output(kept);
                FalconClient falcon = FalconClient.create(client)) {
            return follow(falcon, client.tenant(), how, rows, kept);
        }
    }

    private Query query(Instant now) {
        Query asked = ServiceNow.query(filter, kind.fields(), now);
        return maxRows == null ? asked : asked.limit(maxRows);
    }

    private RowOutput output(@Nullable TailFile kept) {
        if (output == null) {
            return new PipeOutput(around.out());
        }
        return kept == null ? FileOutput.append(output) : kept.output(output);
    }

    /** The client is closed here, while an interrupt still waits for it, so that the token is revoked. */
    private int follow(
            FalconClient falcon, String tenant, TailOptions.Builder how, RowOutput rows, @Nullable TailFile kept) {
        boolean headed = rows.length() > 0;
        RowFormat<RawRow> format = shape.ids() ? kind::idLine : shape.rows(kind, around, output != null);
        TailRun run = new TailRun(around, format, headed, rows, kept, new Hints(around, filter, kind.fields()));
        Flux<TailEvent<RawRow>> events = now(falcon, kept)
                .flatMapMany(now -> kind.open(falcon.exchange(), tenant)
                        .tail(query(kept == null ? now : kept.began(now)), beginning(how, kept, now))
                        .events());
        PipeReader reader = PipeReader.of(around, output == null, run::left);
        return around.interrupts().during(run::stop, () -> {
            try (falcon;
                    reader) {
                return run.follow(events);
            }
        });
    }

    /** Asks for the service's now if something is relative to it that is not settled yet. */
    private Mono<Instant> now(FalconClient falcon, @Nullable TailFile kept) {
        boolean settled = kept != null && kept.from() != null;
        boolean relative = since != null && TimeRange.isSpan(since) || ServiceNow.matters(filter, kind.fields());
        return relative && !settled ? ServiceNow.of(falcon, kind) : Mono.fromSupplier(ServiceNow::local);
    }

    private TailOptions beginning(TailOptions.Builder how, @Nullable TailFile kept, Instant now) {
        TailCheckpoint from = kept == null ? null : kept.from();
        if (from != null) {
            if (since != null) {
                around.say("going on from " + checkpoint + ", so --since has no effect");
            }
            return how.resume(from).build();
        }
        return since == null
                ? how.build()
                : how.since(TimeRange.time("--since", since, now)).build();
    }
}
