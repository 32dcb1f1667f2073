package io.falconflux.collection;

import io.falconflux.error.ScanException;
import io.falconflux.flow.OnDemand;
import io.falconflux.scan.Flaw;
import io.falconflux.scan.Listing;
import io.falconflux.scan.ScanQuery;
import io.falconflux.scan.Selection;
import io.falconflux.scan.Source;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Plain offset pagination with exact demand. Positions are cheap and come one at a time; each page is fetched by an inner
 * sequence that starts only when something is requested of it, so n ids cost exactly the pages that hold them. One object is one
 * subscription.
 */
final class Pagination<T> {

    private static final int TRIES = 3;

    private final Source.Ranked<T> source;
    private final Selection selection;
    private final int size;
    private final long limit;
    private final long reach;
    private long offset;
    private boolean exhausted;

    private Pagination(Source.Ranked<T> source, ScanQuery query) {
        this.source = source;
        this.size = source.facts().pageMax();
        this.limit = query.limit() == 0 ? Long.MAX_VALUE : query.limit();
        this.reach = Math.min(limit, source.facts().window());
        String sort = query.sort() == null ? source.facts().defaultKey().name() + ".asc" : query.sort();
        this.selection = new Selection(query.filter(), sort);
    }

    static <T> Flux<String> ids(Source<T> source, ScanQuery query) {
        if (source instanceof Source.Ranked<T> ranked) {
            return new Pagination<>(ranked, query).ids();
        }
        return Flux.error(new ScanException(
                source.facts().name() + " is not paged by offset: scan it instead of querying it", null));
    }

    private Flux<String> ids() {
        return Flux.generate(this::position)
                .concatMap(at -> OnDemand.defer(() -> page(at)), 0)
                .take(limit);
    }

    private void position(SynchronousSink<Long> sink) {
        if (exhausted || offset >= limit) {
            sink.complete();
        } else if (offset >= reach) {
            sink.error(new ScanException(
                    "More rows match than the service pages to, which is " + reach
                            + ". Scan instead of querying, or narrow the filter",
                    null));
        } else {
            sink.next(offset);
        }
    }

    private Flux<String> page(long at) {
        return listed(at, (int) Math.min(size, reach - at), 1)
                .doOnNext(this::advance)
                .flatMapIterable(Listing::ids);
    }

    /** A short page with a flaw is not a page, and is asked for again. */
    private Mono<Listing<T>> listed(long at, int limit, int attempt) {
        return source.list(selection, at, limit).flatMap(page -> {
            Flaw flaw = page.ids().size() < limit ? page.flaw() : null;
            if (flaw == null) {
                return Mono.just(page);
            }
            return attempt < TRIES ? listed(at, limit, attempt + 1) : Mono.error(lasting(at, flaw));
        });
    }

    private static ScanException lasting(long at, Flaw flaw) {
        return new ScanException(
                "The service answered " + TRIES + " times in a row without the rows that it owes at offset " + at + ": "
                        + flaw.words() + ". Try again later"
                        + (flaw.traceId() == null ? "" : " (trace id " + flaw.traceId() + ")"),
                null);
    }

    /**
     * A short page is the end only if the total agrees: the service may answer with fewer rows than it has. A page at the
     * edge of the window is the end if the total says so, since nothing else can.
     */
    private void advance(Listing<T> page) {
        boolean full = page.ids().size() >= Math.min(size, reach - offset);
        offset += page.ids().size();
        exhausted = page.ids().isEmpty() || offset >= page.total() && (!full || offset >= reach);
    }
}
