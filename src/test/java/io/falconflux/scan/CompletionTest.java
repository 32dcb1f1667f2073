package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.scan.Distorted.Asked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of a page that is shorter than was asked for; 40 rows, 20 a page. */
class CompletionTest {

    private static final Selection ALL = new Selection(null, "start.asc");
    private static final int PAGE = 20;

    private final ModelServer server =
            new ModelServer(ModelShape.incidents(PAGE, 1_000), ModelData.uniform(40, 1, 3), 1);

    private Distorted source;

    /** Answers so many rows of the truth to the first, second, and so on; then all of them. */
    private Fetched<Row> page(int... sizes) {
        source = new Distorted(
                server,
                (asked, before, ids) -> before.size() < sizes.length
                        ? ids.subList(0, Math.min(ids.size(), sizes[before.size()]))
                        : ids);
        Fetcher<Row> fetcher = new Fetcher<>(source, new Tally(), page -> page, 1);
        PageTask task = new PageTask(Window.unknown(Range.ALL), ALL, 0, PAGE, 0, false);
        return fetcher.fetch(task).block(Duration.ofSeconds(10));
    }

    private List<Integer> limits() {
        return source.asked().stream().map(Asked::limit).toList();
    }

    @Test
    void aFullPageIsAskedForOnce() {
        assertEquals(PAGE, page().ids().size());
        assertEquals(List.of(PAGE), limits());
    }

    @Test
    void whatComesForTheRestOfAVeryShortPageIsThePage() {
        Fetched<Row> page = page(5);
        assertEquals(PAGE, page.ids().size());
        assertTrue(page.full());
        assertEquals(List.of(PAGE, PAGE), limits());
    }

    @Test
    void oneOfSeveralAnswersToAnEmptyPageIsThePage() {
        Fetched<Row> page = page(0, 0, PAGE, 0);
        assertEquals(PAGE, page.ids().size());
        assertTrue(page.full());
        assertEquals(List.of(PAGE, PAGE, PAGE, PAGE), limits());
    }

    @Test
    void emptyAnswersToTheRestOfAPageWithRowsAreNotItsEnd() {
        Fetched<Row> page = page(15, 0, 0, 0);
        assertEquals(PAGE, page.ids().size());
        assertTrue(page.full());
    }

    @Test
    void shortAndEmptyAnswersInAnyOrderAreNotItsEnd() {
        Fetched<Row> page = page(0, PAGE - 1, 0, 5, 15, 0, 15, 0);
        assertEquals(PAGE, page.ids().size());
        assertTrue(page.full());
    }

    @Test
    void fourEmptyAnswersAreAnEmptyPage() {
        Fetched<Row> page = page(0, 0, 0, 0);
        assertEquals(List.of(), page.ids());
        assertFalse(page.full());
    }

    @Test
    void whatStoodBesideErrorsIsTold() {
        server.faults.flawedPages = 1;
        List<String> told = new ArrayList<>();
        Fetcher<Row> fetcher = new Fetcher<>(server.open(), new Tally(), page -> page, 1).telling(told::addAll);
        PageTask task = new PageTask(Window.unknown(Range.ALL), ALL, 0, PAGE, 0, false);
        Fetched<Row> page = fetcher.fetch(task).block(Duration.ofSeconds(10));
        assertFalse(told.isEmpty());
        assertTrue(page.ids().containsAll(told));
    }
}
