package io.falconflux.collection;

import io.falconflux.error.ScanException;
import io.falconflux.scan.Listing;
import io.falconflux.scan.ScanQuery;
import io.falconflux.scan.Selection;
import io.falconflux.scan.Source;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * Plain offset pagination with exact demand. Positions are cheap and come one at a time; each page is fetched by an inner
 * sequence that starts only when something is requested of it ({@code hide} matters: {@code concatMap} asks scalar sources
 * at once), so n ids cost exactly the pages that hold them. One object is one subscription.
 */
final class Pagination<T> {

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
                .concatMap(at -> Flux.just(at).hide().concatMap(this::page, 0), 0)
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
        return source.list(selection, at, (int) Math.min(size, reach - at))
                .doOnNext(this::advance)
                .flatMapIterable(Listing::ids);
    }

    /**
     * A short page is the end only if the total agrees: the service may answer with fewer rows than it has. A page at the
     * edge of the window is the end if the total says so, since nothing else can.
     */
    private void advance(Listing<T> page) {
        long asked = Math.min(size, reach - offset);
        boolean full = page.ids().size() >= asked;
        if (page.flawed() && !full) {
            throw new ScanException(
                    "The service answered with errors in the place of rows at offset " + offset + ". Ask again", null);
        }
        offset += page.ids().size();
        exhausted = page.ids().isEmpty() || offset >= page.total() && (!full || offset >= reach);
    }
}
