package io.falconflux.scan;

import io.falconflux.error.RefusedException;
import io.falconflux.error.RetiredException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Gets one page as it should be: owns pages that do not satisfy, while calls that fail are the source's to repeat. A page
 * with errors beside it is asked for again; one that is shorter than it should be is made sure of ({@link Completion}); rows that
 * did not come are asked for once more in place.
 *
 * @param <T> the type of a row
 */
final class Fetcher<T> {

    /** What is made of a page that is shorter than was asked for. */
    private enum Trust {
        /** It is believed. */
        BELIEVING,
        /** It is made sure of. */
        SURE,
        /** It is made sure of, and nothing is what is expected. */
        EXPECTING_NOTHING
    }

    private static final int TRIES = 3;

    /** Answers in a row that say of themselves that they are none. */
    private static final int FLAWED = 8;

    private final Source<T> source;
    private final Tally tally;
    private final UnaryOperator<Mono<Fetched<T>>> hop;
    private final int atOnce;
    private final Trust trust;
    private final AtomicInteger served;
    private final Consumer<List<String>> passedOver;

    /**
     * Fetches from a source.
     *
     * @param hop moves what follows a page to another thread, if that may block
     * @param atOnce calls for one page at a time at most
     */
    Fetcher(Source<T> source, Tally tally, UnaryOperator<Mono<Fetched<T>>> hop, int atOnce) {
        this(source, tally, hop, atOnce, Trust.SURE, new AtomicInteger(Integer.MAX_VALUE), ids -> {});
    }

    private Fetcher(
            Source<T> source,
            Tally tally,
            UnaryOperator<Mono<Fetched<T>>> hop,
            int atOnce,
            Trust trust,
            AtomicInteger served,
            Consumer<List<String>> passedOver) {
        this.source = source;
        this.tally = tally;
        this.hop = hop;
        this.atOnce = atOnce;
        this.trust = trust;
        this.served = served;
        this.passedOver = passedOver;
    }

    /** Returns one that tells the ids of answers that were not taken, which may be rows all the same. */
    Fetcher<T> telling(Consumer<List<String>> other) {
        return new Fetcher<>(source, tally, hop, atOnce, trust, served, other);
    }

    /** Returns one that believes a page which is shorter than was asked for: whoever asks again soon loses nothing by it. */
    Fetcher<T> trusting() {
        return new Fetcher<>(source, tally, hop, atOnce, Trust.BELIEVING, served, passedOver);
    }

    /** Returns one for pages of which most are empty, which it asks for several times at once, if calls may be under way at once. */
    Fetcher<T> expectingNothing() {
        return atOnce == 1
                ? this
                : new Fetcher<>(source, tally, hop, atOnce, Trust.EXPECTING_NOTHING, served, passedOver);
    }

    Source<T> source() {
        return source;
    }

    int atOnce() {
        return atOnce;
    }

    int pageSize() {
        return Math.min(source.facts().pageSize(), served.get());
    }

    /** Learns that the service gives no more rows a page, whatever is asked for. */
    void servesAtMost(int rows) {
        served.accumulateAndGet(rows, Math::min);
    }

    /** Lists and reads a page; behind the service's window it is {@linkplain Fetched#refused() refused}. */
    Mono<Fetched<T>> fetch(PageTask task) {
        Mono<Fetched<T>> page = Mono.defer(() -> page(task));
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

    /** Lists without reading, as far as offsets reach; beyond, it is empty, and what is refused is learnt. */
    Mono<Listing<T>> listWithin(Reach reach, Selection selection, long offset, int limit) {
        return offset + limit > reach.cap()
                ? Mono.empty()
                : list(selection, offset, limit).onErrorResume(error -> offset > 0 && beyondWindow(error), error -> {
                    reach.refusedPage(offset + limit);
                    return Mono.empty();
                });
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
            passedOver.accept(listing.ids());
            return flaw == null || attempt < FLAWED
                    ? list(selection, offset, limit, attempt + 1)
                    : Mono.error(flaw.lasting(source.facts().name(), FLAWED));
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

    private Mono<Fetched<T>> page(PageTask task) {
        Completion<T> completion = new Completion<>(this, task);
        return switch (trust) {
            case BELIEVING ->
                list(task.selection(), task.offset(), task.limit())
                        .flatMap(answer -> read(task, Listed.of(answer, task), Map.of()));
            case SURE -> completion.whole().flatMap(begin -> sure(task, completion, begin));
            case EXPECTING_NOTHING -> completion.answerToNothing().flatMap(listed -> read(task, listed, Map.of()));
        };
    }

    /** Where the end seems to be reached, making sure of that and reading the rows need not wait for each other. */
    private Mono<Fetched<T>> sure(PageTask task, Completion<T> completion, Listed<T> begin) {
        Mono<Listed<T>> answer = completion.answer(begin);
        return atOnce > 1 && completion.seemsToEnd(begin) && source.facts().hydrateMax() > 0
                ? Mono.zip(answer, entities(begin.ids())).flatMap(both -> read(task, both.getT1(), both.getT2()))
                : answer.flatMap(listed -> read(task, listed, Map.of()));
    }

    /** Reads the rows that are not there yet. */
    private Mono<Fetched<T>> read(PageTask task, Listed<T> listed, Map<String, T> rows) {
        if (source.facts().hydrateMax() == 0) {
            return Mono.just(Fetched.of(task, listed, listed.rows()));
        }
        if (rows.isEmpty()) {
            return entities(listed.ids()).map(all -> Fetched.of(task, listed, all));
        }
        List<String> others =
                listed.ids().stream().filter(id -> !rows.containsKey(id)).toList();
        return entities(others).map(more -> Fetched.of(task, listed, joined(rows, more)));
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
            if (rows.size() == ids.size() && rows.keySet().containsAll(ids)) {
                return Mono.just(rows);
            }
            Set<String> missing = new LinkedHashSet<>(ids);
            missing.removeAll(rows.keySet());
            rows.keySet().retainAll(new HashSet<>(ids));
            if (missing.isEmpty()) {
                return Mono.just(rows);
            }
            return source.entities(List.copyOf(missing)).map(this::byId).map(more -> {
                more.keySet().retainAll(missing);
                return joined(rows, more);
            });
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
}
