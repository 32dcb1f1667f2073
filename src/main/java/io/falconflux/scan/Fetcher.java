package io.falconflux.scan;

import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Gets one page as it should be: owns pages that do not satisfy, while calls that fail are the source's to repeat. A page
 * with errors beside it is asked for again; one that is shorter than it should be is completed from where it stopped; rows
 * that did not come are asked for once more in place.
 *
 * @param <T> the type of a row
 */
final class Fetcher<T> {

    private static final int TRIES = 3;

    /** How often the rest of a page is asked for. Rows that come at every request must not keep a page open for ever. */
    private static final int RESTS = 6;

    /** How many rows of a page its rest is asked for with, to see that the two meet. */
    private static final int BACK = 3;

    /** How many empty answers it takes to believe that nothing follows. */
    private static final int EMPTY_ANSWERS = 3;

    private final Source<T> source;
    private final Tally tally;
    private final UnaryOperator<Mono<Fetched<T>>> hop;
    private final boolean trusting;

    /**
     * Fetches from a source.
     *
     * @param hop moves what follows a page to another thread, if that may block
     */
    Fetcher(Source<T> source, Tally tally, UnaryOperator<Mono<Fetched<T>>> hop) {
        this(source, tally, hop, false);
    }

    private Fetcher(Source<T> source, Tally tally, UnaryOperator<Mono<Fetched<T>>> hop, boolean trusting) {
        this.source = source;
        this.tally = tally;
        this.hop = hop;
        this.trusting = trusting;
    }

    /** Returns one that believes a page which is shorter than was asked for: whoever asks again soon loses nothing by it. */
    Fetcher<T> trusting() {
        return new Fetcher<>(source, tally, hop, true);
    }

    Source<T> source() {
        return source;
    }

    int pageSize() {
        return source.facts().pageSize();
    }

    /** Lists and reads a page; behind the service's window it is {@linkplain Fetched#refused() refused}. */
    Mono<Fetched<T>> fetch(PageTask task) {
        Mono<Fetched<T>> page = list(task.selection(), task.offset(), task.limit())
                .flatMap(first -> completed(task, Listed.of(first, task), 0, 0))
                .flatMap(listed -> read(task, listed));
        return hop.apply(
                task.offset() == 0
                        ? page
                        : page.onErrorResume(Fetcher::beyondWindow, e -> Mono.just(Fetched.refused(task))));
    }

    /** A request that worked at offset 0 and is called bad further on lies behind the window. */
    static boolean beyondWindow(Throwable error) {
        return error instanceof RefusedException refused && (refused.status() == 400 || refused.status() == 500)
                || error instanceof RetiredException retired && retired.status() == 500;
    }

    /** Lists without reading; errors beside the ids, or an id twice, which hides another, mean that it is not a page. */
    Mono<Listing<T>> list(Selection selection, long offset, int limit) {
        return list(selection, offset, limit, 1);
    }

    private Mono<Listing<T>> list(Selection selection, long offset, int limit, int attempt) {
        Mono<Listing<T>> page = source instanceof Source.Ranked<T> ranked
                ? ranked.list(selection, offset, limit)
                : Mono.error(new IllegalStateException(source.facts().name() + " has no ranks"));
        return page.doOnNext(listing -> tally.served(listing.served())).flatMap(listing -> {
            boolean doubled =
                    new HashSet<>(listing.ids()).size() < listing.ids().size();
            Flaw flaw = listing.flaw();
            if (flaw == null && (!doubled || attempt >= TRIES)) {
                return Mono.just(listing);
            }
            return flaw == null || attempt < TRIES
                    ? list(selection, offset, limit, attempt + 1)
                    : Mono.error(flaw.lasting(source.facts().name(), TRIES));
        });
    }

    /** Returns one value of the rows of a page, for planning; rows that do not come, or lack it, are left out. */
    Mono<Map<String, String>> values(Listing<T> page, String property) {
        if (page.rows().isEmpty()) {
            return values(page.ids(), property);
        }
        Map<String, T> rows = new HashMap<>();
        for (int i = 0; i < page.rows().size(); i++) {
            rows.put(page.ids().get(i), page.rows().get(i));
        }
        return values(page.ids(), rows::get, property);
    }

    /** Returns one value of some rows of a page; rows that did not come, or lack it, are left out. */
    Mono<Map<String, String>> values(Fetched<T> page, List<String> ids, String property) {
        return values(ids, page::row, property);
    }

    private Mono<Map<String, String>> values(List<String> ids, Function<String, @Nullable T> row, String property) {
        if (!source.keys().known()) {
            return values(ids, property);
        }
        Map<String, String> values = new HashMap<>();
        for (String id : ids) {
            T known = row.apply(id);
            String value = known == null ? null : source.keys().value(known, property);
            if (value != null) {
                values.put(id, value);
            }
        }
        return Mono.just(values);
    }

