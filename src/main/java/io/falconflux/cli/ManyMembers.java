package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.collection.FalconCollection;
import io.falconflux.error.RefusedException;
import io.falconflux.json.RawRow;
import io.falconflux.member.MemberItem;
import io.falconflux.member.MemberScan;
import io.falconflux.query.Query;
import io.falconflux.scan.Scan;
import io.falconflux.scan.ScanOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * {@code scan} for many members: their rows in one output, each with its customer id, and one report.
 *
 * @param around the surroundings
 * @param kind what the rows are
 * @param shape how they look
 * @param output where they go; null for standard output
 * @param report where the report goes; null for nowhere
 * @param lenient whether a member may be incomplete
 * @param limit rows of all members together at most; null for all
 */
record ManyMembers(
        Surroundings around,
        Kind kind,
        Shape shape,
        @Nullable Path output,
        @Nullable Path report,
        boolean lenient,
        @Nullable Long limit) {

    private static final int FEWEST_CONNECTIONS = 16;
    private static final int MOST_CONNECTIONS = 64;

    /** Members scanned at a time. */
    private static final int IN_FLIGHT = 8;

    /** Returns how many connections suit so many pages in flight of each member. */
    static int connections(int concurrency) {
        return Math.max(FEWEST_CONNECTIONS, Math.min(MOST_CONNECTIONS, IN_FLIGHT * concurrency));
    }

    int scan(ClientOptions options, List<String> cids, Query query, ScanOptions how) {
        return shape.ids()
                ? scan(options, cids, MemberFormat.ID_LINES, collection -> collection.scanIds(query, how))
                : scan(
                        options,
                        cids,
                        shape.memberRows(kind, around, output != null),
                        collection -> collection.scan(query, how));
    }

    private <T> int scan(
            ClientOptions options,
            List<String> cids,
            RowFormat<MemberItem<T>> rowFormat,
            Function<FalconCollection<RawRow>, Scan<T>> scan) {
        try (RowOutput rows = output == null ? new PipeOutput(around.out()) : FileOutput.open(output);
                FalconClient falcon = FalconClient.create(options)) {
            CountedExchange calls = new CountedExchange(falcon.exchange());
            Objects.requireNonNull(scan.apply(kind.open(calls, ""))); // what is wrong with the query is told once
            MemberScan<T> all = falcon.members(cids)
                    .inFlight(IN_FLIGHT)
                    .scan(member -> scan.apply(kind.open(calls.beside(member.exchange()), "")));
            MembersRun<T> run = new MembersRun<>(around, rowFormat, rows, calls, report, lenient, limit, cids);
            boolean onTerminal = output == null && around.terminal().out();
            return around.interrupts().during(run::stop, () -> {
                try (falcon) {
                    return run.follow(
                            admitted(falcon).thenMany(all.events()), new ProgressLine(around, kind.word(), onTerminal));
                }
            });
        }
    }

    /** Wrong credentials are told once instead of by each member: a token of the parent's own shows them. */
    private static Mono<Void> admitted(FalconClient falcon) {
        return falcon.serviceTime().then().onErrorResume(error -> !refused(error), error -> Mono.empty());
    }

    private static boolean refused(Throwable error) {
        return error instanceof RefusedException no && Set.of(400, 401, 403).contains(no.status());
    }
}
