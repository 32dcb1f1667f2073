package io.falconflux.scan;

import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import io.falconflux.error.ScanException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final int RESTS = 8;

    private final Source<T> source;
    private final Tally tally;
    private final UnaryOperator<Mono<Fetched<T>>> hop;

    /**
     * Fetches from a source.
     *
     * @param hop moves what follows a page to another thread, if that may block
     */
    Fetcher(Source<T> source, Tally tally, UnaryOperator<Mono<Fetched<T>>> hop) {
        this.source = source;
        this.tally = tally;
        this.hop = hop;
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
                .flatMap(listing -> completed(task, Listed.of(listing), 0, 0))
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

    /** Lists without reading; errors beside the ids mean that it is not a page. */
    Mono<Listing<T>> list(Selection selection, long offset, int limit) {
        return list(selection, offset, limit, 1);
    }

    private Mono<Listing<T>> list(Selection selection, long offset, int limit, int attempt) {
        Mono<Listing<T>> page = source instanceof Source.Ranked<T> ranked
                ? ranked.list(selection, offset, limit)
                : Mono.error(new IllegalStateException(source.facts().name() + " has no ranks"));
        return page.doOnNext(listing -> tally.served(listing.served())).flatMap(listing -> {
            if (!listing.flawed()) {
                return Mono.just(listing);
            }
            return attempt < TRIES
                    ? list(selection, offset, limit, attempt + 1)
                    : Mono.error(new ScanException(
                            "The service lists " + source.facts().name() + " with errors beside them " + TRIES
                                    + " times in a row. Try again later",
                            null));
        });
    }

    /** Returns one value of some rows by id, for planning; rows that do not come, or lack it, are left out. */
    Mono<Map<String, String>> values(List<String> ids, String property) {
        return ids.isEmpty() ? Mono.just(Map.of()) : source.values(ids, property);
    }

    /** Asks for the rest of a page that is shorter than it should be, and for an empty one again. */
    private Mono<Listed<T>> completed(PageTask task, Listed<T> listed, int asked, int fruitless) {
        if (listed.size() >= task.limit() || fruitless >= patience(task, listed) || asked >= RESTS) {
            return Mono.just(listed);
        }
        int rest = task.limit() - listed.size();
        return list(task.selection(), task.offset() + listed.size(), rest).flatMap(more -> {
            int before = listed.size();
            Listed<T> joined = listed.plus(more);
            return completed(task, joined, asked + 1, joined.size() == before ? fruitless + 1 : fruitless);
        });
    }

    /** Returns how many empty answers it takes to believe that nothing follows. */
    private static int patience(PageTask task, Listed<?> listed) {
        Window window = task.window();
        String lastId = window.lastId();
        if (lastId != null && listed.contains(lastId)) {
            return window.last() ? 1 : 0;
        }
        if (lastId == null) {
            return listed.size() == 0 ? Math.max(1, task.patience()) : task.patience();
        }
        return 2;
    }

    private Mono<Fetched<T>> read(PageTask task, Listed<T> listed) {
        List<String> ids = List.copyOf(listed.ids());
        if (source.facts().hydrateMax() == 0) {
            return Mono.just(Fetched.of(task, ids, listed.rows(), listed.total(), listed.served()));
        }
        return entities(ids).map(rows -> Fetched.of(task, ids, rows, listed.total(), listed.served()));
    }

    /** Reads rows by id; what does not come is asked for once more. */
    Mono<Map<String, T>> entities(List<String> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        return source.entities(ids).map(this::byId).flatMap(rows -> {
            List<String> missing =
                    ids.stream().filter(id -> !rows.containsKey(id)).toList();
            if (missing.isEmpty()) {
                return Mono.just(rows);
            }
            return source.entities(missing).map(this::byId).map(more -> {
                Map<String, T> all = new HashMap<>(rows);
                all.putAll(more);
                all.keySet().retainAll(new LinkedHashSet<>(ids));
                return all;
            });
        });
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
            @Nullable Instant served) {

        static <T> Listed<T> of(Listing<T> listing) {
            return new Listed<T>(new LinkedHashSet<>(), new HashMap<>(), listing.total(), listing.served())
                    .plus(listing);
        }

        Listed<T> plus(Listing<T> more) {
            List<String> all = new ArrayList<>(more.ids());
            for (int i = 0; i < all.size(); i++) {
                String id = Objects.requireNonNull(all.get(i));
                if (ids.add(id) && i < more.rows().size()) {
                    rows.put(id, more.rows().get(i));
                }
            }
            return new Listed<>(ids, rows, Math.max(total, more.total()), served);
        }

        int size() {
            return ids.size();
        }

        boolean contains(String id) {
            return ids.contains(id);
        }
    }
}
