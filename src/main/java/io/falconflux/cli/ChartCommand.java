package io.falconflux.cli;

import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.incidents.EnvironmentScore;
import io.falconflux.query.Query;
import io.falconflux.scan.ScanEvent;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code chart}: the scores of the environment over time. */
@Command(
        name = "chart",
        description = {
            "Draws the CrowdScore over time, as wide as the terminal. Each column shows the highest score of its time, and"
                    + " nothing where there was none.",
            "All scores are read, as scan crowdscores does. Drawn in ASCII unless the locale says UTF-8."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux chart crowdscores",
            "  falconflux chart crowdscores --since 30d --adjusted",
            "  COLUMNS=120 falconflux chart crowdscores --since 2026-01-01 --until 2026-02-01"
        })
final class ChartCommand implements Callable<Integer> {

    private static final String COLLECTION = "crowdscores";

    private final Surroundings around;

    @Parameters(index = "0", paramLabel = "COLLECTION", description = "crowdscores.")
    private String collection = COLLECTION;

    @Mixin
    private TimeRange range = new TimeRange();

    @Option(names = "--adjusted", description = "Draws the adjusted score.")
    private boolean adjusted;

    @ArgGroup(validate = false, heading = Connection.HEADING)
    private Connection connection = new Connection();

    ChartCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (!collection.equals(COLLECTION)) {
            throw new UsageException("A chart is drawn of " + COLLECTION + ", not of '" + collection + "'");
        }
        query(ServiceNow.local());
        ClientOptions options = connection.options(around, 16);
        Function<EnvironmentScore, Integer> score =
                adjusted ? EnvironmentScore::adjustedScore : EnvironmentScore::score;
        ChartRun run = new ChartRun(around, adjusted ? "Adjusted CrowdScore" : "CrowdScore");
        return around.interrupts().during(run::stop, () -> {
            try (FalconClient falcon = FalconClient.create(options)) {
                Mono<Instant> now =
                        range.relative() ? ServiceNow.of(falcon, Kind.CROWDSCORES) : Mono.just(ServiceNow.local());
                Flux<ScanEvent<EnvironmentScore>> events = now.flatMapMany(
                        time -> falcon.crowdScores().scan(query(time)).events());
                return run.draw(events, EnvironmentScore::timestamp, score);
            }
        });
    }

    private Query query(Instant now) {
        return range.narrow(Query.all(), Kind.CROWDSCORES.timeKey(), now);
    }
}
