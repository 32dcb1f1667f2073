package io.falconflux.scan;

import io.falconflux.error.FalconException;
import io.falconflux.error.RefusedException;
import io.falconflux.error.ScanException;
import io.falconflux.error.UnreadableReplyException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * Makes sure, before a scan relies on it, that the service heeds ranges of a time. A service may pass over in silence what it does
 * not understand of a filter; then every window lists all rows again, and a scan would neither advance nor end. So it is asked once
 * for a range that no time lies in.
 */
final class Canary {

    private static final int ASKED = 3;
    private static final Instant AFTER = Instant.parse("2200-01-01T00:00:00Z");

    /** No time lies in it: it ends before it begins. */
    private static final Range NEVER = new Range(AFTER, Instant.EPOCH);

    private final Set<String> heeded = ConcurrentHashMap.newKeySet();

    /** Completes if ranges of the order's key are heeded, and fails if they are passed over. */
    <T> Mono<Void> listen(Fetcher<T> fetcher, Selection base, Order order) {
        return heeded.contains(order.key())
                ? Mono.empty()
                : rows(fetcher, NEVER.of(base, order.key()).sortedBy(order.sort()), 1)
                        .flatMap(any -> any ? Mono.error(passedOver(fetcher, order)) : Mono.<Void>empty())
                        .doOnSuccess(done -> heeded.add(order.key()));
    }

    /** Rows of another answer may come once; a service that refuses an impossible range has read it. */
    private static Mono<Boolean> rows(Fetcher<?> fetcher, Selection none, int asked) {
        return fetcher.list(none, 0, 1)
                .map(page -> !page.ids().isEmpty())
                .onErrorReturn(error -> error instanceof RefusedException refused && refused.status() == 400, false)
                .flatMap(any -> any && asked < ASKED ? rows(fetcher, none, asked + 1) : Mono.just(any));
    }

    private static ScanException passedOver(Fetcher<?> fetcher, Order order) {
        CollectionFacts facts = fetcher.source().facts();
        FalconException reply = new UnreadableReplyException(
                facts.name(), 200, "rows came for an impossible range of " + order.key(), false, null, null);
        return new PassedOver(
                facts.name() + ": the service passes over filters: asked for an impossible range of "
                        + order.key() + ", it answered with rows. So rows past the first " + facts.window()
                        + ", and those that changed, cannot be told from the others. Take fewer rows with a limit",
                reply);
    }

    /** The service does not heed ranges, and will not heed the next. */
    static final class PassedOver extends ScanException {

        private static final long serialVersionUID = 1L;

        PassedOver(String message, FalconException reply) {
            super(message, reply);
        }
    }
}
