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
 * for a range that no time should lie in.
 */
final class Canary {

    private static final int ASKED = 3;
    private static final Instant FAR = Instant.parse("2200-01-01T00:00:00Z");

    /** No time of a row lies in it; if one should, it says so. */
    private static final Range NEVER = new Range(FAR, FAR.plusSeconds(1));

    private final Set<String> heeded = ConcurrentHashMap.newKeySet();

    /** Completes if ranges of the order's key are heeded, and fails if they are passed over. */
    <T> Mono<Void> listen(Fetcher<T> fetcher, Selection base, Order order) {
        return heeded.contains(order.key())
                ? Mono.empty()
                : strays(fetcher, NEVER.of(base, order.key()).sortedBy(order.sort()), order, 1)
                        .flatMap(any -> any ? Mono.error(passedOver(fetcher, order)) : Mono.<Void>empty())
                        .doOnSuccess(done -> heeded.add(order.key()));
    }

    /** Tells whether rows come that do not lie in the range; those of another answer may come once. */
    private static <T> Mono<Boolean> strays(Fetcher<T> fetcher, Selection none, Order order, int asked) {
        return fetcher.list(none, 0, 1)
                .flatMap(page -> stray(fetcher, page, order))
                .onErrorReturn(error -> error instanceof RefusedException refused && refused.status() == 400, false)
                .flatMap(any -> any && asked < ASKED ? strays(fetcher, none, order, asked + 1) : Mono.just(any));
    }

    private static <T> Mono<Boolean> stray(Fetcher<T> fetcher, Listing<T> page, Order order) {
        return page.ids().isEmpty()
                ? Mono.just(false)
                : fetcher.values(page, order.property())
                        .map(values -> values.values().stream()
                                .map(Values::time)
                                .noneMatch(time -> time != null && NEVER.contains(time)));
    }

    private static ScanException passedOver(Fetcher<?> fetcher, Order order) {
        CollectionFacts facts = fetcher.source().facts();
        FalconException reply = new UnreadableReplyException(
                facts.name(), 200, "rows came that do not lie in the range of " + order.key(), false, null, null);
        return new PassedOver(
                facts.name() + ": the service passes over filters: asked for a range of "
                        + order.key() + " that no row lies in, it answered with rows. So rows past the first "
                        + facts.window()
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
