package io.falconflux.collection;

import io.falconflux.error.QueryException;
import io.falconflux.json.RawRow;
import io.falconflux.query.Field;
import io.falconflux.query.Fql;
import io.falconflux.query.Query;
import io.falconflux.query.Sort;
import io.falconflux.scan.CollectionFacts;
import io.falconflux.scan.CollectionScan;
import io.falconflux.scan.CollectionTail;
import io.falconflux.scan.Scan;
import io.falconflux.scan.ScanOptions;
import io.falconflux.scan.ScanQuery;
import io.falconflux.scan.Source;
import io.falconflux.scan.Tail;
import io.falconflux.scan.TailOptions;
import io.falconflux.transport.CallContext.Priority;
import io.falconflux.transport.Exchange;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One collection of one tenant: list ids, read rows by id, scan.
 *
 * @param <T> the type of a row
 */
public final class FalconCollection<T> {

    private final CollectionDescriptor<T> descriptor;
    private final Exchange exchange;
    private final String tenant;

    /**
     * Opens a collection over an exchange; a client's methods do this.
     *
     * @param descriptor the facts
     * @param exchange where calls go
     * @param tenant whose rows, for checkpoints: base URL, client id and member CID
     */
    public FalconCollection(CollectionDescriptor<T> descriptor, Exchange exchange, String tenant) {
        this.descriptor = Objects.requireNonNull(descriptor, "descriptor");
        this.exchange = Objects.requireNonNull(exchange, "exchange");
        this.tenant = Objects.requireNonNull(tenant, "tenant");
    }

    /** Returns what is known of the collection. */
    public CollectionFacts facts() {
        return descriptor.facts();
    }

    /** Returns the fields that the document lists for filters; a service may know others. */
    public List<Field> fields() {
        return descriptor.fields();
    }

    /** Returns the same collection with its rows as the bytes that the service sent, nothing left out. */
    public FalconCollection<RawRow> raw() {
        return new FalconCollection<>(descriptor.raw(), exchange, tenant);
    }

    /**
     * Lists ids by plain offset pagination, as far as the service's window of 10,000 rows reaches; a scan goes further.
     *
     * <p><b>Laziness</b>: nothing happens before demand; each subscription starts anew.
     * <br><b>Demand</b>: exact: n ids cost the pages that hold n ids, and a demand of 0 costs nothing.
     * <br><b>Cancellation</b>: aborts the call in flight.
     * <br><b>Errors</b>: those of the service; {@link QueryException} if the sort is none of the collection's;
     * {@link io.falconflux.error.ScanException} if more rows match than the window holds.
     *
     * @param query which ids, in which order
     */
    public Flux<String> query(Query query) {
        return Flux.defer(() -> {
                    ScanQuery text = text(query);
                    Source<T> source = ExchangeSource.open(descriptor, exchange, Priority.INTERACTIVE);
                    return Pagination.ids(source, text);
                })
                .checkpoint("query " + facts().name() + " [falcon]");
    }

    /**
     * Reads rows by their ids, any number of them, in calls of as many as the service takes.
     *
     * <p><b>Laziness</b>: nothing happens before demand; each subscription reads anew.
     * <br><b>Demand</b>: no call is made while the rows at hand cover the demand.
     * <br><b>Cancellation</b>: aborts the call in flight.
     * <br><b>Errors</b>: those of the service; a malformed id is refused by the service and named in the error.
     *
     * @param ids the ids; the result keeps their order and repeats what they repeat
     * @return one result for each id, found or not
     */
    public Flux<Lookup<T>> get(List<String> ids) {
        List<String> wanted = List.copyOf(ids);
        return Flux.defer(() -> Lookups.read(ExchangeSource.open(descriptor, exchange, Priority.INTERACTIVE), wanted))
                .checkpoint("get " + facts().name() + " [falcon]");
    }

    /**
     * Scans with the default options.
     *
     * @param query which rows, in which order; without a sort by the default time key ascending
     */
    public Scan<T> scan(Query query) {
        return scan(query, ScanOptions.defaults());
    }

    /**
     * Scans.
     *
     * @param query which rows, in which order; without a sort by the default time key ascending
     * @param options how
     * @throws QueryException if the sort is none of the collection's
     */
    public Scan<T> scan(Query query, ScanOptions options) {
        return new CollectionScan<>(() -> bulk(query, options), text(query), options, Schedulers.parallel());
    }

    /**
     * Scans the ids alone: as complete as a scan of rows, and no row is read but a few whose times cut the scan into windows.
     *
     * @param query which rows, in which order
     * @param options how
     * @throws QueryException if the sort is none of the collection's
     */
    public Scan<String> scanIds(Query query, ScanOptions options) {
        if (descriptor.hydration() == null) {
            return new IdScan<>(scan(query, options), row -> ExchangeSource.id(descriptor, row));
        }
        return new CollectionScan<>(
                () -> IdSource.of(bulk(query, options)), text(query), options, Schedulers.parallel());
    }

    /**
     * Finds out whether the service heeds a filter, or passes over it in silence, by asking for what cannot be. Costs three
     * calls and one for each property in the filter, one row each. {@link ScanOptions.Builder#checkFilter} does this before
     * a scan.
     *
     * <p><b>Laziness</b>: nothing happens before subscription; each subscription asks anew.
     * <br><b>Demand</b>: one result, whatever the demand.
     * <br><b>Cancellation</b>: aborts the call in flight.
     * <br><b>Errors</b>: those of the service; a refusal of the filter with what may be wrong with it.
     *
     * @param filter the filter
     */
    public Mono<FilterCheck> checkFilter(Fql filter) {
        return ExchangeSource.check(descriptor, exchange, filter.toString())
                .checkpoint("check filter of " + facts().name() + " [falcon]");
    }

    /**
     * Follows with the default options; see {@link Tail}.
     *
     * @param query which rows, and how many at most in each subscription
     * @throws QueryException if the query has a sort, since a tail has its own order
     */
    public Tail<T> tail(Query query) {
        return tail(query, TailOptions.defaults());
    }

    /**
     * Follows what is new and what changes; see {@link Tail}. A collection whose rows change and do not tell when cannot be
     * followed: its tail ends in a {@link QueryException}.
     *
     * @param query which rows, and how many at most
     * @param options how
     * @throws QueryException if the query has a sort, since a tail has its own order
     */
    public Tail<T> tail(Query query, TailOptions options) {
        if (query.sort().isPresent()) {
            throw new QueryException("A tail has an order of its own, that of changes: leave out the sort");
        }
        return new CollectionTail<>(
                () -> ExchangeSource.open(descriptor, exchange, Priority.BULK),
                text(query),
                options,
                Schedulers.parallel());
    }

    private Source<T> bulk(Query query, ScanOptions options) {
        String guarded =
                options.checkFilter() ? query.filter().map(Fql::toString).orElse(null) : null;
        return ExchangeSource.open(descriptor, exchange, Priority.BULK, guarded);
    }

    private ScanQuery text(Query query) {
        return new ScanQuery(
                query.filter().map(Fql::toString).orElse(null),
                query.sort().map(this::known).orElse(null),
                query.limit().orElse(0),
                tenant);
    }

    private String known(Sort sort) {
        if (!facts().sorts().contains(sort.key())) {
            throw new QueryException("Cannot sort " + facts().name() + " by '" + sort.key() + "'. Sort by one of "
                    + String.join(", ", facts().sorts()) + ", followed by .asc or .desc");
        }
        return sort.toString();
    }
}
