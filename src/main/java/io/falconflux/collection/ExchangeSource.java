package io.falconflux.collection;

import io.falconflux.error.RefusedException;
import io.falconflux.error.ScanException;
import io.falconflux.json.ElementCodec;
import io.falconflux.json.Paging;
import io.falconflux.query.Direction;
import io.falconflux.query.FilterHints;
import io.falconflux.scan.CollectionFacts;
import io.falconflux.scan.Cost;
import io.falconflux.scan.Flaw;
import io.falconflux.scan.Listing;
import io.falconflux.scan.RowKeys;
import io.falconflux.scan.Selection;
import io.falconflux.scan.Source;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.Exchange;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The rows of a collection, reached over an exchange: turns what a scan asks for into calls. One for each subscription,
 * since it counts what that subscription costs.
 *
 * @param <T> the type of a row
 */
abstract class ExchangeSource<T> {

    private static final String FILTER = "filter";

    final CollectionDescriptor<T> collection;
    private final Exchange exchange;
    private final CallContext.Priority priority;
    private final CostMeter meter = new CostMeter();

    /** What has to be known before anything is listed; completes once it is. */
    private final Mono<Void> gate;

    ExchangeSource(
            CollectionDescriptor<T> collection,
            Exchange exchange,
            CallContext.Priority priority,
            @Nullable String guarded) {
        this.collection = collection;
        this.exchange = exchange;
        this.priority = priority;
        this.gate = guarded == null ? Mono.empty() : gate(guarded);
    }

    /**
     * Opens a source.
     *
     * @param collection the facts
     * @param exchange where calls go
     * @param priority whether somebody waits for single calls
     */
    static <T> Source<T> open(CollectionDescriptor<T> collection, Exchange exchange, CallContext.Priority priority) {
        return open(collection, exchange, priority, null);
    }

    /**
     * Opens a source that may list nothing before it knows that the service heeds a filter.
     *
     * @param guarded the filter; null to list at once
     */
    static <T> Source<T> open(
            CollectionDescriptor<T> collection,
            Exchange exchange,
            CallContext.Priority priority,
            @Nullable String guarded) {
        return switch (collection.style()) {
            case OFFSET -> new RankedSource<>(collection, exchange, priority, guarded);
            case CURSOR -> new Chained<>(collection, exchange, priority, guarded);
        };
    }

    /** Finds out whether the service heeds a filter. */
    static Mono<FilterCheck> check(CollectionDescriptor<?> collection, Exchange exchange, String filter) {
        return Mono.defer(
                () -> new RankedSource<>(collection, exchange, CallContext.Priority.INTERACTIVE, null).checked(filter));
    }

    Mono<FilterCheck> checked(String filter) {
        return new FilterGuard(collection, this::one).check(filter);
    }

    private Mono<Void> gate(String filter) {
        AtomicBoolean open = new AtomicBoolean();
        return Mono.defer(() -> open.get() ? Mono.empty() : checked(filter))
                .flatMap(found -> found.heeded()
                        ? Mono.fromRunnable(() -> open.set(true))
                        : Mono.error(new ScanException(collection.facts().name() + ": " + found.finding(), null)));
    }

    /** Lists one row, gate or no gate. */
    private Mono<FilterGuard.Seen> one(@Nullable String filter) {
        String sort = collection.facts().defaultKey().name() + "." + Direction.ASC;
        return listed(page(new Selection(filter, sort), 1).build(), Integer.MAX_VALUE)
                .map(page -> new FilterGuard.Seen(!page.ids().isEmpty(), page.total()));
    }

    public CollectionFacts facts() {
        return collection.facts();
    }

    public RowKeys<T> keys() {
        return collection.keys();
    }

    public Cost cost() {
        return meter.cost();
    }

    public Mono<List<T>> entities(List<String> ids) {
        CollectionDescriptor.Hydration hydration =
                Objects.requireNonNull(collection.hydration(), "a collection of whole rows has no entity call");
        ApiCall call = ApiCall.to(hydration.operation())
                .body(Map.of(hydration.key(), ids))
                .build();
        return send(call, collection.codec(), Integer.MAX_VALUE).map(ApiReply::resources);
    }

    Mono<Listing<T>> list(ApiCall call) {
        return list(call, Integer.MAX_VALUE);
    }

    /** Lists with a number of tries, the first included. */
    Mono<Listing<T>> list(ApiCall call, int tries) {
        return gate.then(listed(call, tries));
    }

    private Mono<Listing<T>> listed(ApiCall call, int tries) {
        Mono<Listing<T>> page = collection.hydration() == null
                ? send(call, collection.codec(), tries).map(this::whole)
                : send(call, ElementCodec.STRINGS, tries).map(reply -> listing(reply, reply.resources(), List.of()));
        return page.onErrorMap(RefusedException.class, refused -> hinted(refused, call));
    }

    private RefusedException hinted(RefusedException refused, ApiCall call) {
        String filter = call.query().stream()
                .filter(parameter -> parameter.name().equals(FILTER))
                .map(ApiCall.Parameter::value)
                .findFirst()
                .orElse(null);
        return FilterHints.explain(refused, filter, collection.fields());
    }

    private Listing<T> whole(ApiReply<T> reply) {
        List<T> rows = reply.resources();
        List<String> ids = rows.stream().map(row -> id(collection, row)).toList();
        return listing(reply, ids, rows);
    }

    /** A row without an id of its own, which the document allows for scores, is named by all it has. */
    static <T> String id(CollectionDescriptor<T> collection, T row) {
        String id = collection.keys().id(row);
        return id == null ? row.toString() : id;
    }

    private Listing<T> listing(ApiReply<?> reply, List<String> ids, List<T> rows) {
        Paging paging = reply.meta().pagination();
        return new Listing<>(
                ids,
                rows,
                paging == null ? 0 : paging.total(),
                paging == null ? null : paging.after(),
                reply.served(),
                flaw(reply, paging));
    }

    /** A page without a list is none, unless the service says that no row is due. */
    private static @Nullable Flaw flaw(ApiReply<?> reply, @Nullable Paging paging) {
        if (!reply.errors().isEmpty()) {
            return new Flaw(reply.errorText(), reply.traceId());
        }
        boolean nothingDue = paging != null && paging.total() == 0 && paging.after() == null;
        return reply.envelope().listed() || nothingDue
                ? null
                : new Flaw("there is no list of rows in the reply", reply.traceId());
    }

    private <R> Mono<ApiReply<R>> send(ApiCall call, ElementCodec<R> codec, int tries) {
        return exchange.send(call, codec)
                .contextWrite(CallContext.write(context -> context.priority(priority)
                        .meter(context.meter().and(meter))
                        .tries(Math.min(tries, context.tries()))));
    }

    ApiCall.Builder page(Selection selection, int limit) {
        return ApiCall.to(collection.listing())
                .query(FILTER, selection.filter())
                .query("limit", limit)
                .query("sort", selection.sort());
    }

    private static final class Chained<T> extends ExchangeSource<T> implements Source.Chained<T> {

        Chained(
                CollectionDescriptor<T> collection,
                Exchange exchange,
                CallContext.Priority priority,
                @Nullable String guarded) {
            super(collection, exchange, priority, guarded);
        }

        @Override
        public Mono<Listing<T>> list(Selection selection, @Nullable String cursor, int limit) {
            return list(page(selection, limit).query("after", cursor).build());
        }
    }
}
