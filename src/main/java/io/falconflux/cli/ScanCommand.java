package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.collection.FalconCollection;
import io.falconflux.error.RefusedException;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.json.Paging;
import io.falconflux.json.RawRow;
import io.falconflux.query.FilterHints;
import io.falconflux.query.Query;
import io.falconflux.query.Sort;
import io.falconflux.scan.ScanEvent;
import io.falconflux.scan.ScanOptions;
import io.falconflux.scan.ScanWindow;
import io.falconflux.transport.ApiReply;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code scan}: all rows that match, as a stream. */
@Command(
        name = "scan",
        description = "Writes all rows that match, in the order of their time key unless sorted otherwise.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux scan incidents --filter \"state:'open'\" > open.ndjson",
            "  falconflux scan incidents --since 7d --format csv --output week.csv",
            "  falconflux scan behaviors --sort timestamp.desc --limit 100 --format table",
            "  falconflux scan incidents --output all.ndjson --checkpoint all.scan",
            "  falconflux scan incidents --output all.ndjson --checkpoint all.scan --resume",
            "  falconflux scan incidents --format ids | falconflux act --status closed --yes -",
            "  falconflux scan incidents --member-cid @children.txt --report report.json > all.ndjson"
        })
final class ScanCommand implements Callable<Integer> {

    private final Surroundings around;

    @Parameters(
            index = "0",
            paramLabel = "COLLECTION",
            converter = Kind.Word.class,
            completionCandidates = Kind.Words.class,
            description = "incidents, behaviors or crowdscores.")
    private Kind kind = Kind.INCIDENTS;

    @Option(
            names = "--filter",
            paramLabel = "FQL",
            description = "Only rows that match this filter. A time may be relative: start:>'now-7d'.")
    private String filter = "";

    @Option(
            names = "--check-filter",
            description = "First makes sure that the service heeds the filter, by asking for what cannot be; a few more"
                    + " calls.")
    private boolean checkFilter;

    @Mixin
    private TimeRange range = new TimeRange();

    @Option(names = "--sort", paramLabel = "FIELD.DIR", description = "The order, such as start.desc.")
    private @Nullable String sort;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many rows.")
    private @Nullable Long limit;

    @Mixin
    private Shape shape = new Shape();

    @Option(names = "--output", paramLabel = "FILE", description = "Writes rows here; gzip if the name ends in .gz.")
    private @Nullable Path output;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the report here, as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Pages in flight at most, 1 to 64; 4 by default. With many members, of each.")
    private int concurrency = 4;

    @Option(names = "--unordered", description = "Gives up the order, so that any sort goes past the window.")
    private boolean unordered;

    @Option(names = "--lenient", description = "Exits with 0 though the scan is incomplete; the report stays the same.")
    private boolean lenient;

    @Option(names = "--count", description = "Only says how many rows match, by the service's own count: a hint.")
    private boolean count;

    @Option(names = "--explain", description = "Only says into which windows the scan would be cut; fetches no rows.")
    private boolean explain;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keeps here where the scan can go on, and beside it a ledger of what was written.")
    private @Nullable Path checkpoint;

