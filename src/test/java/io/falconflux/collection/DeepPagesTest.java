package io.falconflux.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.error.NoReplyException;
import io.falconflux.error.Refusal;
import io.falconflux.error.RefusedException;
import io.falconflux.resilience.RetryPolicy;
import io.falconflux.resilience.RetryingExchange;
import io.falconflux.scan.Listing;
import io.falconflux.scan.Selection;
import io.falconflux.scan.Source;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext.Priority;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Where a service's window ends nobody knows before it was tried, and a refusal may look like a fault. */
class DeepPagesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Selection ALL = new Selection(null, "start.asc");
    private static final RetryPolicy PATIENT = new RetryPolicy(8, Duration.ofMillis(1), Duration.ofMillis(2));

    private final Set<Long> failed = new TreeSet<>();

    private StubExchange service(Function<Long, Mono<ApiReply<String>>> behindTheWindow) {
        return new StubExchange(call -> Things.number(call, "offset") < 5_000
                ? Mono.just(Things.page(call, 9_000, Integer.MAX_VALUE))
                : behindTheWindow.apply(Things.number(call, "offset")));
    }

    private static Mono<Listing<String>> page(StubExchange service, long offset) {
        RetryingExchange retrying = new RetryingExchange(service, PATIENT, Schedulers.parallel());
        Source.Ranked<String> source =
                (Source.Ranked<String>) ExchangeSource.open(Things.paged(100, 10_000), retrying, Priority.BULK);
        return source.list(ALL, offset, 100);
    }

    private static Mono<ApiReply<String>> refused(int status) {
        return Mono.error(new RefusedException(
                "QueryThings", new Refusal(status, Map.of(), List.of(), List.of(), null, null, null), "Advice"));
    }

    private static List<Long> offsets(StubExchange service) {
        return service.calls().stream().map(DeepPagesTest::offset).toList();
    }

    private static long offset(ApiCall call) {
        return Things.number(call, "offset");
    }

    @Test
    void aServerErrorAtTwoNeighboursIsTheWindowAndNoneIsAskedTwice() {
        StubExchange service = service(offset -> refused(500));
        StepVerifier.create(page(service, 6_000))
                .expectError(RefusedException.class)
                .verify(SOON);
        assertEquals(List.of(6_000L, 5_999L), offsets(service));
    }

    @Test
    void aBadRequestIsAskedOnce() {
        StubExchange service = service(offset -> refused(400));
        StepVerifier.create(page(service, 6_000))
                .expectError(RefusedException.class)
                .verify(SOON);
        assertEquals(List.of(6_000L), offsets(service));
    }

    @Test
    void aServerErrorOfAMomentIsFoundOutByTheNeighbour() {
        StubExchange service =
                service(offset -> failed.add(0L) ? refused(500) : Mono.just(Things.reply(List.of(), null)));
        StepVerifier.create(page(service, 6_000)).expectNextCount(1).verifyComplete();
        assertEquals(List.of(6_000L, 5_999L, 6_000L), offsets(service));
    }

    @Test
    void otherFaultsAreRepeatedAsEver() {
        StubExchange service = service(offset -> failed.size() < 4 && failed.add((long) failed.size())
                ? failed.size() % 2 == 0
                        ? refused(503)
                        : Mono.error(new NoReplyException("QueryThings", "cut", true, null))
                : Mono.just(Things.reply(List.of(), null)));
        StepVerifier.create(page(service, 6_000)).expectNextCount(1).verifyComplete();
        assertEquals(5, service.calls().size());
    }
}
