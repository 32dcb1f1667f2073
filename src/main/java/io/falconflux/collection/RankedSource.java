package io.falconflux.collection;

import io.falconflux.error.NoReplyException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.UnreadableReplyException;
import io.falconflux.scan.Listing;
import io.falconflux.scan.Selection;
import io.falconflux.scan.Source;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.Exchange;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Pages by offset.
 *
 * <p>Some services answer an offset beyond their window with 400 and some with 500, which may also be a moment's fault. Where no
 * reply came from so far away yet, a 500 is therefore not repeated: a neighbour is asked, and if that fails too it is the
 * window.
 *
 * <p>State: how far away a reply came from.
 */
final class RankedSource<T> extends ExchangeSource<T> implements Source.Ranked<T> {

    private final AtomicLong reached = new AtomicLong();

    RankedSource(
            CollectionDescriptor<T> collection,
            Exchange exchange,
            CallContext.Priority priority,
            @Nullable String guarded) {
        super(collection, exchange, priority, guarded);
    }

    @Override
    public Mono<Listing<T>> list(Selection selection, long offset, int limit) {
        long end = offset + limit;
        return Mono.defer(() -> offset == 0 || end <= reached.get()
                        ? list(call(selection, offset, limit))
                        : further(selection, offset, limit))
                .doOnNext(page -> reached.accumulateAndGet(end, Math::max));
    }

    private ApiCall call(Selection selection, long offset, int limit) {
        return page(selection, limit).query("offset", offset).build();
    }

    private Mono<Listing<T>> further(Selection selection, long offset, int limit) {
        ApiCall call = call(selection, offset, limit);
        return list(call, 1)
                .onErrorResume(RankedSource::fault, error -> list(call))
                .onErrorResume(
                        RankedSource::ambiguous,
                        error -> list(call(selection, offset - 1, limit), 1)
                                .onErrorMap(RankedSource::ambiguous, other -> error)
                                .then(list(call)));
    }

    /** A failure that has nothing to do with what was asked for. */
    private static boolean fault(Throwable error) {
        return error instanceof NoReplyException
                || error instanceof UnreadableReplyException
                || error instanceof RefusedException refused && refused.status() > 500;
    }

    private static boolean ambiguous(Throwable error) {
        return error instanceof RefusedException refused && refused.status() == 500;
    }
}
