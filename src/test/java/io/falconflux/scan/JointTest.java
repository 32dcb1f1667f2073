package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two pages, named by their rows: the letter of a row is its second, the digit tells it from those that tie. */
class JointTest {

    private static final Instant FIRST = Instant.parse("2026-01-10T00:00:00Z");
    private static final Order ORDER = new Order("start", "start", true, false);

    @Test
    void pagesThatShareRowsHold() {
        assertTrue(holds("a1 b1 c1 d1", 2, "c1 d1 e1 f1"));
        assertTrue(holds("a1 b1 c1 d1", 3, "c1 d1 e1 f1"), "one was deleted before");
    }

    @Test
    void pagesThatShareNothingDoNot() {
        assertFalse(holds("a1 b1 c1 d1", 2, "e1 f1 g1"));
    }

    @Test
    void rowsThatTieMustBeListedWholeWhateverIsShared() {
        assertTrue(holds("a1 b1 c1 c2", 3, "b1 c2 c3 c1 d1"));
        assertFalse(holds("a1 b1 c1 c2", 3, "c2 c1 d1 e1"), "c3 may stand before the first of them this time");
        assertFalse(holds("a1 b1 c1 d1", 2, "d1 e1 f1"), "d2 may stand before the first of them this time");
    }

    @Test
    void aRowBehindLaterOnesHidesAnother() {
        assertFalse(holds("a1 b1 c1 d1", 2, "c1 e1 d1 f1"));
    }

    private static boolean holds(String before, int overlap, String page) {
        Fetched<Row> first = page(before, 0, 0);
        Fetched<Row> next = page(page, 10, overlap);
        return new Joint<>(first, next, ORDER, PageEnd.of(first.times())).holds();
    }

    private static Fetched<Row> page(String names, long offset, int overlap) {
        List<String> ids = List.of(names.split(" "));
        Map<String, Row> rows = new HashMap<>();
        ids.forEach(id -> rows.put(id, Row.of(id, FIRST.plusSeconds(id.charAt(0)))));
        PageTask task = new PageTask(
                Window.unknown(Range.ALL), new Selection(null, ORDER.sort()), offset, ids.size(), overlap, false);
        Listing<Row> listing = new Listing<>(ids, List.of(), ids.size(), null, null, null);
        return Fetched.of(task, Listed.of(listing, task), rows).timed(Row::start);
    }
}