    /** Returns one value of some rows by id; rows that do not come, or lack it, are left out. */
    Mono<Map<String, String>> values(List<String> ids, String property) {
        return ids.isEmpty() ? Mono.just(Map.of()) : source.values(ids, property);
    }

    /**
     * Makes sure of a page that is shorter than was asked for: asks for its rest, from a few rows before its end. If only those
     * come, it is the end. If others come, the page was cut short or shifted, and is asked for again, since only rows listed in
     * one request are immune to ties in another order; what still comes short is completed from where it stopped. An empty
     * answer proves nothing, and is believed when it was given several times.
     */
    private Mono<Listed<T>> completed(PageTask task, Listed<T> listed, int asked, int empty) {
        if (trusting || listed.size() >= task.limit() || asked >= RESTS || sure(task, listed)) {
            return Mono.just(listed);
        }
        int back = Math.min(BACK, listed.size());
        int rest = task.limit() - listed.size() + back;
        return list(task.selection(), task.offset() + listed.size() - back, rest)
                .flatMap(more -> {
                    if (more.ids().isEmpty()) {
                        return empty + 1 < EMPTY_ANSWERS
                                ? completed(task, listed, asked + 1, empty + 1)
                                : Mono.just(listed);
                    }
                    int came = more.ids().size();
                    boolean whole = came >= back
                            && came < rest; // fewer or more than the few rows is no end but another false answer
                    if (whole && more.ids().stream().allMatch(listed::contains)) {
                        return Mono.just(listed);
                    }
                    return list(task.selection(), task.offset(), task.limit())
                            .map(again -> Listed.of(again, task).after(listed))
                            .flatMap(again -> completed(
                                    task, again.size() > listed.size() ? again : listed.plus(more), asked + 1, 0));
                });
    }

    /** The next window begins with the second in which this one ends, so its last row is proof enough. */
    private static boolean sure(PageTask task, Listed<?> listed) {
        String lastId = task.window().lastId();
        return lastId != null && !task.window().last() && listed.contains(lastId);
    }

    private Mono<Fetched<T>> read(PageTask task, Listed<T> listed) {
        List<String> ids = List.copyOf(listed.ids());
        if (source.facts().hydrateMax() == 0) {
            return Mono.just(fetched(task, listed, listed.rows()));
        }
        return entities(ids).map(rows -> fetched(task, listed, rows));
    }

    private static <T> Fetched<T> fetched(PageTask task, Listed<T> listed, Map<String, T> rows) {
        Fetched<T> page = Fetched.of(task, List.copyOf(listed.ids()), rows, listed.total(), listed.served());
        page.hadRoom(listed.shortAnswers() > 1 || !page.full());
        return page;
    }

    /** Reads rows by id; what does not come is asked for once more. */
    Mono<Map<String, T>> entities(List<String> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        int most = source.facts().hydrateMax();
        if (ids.size() > most) {
            return entities(ids.subList(0, most)).zipWith(entities(ids.subList(most, ids.size())), Fetcher::joined);
        }
        return source.entities(ids).map(this::byId).flatMap(rows -> {
            List<String> missing =
                    ids.stream().filter(id -> !rows.containsKey(id)).toList();
            rows.keySet().retainAll(new HashSet<>(ids));
            if (missing.isEmpty()) {
                return Mono.just(rows);
            }
            return source.entities(missing).map(this::byId).map(more -> joined(rows, more));
        });
    }

    private static <T> Map<String, T> joined(Map<String, T> some, Map<String, T> more) {
        Map<String, T> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private Map<String, T> byId(List<T> rows) {
        Map<String, T> map = new HashMap<>(rows.size() * 2);
        for (T row : rows) {
            String id = source.keys().id(row);
            if (id != null) {
                map.put(id, row);
            }
        }
        return map;
    }

    /** What was listed so far of one page. */
    private record Listed<T>(
            LinkedHashSet<String> ids,
            Map<String, T> rows,
            long total,
            @Nullable Instant served,
            int shortAnswers) {

        static <T> Listed<T> of(Listing<T> listing, PageTask task) {
            int shortAnswers = listing.ids().size() < task.limit() ? 1 : 0;
            return new Listed<T>(
                            new LinkedHashSet<>(), new HashMap<>(), listing.total(), listing.served(), shortAnswers)
                    .plus(listing);
        }

        /** Returns this as another answer to the same question. */
        Listed<T> after(Listed<T> before) {
            return new Listed<>(ids, rows, total, served, shortAnswers + before.shortAnswers);
        }

        Listed<T> plus(Listing<T> more) {
            List<String> all = new ArrayList<>(more.ids());
            for (int i = 0; i < all.size(); i++) {
                String id = Objects.requireNonNull(all.get(i));
                if (ids.add(id) && i < more.rows().size()) {
                    rows.put(id, more.rows().get(i));
                }
            }
            return new Listed<>(ids, rows, Math.max(total, more.total()), served, shortAnswers);
        }

        int size() {
            return ids.size();
        }

        boolean contains(String id) {
            return ids.contains(id);
        }
    }
}
