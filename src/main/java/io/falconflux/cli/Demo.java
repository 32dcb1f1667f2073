package io.falconflux.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.falconflux.ClientOptions;
import io.falconflux.FalconClient;
import io.falconflux.json.RawRow;
import io.falconflux.query.Query;
import io.falconflux.scan.ScanOptions;
import io.falconflux.simulator.FalconSimulator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What happens without a command: a bulk scan over a Falcon in this process, from the first row to the report. */
final class Demo {

    /** More than twice what the service's window holds. */
    private static final int INCIDENTS = 25_000;

    /** Rows that a terminal is shown; a pipe gets them all. */
    private static final int SHOWN = 10;

    private static final ScanOptions HOW = ScanOptions.builder().concurrency(4).build();

    private final Surroundings around;

    Demo(Surroundings around) {
        this.around = around;
    }

    int run() {
        try (FalconSimulator falcon =
                FalconSimulator.builder().incidents(INCIDENTS).start()) {
            around.say("a Falcon with " + INCIDENTS + " incidents runs in this process; scanning all of them");
            return scan(falcon);
        }
    }

    private int scan(FalconSimulator falcon) {
        ClientOptions options = ClientOptions.builder()
                .credentials(falcon.clientId(), falcon.clientSecret())
                .baseUrl(falcon.baseUrl())
                .build();
        FalconClient client = FalconClient.create(options);
        CountedExchange calls = new CountedExchange(client.exchange());
        Glances glances = new Glances(around.terminal().out() ? SHOWN : Integer.MAX_VALUE);
        ScanRun<RawRow> run =
                new ScanRun<>(around, glances, new PipeOutput(around.out()), calls, null, false, true, null);
        return around.interrupts().during(run::stop, () -> {
            try (client) {
                return run.follow(
                        Kind.INCIDENTS.open(calls, "").scan(Query.all(), HOW).events(),
                        new ProgressLine(around, "incidents", false));
            }
        });
    }

    /** The first rows as a line each, and then a word about the others. */
    private static final class Glances implements RowFormat<RawRow> {

        private final int most;
        private int seen;

        Glances(int most) {
            this.most = most;
        }

        @Override
        public void row(RawRow row, OutputStream out) throws IOException {
            seen++;
            if (seen <= most) {
                out.write(line(Tree.of(row)).getBytes(StandardCharsets.UTF_8));
            } else if (seen == most + 1) {
                out.write("... (a pipe gets all rows)\n".getBytes(StandardCharsets.UTF_8));
            }
        }

        private static String line(JsonNode row) {
            return "%s  score %3s  %-24s  %s\n"
                    .formatted(
                            Tree.cell(row, "start"),
                            Tree.cell(row, "fine_score"),
                            Tree.cell(row, "name"),
                            Tree.cell(row, "incident_id"));
        }
    }
}
