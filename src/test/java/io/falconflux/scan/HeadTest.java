package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.Distorted.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A first page that begins too far on leaves no trace in itself; one true answer to any question about what lies before it is enough. */
class HeadTest {

    private static final int PAGE = 100;
    private static final int LOST = 3;

    /** The questions: the first half of a page again; what lies up to the first row, in the order and in the reverse one. */
    private enum Way {
        AGAIN,
        UP_TO,
        BACKWARDS;

        static Way of(Asked asked) {
            boolean ranged = asked.selection().filter() != null;
            return !ranged ? AGAIN : asked.selection().sort().endsWith(".desc") ? BACKWARDS : UP_TO;
        }
    }

    /** Neither the first page nor the answers about its beginning show the first rows, but for those of one question. */
    private static Outcome scan(ModelServer server, Way honest, int concurrency) {
        List<String> all = listed(server, 0, 2 * PAGE);
        List<String> first = all.subList(0, LOST);
        List<String> shifted = all.subList(LOST, Math.min(all.size(), LOST + PAGE));
        return Outcome.of(
                server,
                () -> new Distorted(server, (asked, before, ids) -> {
                    if (before.isEmpty()) {
                        return shifted;
                    }
                    return asked.limit() == PAGE / 2 && Way.of(asked) != honest
                            ? ids.stream().filter(id -> !first.contains(id)).toList()
                            : ids;
                }),
                Scans.all(),
                Scans.concurrency(concurrency),
                VirtualTimeScheduler.create());
    }

    private static List<String> listed(ModelServer server, long offset, int rows) {
        Source.Ranked<Row> source = new ModelSource.ByRank(server);
        List<String> ids = new ArrayList<>();
        for (long at = offset; at < offset + rows; at += PAGE) {
            Listing<Row> page =
                    source.list(new Selection(null, "start.asc"), at, PAGE).block();
            ids.addAll(Objects.requireNonNull(page).ids());
        }
        return ids;
    }

    @ParameterizedTest
    @CsvSource({"AGAIN, 1", "AGAIN, 4", "UP_TO, 1", "UP_TO, 4", "BACKWARDS, 1", "BACKWARDS, 4"})
    void oneTrueAnswerOfThreeIsEnough(Way honest, int concurrency) {
        ModelServer server = new ModelServer(ModelShape.incidents(PAGE, 1_000), ModelData.uniform(300, 5, 7), 1);
        OwedRows watch = server.watch(null);
        Outcome outcome = scan(server, honest, concurrency).complete(watch);
        assertFalse(outcome.pages().get(0).late());
        assertTrue(outcome.report().late() >= LOST, () -> outcome.report().toString());
    }
}
