package io.falconflux.scan;

import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * The first page of a leg. Later pages must join the one before them; this one must begin where its range does, and a service that
 * answers with a page that begins further on leaves no trace of that in the page. So the rows that are listed first must all be on
 * it when they are asked for again; in a pass through changes, rows of the last leg at its beginning are enough.
 */
final class FirstPage<T> {

    private static final int TRIES = 4;
    private static final int WITNESSES = 5;

    private final Fetcher<T> fetcher;
    private final String property;
    private final boolean first;
    private final Predicate<String> seen;

    /**
     * Looks at the first page of a leg.
     *
     * @param fetcher gets it
     * @param property what the pages are ordered by
     * @param first whether the leg is the first of a pass over everything, whose first row is looked for at the end
     * @param seen tells whether a row was seen by the legs before it
     */
    FirstPage(Fetcher<T> fetcher, String property, boolean first, Predicate<String> seen) {
        this.fetcher = fetcher;
        this.property = property;
        this.first = first;
        this.seen = seen;
    }

    Mono<Fetched<T>> of(PageTask task) {
        return of(task, 1);
    }

    private Mono<Fetched<T>> of(PageTask task, int tries) {
        return fetcher.fetch(task).flatMap(page -> {
            boolean goesOn = page.ids().stream().limit(WITNESSES).anyMatch(seen);
            if (first || tries == TRIES || !page.full() || goesOn) {
                return Mono.just(page);
            }
            return fetcher.list(task.selection(), 0, half(task))
                    .flatMap(head -> begins(page, head))
                    .flatMap(begins -> begins ? Mono.just(page) : of(task, tries + 1));
        });
    }

    private Mono<Boolean> begins(Fetched<T> page, Listing<T> head) {
        List<String> others =
                head.ids().stream().filter(id -> !page.contains(id)).toList();
        return others.isEmpty() ? Mono.just(true) : allTie(page, others);
    }

    /** Where all rows of a page tie, others that tie with them may come the next time. */
    private Mono<Boolean> allTie(Fetched<T> page, List<String> others) {
        List<String> ids = page.ids();
        List<String> ends = List.of(ids.get(0), ids.get(ids.size() / 2), ids.get(ids.size() - 1));
        return fetcher.values(page, ends, property)
                .filter(values -> new HashSet<>(values.values()).size() == 1)
                .flatMap(tied -> fetcher.values(others.subList(0, Math.min(WITNESSES, others.size())), property)
                        .map(values -> tied.values().containsAll(values.values()) && !values.isEmpty()))
                .defaultIfEmpty(false);
    }

    /** Rows that tie come in another order each time, so the first row alone proves nothing; the first half of the page does. */
    private static int half(PageTask task) {
        return Math.max(1, task.limit() / 2);
    }
}
