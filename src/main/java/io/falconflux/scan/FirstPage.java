package io.falconflux.scan;

import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * The first page of a leg. Later pages must join the one before them; this one must begin where its range does, and a service that
 * answers with a page that begins further on leaves no trace of that in the page. So it must either begin with rows that were
 * seen before, since a leg begins a few rows before the end of the last, or hold the row that is listed first when it is asked for
 * alone.
 */
final class FirstPage<T> {

    private static final int TRIES = 4;
    private static final int WITNESSES = 5;

    private final Scope<T> scope;
    private final boolean first;
    private final Predicate<String> seen;

    /**
     * Looks at the first page of a leg.
     *
     * @param first whether the leg is the first of a pass over everything, whose first row is looked for at the end
     * @param seen tells whether a row was seen by the legs before it
     */
    FirstPage(Scope<T> scope, boolean first, Predicate<String> seen) {
        this.scope = scope;
        this.first = first;
        this.seen = seen;
    }

    Mono<Fetched<T>> of(PageTask task) {
        return of(task, 1);
    }

    private Mono<Fetched<T>> of(PageTask task, int tries) {
        return scope.fetcher().fetch(task).flatMap(page -> {
            boolean goesOn = page.ids().stream().limit(WITNESSES).anyMatch(seen);
            if (first || tries == TRIES || !page.full() || goesOn) {
                return Mono.just(page);
            }
            return scope.fetcher().list(task.selection(), 0, 1).flatMap(head -> {
                boolean begins = head.ids().stream().allMatch(page::contains);
                return begins ? Mono.just(page) : of(task, tries + 1);
            });
        });
    }
}
