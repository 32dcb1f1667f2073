package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows of which there was only a glimpse. */
class GlimpsedTest {

    private static final Order ORDER = new Order("start", "start", true, false);
    private static final Selection ALL = new Selection(null, "start.asc");

    private final ModelServer server = new ModelServer(ModelShape.incidents(), ModelData.uniform(40, 1, 3), 1);
    private final Set<String> delivered = new HashSet<>();
    private final Stragglers stragglers = new Stragglers();

    @Test
    void thoseThatWereNotDeliveredComeAtTheEnd() {
        List<String> ids = ids();
        delivered.add(ids.get(3));
        stragglers.glimpse(ids.subList(2, 6), "start", Range.ALL);
        assertEquals(Set.of(ids.get(2), ids.get(4), ids.get(5)), Set.copyOf(read(server.open())));
    }

    @Test
    void thoseThatLieElsewhereOrAreGoneDoNot() {
        List<String> ids = ids();
        Instant second = server.rows().stream()
                .filter(row -> row.id().equals(ids.get(0)))
                .findFirst()
                .orElseThrow()
                .start();
        server.remove(ids.get(1));
        stragglers.glimpse(List.of(ids.get(0), ids.get(1), ids.get(2)), "start", Order.second(second));
        assertEquals(List.of(ids.get(0)), read(server.open()));
    }

    @Test
    void whatIsDeliveredMeanwhileIsForgotten() {
        stragglers.glimpse(ids(), "start", Range.ALL);
        stragglers.delivered(id -> true);
        assertEquals(List.of(), stragglers.glimpses());
        assertEquals(List.of(), read(server.open()));
    }

    @Test
    void whatIsShownWhereOthersAreLookedForIsReadToo() {
        List<String> ids = ids();
        delivered.addAll(ids.subList(2, ids.size()));
        Source<Row> source = server.open();
        new Relisting<>(scope(source), ALL, Range.ALL, ORDER, Set.of("inc:nowhere"))
                .stillListed()
                .block(Duration.ofSeconds(10));
        assertEquals(Set.copyOf(ids.subList(0, 2)), Set.copyOf(read(source)));
    }

    @Test
    void wholeRowsAreListedAgainWhereTheyWereGlimpsed() {
        ModelServer scores = new ModelServer(ModelShape.crowdScores(20, 200), ModelData.uniform(40, 1, 3), 1);
        List<String> ids = scores.rows().stream().map(Row::id).sorted().toList();
        stragglers.glimpse(ids.subList(0, 3), "timestamp", Range.ALL);
        assertEquals(Set.copyOf(ids.subList(0, 3)), Set.copyOf(read(scores.open(), "timestamp")));
    }

    private List<String> ids() {
        return server.rows().stream().map(Row::id).sorted().toList();
    }

    private Scope<Row> scope(Source<Row> source) {
        return new Scope<>(
                new Fetcher<>(source, new Tally(), page -> page, 1),
                new Tally(),
                new Reach(source.facts()),
                stragglers,
                delivered::contains,
                1,
                () -> Long.MAX_VALUE,
                () -> Instant.EPOCH);
    }

    private List<String> read(Source<Row> source) {
        return read(source, "start");
    }

    private List<String> read(Source<Row> source, String key) {
        Order order = new Order(key, key, true, false);
        return new Glimpsed<>(scope(source), new Selection(null, order.sort()), order)
                .batches()
                .flatMapIterable(Batch::ids)
                .collectList()
                .block(Duration.ofSeconds(10));
    }
}