    @Option(names = "--resume", description = "Goes on where the scan that wrote the checkpoint stopped.")
    private boolean resume;

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    ScanCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        ScanOptions.Builder how = ScanOptions.builder()
                .concurrency(concurrency)
                .unordered(unordered)
                .checkFilter(checkFilter);
        Query query = query(ServiceNow.local());
        shape.check(kind);
        MemberList members = connection.members(around);
        if (members.many()) {
            return many(members.cids(), query, how.build());
        }
        ClientOptions client = connection.options(around, Math.max(16, concurrency), members.only());
        if (count) {
            return count(client, query);
        }
        if (explain) {
            return explain(client, query, how.build());
        }
        checkReport();
        CheckpointFile kept = CheckpointFile.of(checkpoint, resume, form());
        ScanOptions options = kept == null ? how.build() : kept.apply(how).build();
        return shape.ids() ? ids(client, query, options, kept) : rows(client, query, options, kept);
    }

    private int many(List<String> cids, Query query, ScanOptions how) {
        if (checkpoint != null || resume) {
            throw new UsageException(
                    "--checkpoint keeps the place of one member's scan: scan each member by itself, with a"
                            + " file of its own");
        }
        if (count || explain) {
            throw new UsageException(
                    (count ? "--count" : "--explain") + " tells of one member: name one with --member-cid");
        }
        ClientOptions parent = connection.options(around, ManyMembers.connections(concurrency), null);
        checkReport();
        Query settled = relative() ? query(now(parent, cids)) : query;
        int code =
                new ManyMembers(around, kind, shape, output, report, lenient, limit).scan(parent, cids, settled, how);
        if (code != ExitCode.USAGE) {
            hints().say();
        }
        return code;
    }

    private Instant now(ClientOptions parent, List<String> cids) {
        try (FalconClient falcon = FalconClient.create(parent)) {
            return Objects.requireNonNull(ServiceNow.of(falcon, cids, kind).block());
        }
    }

    private Hints hints() {
        return new Hints(around, filter, kind.fields());
    }

    private Query query(Instant now) {
        Query query = range.narrow(ServiceNow.query(filter, kind.fields(), now), kind.timeKey(), now);
        Query sorted = sort == null ? query : query.sortedBy(Sort.parse(sort));
        return limit == null ? sorted : sorted.limit(limit);
    }

    private boolean relative() {
        return range.relative() || ServiceNow.matters(filter, kind.fields());
    }

    /** Puts relative times in terms of the service's now, or of that of the scan that is gone on with, before there is work. */
    private <E> Flux<E> settled(
            FalconClient falcon, Query query, @Nullable CheckpointFile kept, Function<Query, Flux<E>> work) {
        if (!relative()) {
            return work.apply(query);
        }
        Instant begun = kept == null ? null : kept.began();
        Mono<Instant> now = begun == null ? ServiceNow.of(falcon, kind) : Mono.just(begun);
        return now.doOnNext(time -> {
                    if (kept != null) {
                        kept.began(time);
                    }
                })
                .flatMapMany(time -> work.apply(query(time)));
    }

    /** A report that cannot be written should be known before the scan, not after it. */
    private void checkReport() {
        if (report != null) {
            Path place = Files.exists(report) ? report : report.toAbsolutePath().getParent();
            if (place == null || Files.isDirectory(report) || !Files.isWritable(place)) {
                throw OutputException.to(report, new FileSystemException(null, null, "no writable place"));
            }
        }
    }

    private int rows(ClientOptions options, Query query, ScanOptions how, @Nullable CheckpointFile kept) {
        try (RowOutput rows = output(kept);
                FalconClient falcon = FalconClient.create(options)) {
            CountedExchange calls = new CountedExchange(falcon.exchange());
            FalconCollection<RawRow> collection = kind.open(calls, options.tenant());
            return follow(
                    falcon,
                    shape.rows(kind, around, output != null),
                    rows,
                    calls,
                    settled(
                            falcon,
                            query,
                            kept,
                            asked -> collection.scan(asked, how).events()),
                    kept);
        }
    }

    private int ids(ClientOptions options, Query query, ScanOptions how, @Nullable CheckpointFile kept) {
        try (RowOutput rows = output(kept);
                FalconClient falcon = FalconClient.create(options)) {
            CountedExchange calls = new CountedExchange(falcon.exchange());
            FalconCollection<RawRow> collection = kind.open(calls, options.tenant());
            return follow(
                    falcon,
                    Format.ID_LINES,
                    rows,
                    calls,
                    settled(
                            falcon,
                            query,
                            kept,
                            asked -> collection.scanIds(asked, how).events()),
                    kept);
        }
    }

    private String form() {
        return shape.words() + " to " + (output == null ? "standard output" : FileOutput.kind(output));
    }

    private RowOutput output(@Nullable CheckpointFile kept) {
        if (output == null) {
            return new PipeOutput(around.out());
        }
        return kept == null || kept.covered() < 0 ? FileOutput.open(output) : FileOutput.resume(output, kept.covered());
    }

    /** The client is closed here, while an interrupt still waits for it, so that the token is revoked. */
    private <T> int follow(
            FalconClient falcon,
            RowFormat<T> rowFormat,
            RowOutput rows,
            CountedExchange calls,
            Flux<ScanEvent<T>> events,
            @Nullable CheckpointFile kept) {
        ScanRun<T> run = new ScanRun<>(around, rowFormat, rows, calls, report, lenient, !unordered, kept);
        boolean onTerminal = output == null && around.terminal().out();
        return around.interrupts().during(run::stop, () -> {
            try (falcon) {
                return run.follow(hints().with(events), new ProgressLine(around, kind.word(), onTerminal));
            }
        });
    }

    private int explain(ClientOptions options, Query query, ScanOptions how) {
        try (FalconClient falcon = FalconClient.create(options);
                PipeOutput out = new PipeOutput(around.out())) {
            FalconCollection<RawRow> collection = kind.open(falcon.exchange(), options.tenant());
            for (ScanWindow window : settled(
                            falcon,
                            query,
                            null,
                            asked -> collection.scan(asked, how).windows())
                    .toIterable(1)) {
                out.page(to -> Format.ID_LINES.row(WindowText.of(window), to));
            }
            return ExitCode.COMPLETE;
        }
    }

    private int count(ClientOptions options, Query query) {
        try (FalconClient falcon = FalconClient.create(options)) {
            String text = settled(falcon, query, null, Flux::just)
                    .single()
                    .blockOptional()
                    .flatMap(Query::filter)
                    .map(Object::toString)
                    .orElse(null);
            ApiReply<?> reply = Objects.requireNonNull(kind.glimpse(falcon.exchange(), text)
                    .onErrorMap(RefusedException.class, refused -> FilterHints.explain(refused, text, kind.fields()))
                    .block());
            Paging paging = reply.meta().pagination();
            if (paging == null) {
                throw new UnreadableReplyException(
                        kind.word(), reply.status(), "the service gave no count", false, reply.traceId(), null);
            }
            try (PipeOutput out = new PipeOutput(around.out())) {
                out.page(to -> Format.ID_LINES.row(Long.toString(paging.total()), to));
            }
            hints().say();
            around.say("this is the service's own count, a hint: it may lag behind what a scan finds");
            return ExitCode.COMPLETE;
        }
    }
}
