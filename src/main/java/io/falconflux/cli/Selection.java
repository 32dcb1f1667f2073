package io.falconflux.cli;

import io.falconflux.FalconClient;
import io.falconflux.action.ActionOptions;
import io.falconflux.action.BulkAction;
import io.falconflux.error.QueryException;
import io.falconflux.query.Field;
import io.falconflux.scan.ScanOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which incidents are to be changed: named, read, found by a filter, or those of a journal. */
final class Selection {

    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "ID",
            description = "The incidents, or - to read all their ids from standard input first, one a line.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--filter",
            paramLabel = "FQL",
            description = "Changes the incidents that match, which are listed to the end before the first is changed.")
    private @Nullable String filter;

    private @Nullable String resumed;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "Keeps a journal, so that a run that was killed can go on.")
    private @Nullable Path journal;

    @Option(
            names = "--resume",
            description =
                    "Goes on from the journal. Without ids or with a filter it takes those that the run began with.")
    private boolean resume;

    /**
     * Checks what can be seen to be wrong before anything is read.
     *
     * @throws UsageException if something is
     * @throws QueryException if it is the filter
     */
    void check() {
        if (filter != null && !arguments.isEmpty()) {
            throw new UsageException("Give ids or --filter, not both");
        }
        if (filter != null && filter.isBlank()) {
            throw new UsageException("An empty --filter would change every incident: write what must match");
        }
        if (filter != null) {
            ServiceNow.query(filter, Kind.INCIDENTS.fields(), ServiceNow.local());
        }
        if (resume && journal == null) {
            throw new UsageException("--resume needs --journal FILE, the file that the run was writing");
        }
        if (journal != null) {
            check(journal);
        }
    }

    private void check(Path journal) {
        Path directory = journal.toAbsolutePath().getParent();
        if (resume && !Files.exists(journal)) {
            throw new UsageException("There is no journal " + journal + " to go on from: begin without --resume");
        }
        if (Files.isDirectory(journal)) {
            throw new UsageException("The journal " + journal + " is a directory: name a file");
        }
        if (directory != null && !Files.isDirectory(directory)) {
            throw new UsageException(
                    "There is no directory " + directory + " for the journal: make it, or name another");
        }
        if (!resume && filled(journal)) {
            throw new UsageException(
                    journal + " is there already: go on with it by --resume, or remove it to begin anew");
        }
    }

    private static boolean filled(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) > 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Returns whether standard input is taken, so that nobody can be asked there. */
    boolean piped() {
        return Ids.piped(arguments);
    }

    /** Returns whether the run can go on if it does not come to its end. */
    boolean journaled() {
        return journal != null;
    }

    /** Tells a run about the journal. */
    ActionOptions.Builder apply(ActionOptions.Builder how) {
        if (journal == null) {
            return how;
        }
        return resume ? how.resume(journal) : how.journal(journal);
    }

    /**
     * Returns the ids that are known without the service, each once.
     *
     * @param around where to read them
     * @return the ids; null if a filter has to find them
     * @throws UsageException if there are none
     */
    @Nullable
    List<String> known(Surroundings around) {
        List<String> recorded = resume && journal != null && arguments.isEmpty() ? recorded(journal) : List.of();
        if (!recorded.isEmpty()) {
            resumed = "going on with the " + recorded.size() + " ids of the journal"
                    + (filter == null ? "" : "; the filter is not evaluated again");
            return recorded.stream().distinct().toList();
        }
        return filter != null
                ? null
                : Ids.of(arguments, around.in()).stream().distinct().toList();
    }

    /** Returns what is to be said of ids that come from a journal, once that is known to be the right one; null of others. */
    @Nullable
    String resumed() {
        return resumed;
    }

    private static List<String> recorded(Path file) {
        List<String> ids = BulkAction.recordedIds(file).block();
        return ids == null ? List.of() : ids;
    }

    /**
     * Finds the incidents that match the filter. That the service heeds the filter is made sure of first: one that is passed
     * over in silence would have everything changed.
     *
     * @param falcon where
     */
    Flux<String> found(FalconClient falcon) {
        String asked = filter == null ? "" : filter;
        List<Field> fields = Kind.INCIDENTS.fields();
        Mono<Instant> now = ServiceNow.matters(asked, fields)
                ? ServiceNow.of(falcon, Kind.INCIDENTS)
                : Mono.fromSupplier(ServiceNow::local);
        ScanOptions how = ScanOptions.builder().concurrency(4).checkFilter(true).build();
        return now.map(time -> ServiceNow.query(asked, fields, time))
                .flatMapMany(query ->
                        falcon.incidents().collection().scanIds(query, how).items());
    }
}
