package io.falconflux.join;

import io.falconflux.collection.FalconCollection;
import io.falconflux.error.QueryException;
import io.falconflux.flow.Gather;
import io.falconflux.flow.OnDemand;
import io.falconflux.flow.Unfold;
import io.falconflux.query.Fql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Joins rows with those of another collection. Immutable, and a function, so that it goes into a stream:
 *
 * <pre>{@code
 * falcon.incidents().scan(query).items().transform(falcon.incidentsWithBehaviors())
 * }</pre>
 *
 * @param <L> the type of the rows
 * @param <R> the type of what belongs to them
 */
public final class Join<L, R> implements Function<Publisher<? extends L>, Flux<Joined<L, R>>> {

    private static final Duration LINGER = Duration.ofMillis(100);

    private final Function<? super L, ? extends Collection<String>> keys;
    private final Others<R> others;
    private final String name;
    private final int concurrency;
    private final Scheduler timer;

    private Join(
            Function<? super L, ? extends Collection<String>> keys,
            Others<R> others,
            String name,
            int concurrency,
            Scheduler timer) {
        this.keys = Objects.requireNonNull(keys, "keys");
        this.others = others;
        this.name = name;
        this.concurrency = concurrency;
        this.timer = timer;
    }

    /**
     * Joins with rows whose ids the rows at hand have.
     *
     * @param ids the ids that a row has, in the order in which what belongs to it is wanted; one that comes twice counts once
     * @param others the collection that they are ids of
     * @param <L> the type of the rows
     * @param <R> the type of what belongs to them
     * @throws QueryException if the collection cannot be read by id
     */
    public static <L, R> Join<L, R> byIds(
            Function<? super L, ? extends Collection<String>> ids, FalconCollection<R> others) {
        if (others.facts().hydrateMax() == 0) {
            throw new QueryException(others.facts().name() + " cannot be read by id: join them by a filter");
        }
        return new Join<>(ids, new ById<>(others), others.facts().name(), 1, Schedulers.parallel());
    }

    /**
     * Joins with rows that name the rows at hand in a property that the service can filter by.
     *
     * @param keys by what a row is named, most often its id alone
     * @param others the collection that names it
     * @param filter the filter for those that name any of some keys
     * @param named the keys that one of them names
     * @param <L> the type of the rows
     * @param <R> the type of what belongs to them
     */
    public static <L, R> Join<L, R> byFilter(
            Function<? super L, ? extends Collection<String>> keys,
            FalconCollection<R> others,
            Function<? super Collection<String>, Fql> filter,
            Function<? super R, ? extends Collection<String>> named) {
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(named, "named");
        return new Join<>(
                keys, new ByFilter<>(others, filter, named), others.facts().name(), 1, Schedulers.parallel());
    }

    /**
     * Returns the same join with so many batches under way at a time; the order of the rows is kept. It is 1 otherwise.
     *
     * @param batches 1 to 64
     * @throws IllegalArgumentException if it is out of range
     */
    public Join<L, R> concurrency(int batches) {
        if (batches < 1 || batches > 64) {
            throw new IllegalArgumentException("concurrency must be 1 to 64, not " + batches);
        }
        return new Join<>(keys, others, name, batches, timer);
    }

    /** Returns the same join with a clock of its own. */
    Join<L, R> timer(Scheduler clock) {
        return new Join<>(keys, others, name, concurrency, clock);
    }

    /**
     * Joins rows, in their order.
     *
     * <p>By ids a batch has as many rows as the service reads in a call (500 incidents), and costs a call for so many different ids.
     * By a filter it has 32 rows and costs one scan of what belongs to them. A batch that does not fill within 100 ms goes without
     * waiting longer, so that a tail can be joined too. What belongs to the rows of the batches under way is held in memory.
     *
     * <p><b>Laziness</b>: nothing happens before demand; each subscription finds anew.
     * <br><b>Demand</b>: while the rows at hand cover the demand, no row is asked for and nothing is looked for, but with more
     * than one batch at a time so many of them ahead.
     * <br><b>Cancellation</b>: cancels the rows and aborts the calls in flight.
     * <br><b>Errors</b>: those of the rows, after the rows that came before them; those of the service;
     * {@link io.falconflux.scan.IncompleteScanException} if not all that belongs to a batch could be had, so that no row comes
     * with a part of it. Ids that the service does not return are no error: they are in {@link Joined#missing}.
     *
     * @param rows the rows
     */
    @Override
    public Flux<Joined<L, R>> apply(Publisher<? extends L> rows) {
        Flux<List<L>> batches = Gather.lists(Flux.from(rows), others.batch(), LINGER, timer);
        Flux<List<Joined<L, R>>> joined =
                concurrency == 1 ? OnDemand.concatMap(batches, this::join) : OnDemand.defer(() -> ahead(batches));
        return Unfold.each(joined, batch -> batch).checkpoint("join with " + name + " [falcon]");
    }

    /** Errors travel as values, since one that came by itself would overtake the batches before it. */
    private Flux<List<Joined<L, R>>> ahead(Flux<List<L>> batches) {
        return batches.map(this::join)
                .onErrorResume(error -> Flux.just(Mono.error(error)))
                .flatMapSequential(Mono::materialize, concurrency, 1)
                .dematerialize();
    }

    private Mono<List<Joined<L, R>>> join(List<L> rows) {
        List<Set<String>> wanted = new ArrayList<>(rows.size());
        Set<String> all = new LinkedHashSet<>();
        for (L row : rows) {
            Set<String> own = new LinkedHashSet<>(keys.apply(row));
            wanted.add(own);
            all.addAll(own);
        }
        Mono<Map<String, List<R>>> found = all.isEmpty() ? Mono.just(Map.of()) : others.find(all);
        return found.map(byKey -> {
            List<Joined<L, R>> joined = new ArrayList<>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                joined.add(joined(rows.get(i), wanted.get(i), byKey));
            }
            return joined;
        });
    }

    private static <L, R> Joined<L, R> joined(L row, Set<String> keys, Map<String, List<R>> byKey) {
        List<R> related = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String key : keys) {
            List<R> those = byKey.get(key);
            if (those == null) {
                missing.add(key);
            } else {
                related.addAll(those);
            }
        }
        return new Joined<>(row, related, missing);
    }
}
