package io.falconflux.scan;

import io.falconflux.error.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out which of some ids a selection still lists by filtering by id, where the selection has more rows than can be listed. Not
 * every service filters by id, and one answer alone may be false. So a witness is asked for along, a row that was just listed; only
 * answers that have it, and nothing that was not asked for, tell anything, and an id is not listed if several of them lack it.
 */
final class ByIdFilter<T> {

    /** Values in one comparison. */
    private static final int AT_ONCE = 20;

    /** More are not worth the calls. */
    private static final int MOST = 400;

    private static final int ANSWERS = 2;
    private static final int TRIES = 5;

    private final Scope<T> scope;
    private final Selection selection;
    private final String name;
    private final String witness;

    ByIdFilter(Scope<T> scope, Selection selection, String name, String witness) {
        this.scope = scope;
        this.selection = selection;
        this.name = name;
        this.witness = witness;
    }

    /** Returns the ids that are listed, and those of which it cannot be told. */
    Mono<Set<String>> stillListed(List<String> ids) {
        if (ids.size() > MOST) {
            return Mono.just(Set.copyOf(ids));
        }
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += AT_ONCE - 1) {
            parts.add(ids.subList(from, Math.min(ids.size(), from + AT_ONCE - 1)));
        }
        return Flux.fromIterable(parts)
                .concatMap(part -> listed(part, new HashSet<>(), 0, 1), 0)
                .<Set<String>>collect(HashSet::new, Set::addAll);
    }

    private Mono<Set<String>> listed(List<String> ids, Set<String> seen, int answers, int tries) {
        if (answers == ANSWERS) {
            return Mono.just(seen);
        }
        if (tries > TRIES) {
            return Mono.just(Set.copyOf(ids));
        }
        Set<String> asked = new HashSet<>(ids);
        asked.add(witness);
        return scope.fetcher()
                .list(selection.and(Clauses.any(name, asked)), 0, asked.size())
                .flatMap(page -> {
                    boolean valid = page.ids().contains(witness) && asked.containsAll(page.ids());
                    if (valid) {
                        seen.addAll(page.ids());
                        seen.remove(witness);
                    }
                    return listed(ids, seen, answers + (valid ? 1 : 0), tries + 1);
                })
                .onErrorResume(
                        error -> error instanceof RefusedException refused && refused.status() == 400,
                        error -> Mono.just(Set.copyOf(ids)));
    }
}
