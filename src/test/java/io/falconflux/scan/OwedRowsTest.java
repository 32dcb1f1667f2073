package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwedRowsTest {

    private static final Instant T = ModelData.FIRST;

    private ModelRows rows;
    private OwedRows watch;

    @BeforeEach
    void threeRowsOfWhichTwoMatch() {
        rows = new ModelRows(
                List.of(Row.of("a", T), Row.of("b", T), Row.of("c", T).state("closed")));
        watch = watch(true);
    }

    private OwedRows watch(boolean changesAreSeen) {
        OwedRows fresh = new OwedRows(
                rows.all(),
                ModelFilter.read(ModelShape.incidents(), "state:'open'").test(),
                changesAreSeen);
        rows.watch(fresh);
        return fresh;
    }

    @Test
    void rowsThatMatchAreOwed() {
        assertEquals(Set.of("a", "b"), watch.owed());
        assertEquals(Set.of("a", "b"), watch.allowed());
    }

    @Test
    void rowsThatLeaveOrGoAreNoLongerOwedButMayAppear() {
        rows.put(rows.get("a").state("closed").modified(T.plusSeconds(1)));
        rows.remove("b");
        assertEquals(Set.of(), watch.owed());
        assertEquals(Set.of("a", "b"), watch.allowed());
    }

    @Test
    void rowsThatComeBackAreNotOwedAgain() {
        rows.put(rows.get("a").state("closed"));
        rows.put(rows.get("a").state("open"));
        assertEquals(Set.of("b"), watch.owed());
    }

    @Test
    void rowsThatEnterOrAreNewMayAppear() {
        rows.put(rows.get("c").state("open"));
        rows.put(Row.of("d", T));
        rows.put(Row.of("e", T).state("closed"));
        assertEquals(Set.of("a", "b"), watch.owed());
        assertEquals(Set.of("a", "b", "c", "d"), watch.allowed());
    }

    @Test
    void rowsThatMoveAreOwedIfTheirChangeCanBeSeen() {
        OwedRows unseen = watch(false);
        rows.put(rows.get("a").start(T.plusSeconds(9)).modified(T.plusSeconds(1)));
        rows.put(rows.get("b").start(T.plusSeconds(9)));
        assertEquals(Set.of("a"), watch.owed());
        assertEquals(Set.of(), unseen.owed());
    }

    @Test
    void churnKeepsTheBooks() {
        rows = new ModelRows(ModelData.uniform(200, 2, 3));
        OwedRows all = watch(true);
        ModelChurn churn = new ModelChurn(2.5, ModelChurn.ALL, 4);
        for (int i = 0; i < 400; i++) {
            churn.tick(rows, ModelServer.START.plusSeconds(i));
        }
        Set<String> open = new HashSet<>();
        rows.all().stream()
                .filter(row -> "open".equals(row.state()))
                .map(Row::id)
                .forEach(open::add);
        assertEquals(true, open.containsAll(all.owed()));
        assertEquals(true, all.allowed().containsAll(open));
        assertEquals(
                true,
                all.owed().size() > 20 && all.owed().size() < 150,
                () -> all.owed().size() + " owed");
        rows.all().forEach(row -> assertEquals(row, rows.get(row.id())));
    }
}
