package io.falconflux.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.FalconClient;
import io.falconflux.error.ApiError;
import io.falconflux.error.NoReplyException;
import io.falconflux.error.QueryException;
import io.falconflux.error.ScanException;
import io.falconflux.json.Envelope;
import io.falconflux.json.Meta;
import io.falconflux.json.Paging;
import io.falconflux.query.Query;
import io.falconflux.query.Sort;
import io.falconflux.transport.ApiCall;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.CallContext;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PaginationTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource({"1, 1", "99, 1", "100, 1", "101, 2", "250, 3", "1000, 10"})
    void aDemandCostsExactlyThePagesThatHoldIt(int demand, int pages) {
        StubExchange service = Things.service(9_000);
        StepVerifier.create(query(service, Query.all()), 0)
                .thenRequest(demand)
                .expectNextCount(demand)
                .thenCancel()
                .verify(SOON);
        assertEquals(pages, service.calls().size());
    }

    @Test
    void noDemandCostsNothing() {
        StubExchange service = Things.service(9_000);
        StepVerifier.create(query(service, Query.all()), 0)
                .expectSubscription()
                .thenCancel()
                .verify(SOON);
        assertEquals(0, service.calls().size());
    }

    @Test
    void demandInSmallStepsCostsNoMore() {
        StubExchange service = Things.service(9_000);
        StepVerifier.FirstStep<String> steps = StepVerifier.create(query(service, Query.all()), 0);
        StepVerifier.Step<String> step = steps.expectSubscription();
        for (int i = 0; i < 150; i++) {
            String expected = "id-" + i;
            int pages = i / 100 + 1;
            step = step.thenRequest(1)
                    .expectNext(expected)
                    .then(() -> assertEquals(pages, service.calls().size()));
        }
        step.thenCancel().verify(SOON);
    }

    @Test
    void allPagesAreReadInOrder() {
        StubExchange service = Things.service(350);
        assertEquals(ids(350), all(query(service, Query.parse("state:'open'"))));
        assertEquals(
                List.of("0", "100", "200", "300"),
                service.calls().stream().map(c -> Things.parameter(c, "offset")).toList());
        for (ApiCall call : service.calls()) {
            assertEquals(Things.LIST, call.operation());
            assertEquals("100", Things.parameter(call, "limit"));
            assertEquals("start.asc", Things.parameter(call, "sort"), "without a sort: the time key ascending");
            assertEquals("state:'open'", Things.parameter(call, "filter"));
            assertEquals(CallContext.Priority.INTERACTIVE, call.context().priority());
        }
    }

    @Test
    void aSortIsPassedOn() {
        StubExchange service = Things.service(1);
        all(query(service, Query.all().sortedBy(Sort.parse("name.desc"))));
        assertEquals("name.desc", Things.parameter(service.calls().get(0), "sort"));
    }

    @Test
    void aSecondSubscriptionStartsAnew() {
        StubExchange service = Things.service(150);
        Flux<String> query = query(service, Query.all());
        assertEquals(ids(150), all(query));
        assertEquals(ids(150), all(query));
        assertEquals(4, service.calls().size());
    }

    @Test
    void twentyThousandPagesDoNotOverflowTheStack() {
        StubExchange service = Things.service(20_000);
        Flux<String> query = FalconClient.over(service)
                .collection(Things.paged(1, 1_000_000))
                .query(Query.all());
        StepVerifier.create(query).expectNextCount(20_000).expectComplete().verify(SOON);
        assertTrue(service.calls().size() >= 20_000);
    }

    @Test
    void nothingMatchesAfterOnePage() {
        StubExchange service = Things.service(0);
        assertEquals(List.of(), all(query(service, Query.all())));
        assertEquals(1, service.calls().size());
    }

    @Test
    void aShortPageIsNotTheEnd() {
        StubExchange service = new StubExchange(call -> Mono.just(Things.page(call, 250, 60)));
        assertEquals(ids(250), all(query(service, Query.all())));
        assertEquals("60", Things.parameter(service.calls().get(1), "offset"));
    }

    @Test
    void aTotalThatIsTooSmallHidesNothing() {
        StubExchange service = new StubExchange(call -> {
            ApiReply<String> page = Things.page(call, 350, 100);
            return Mono.just(Things.reply(page.resources(), new Paging(100, 0, 100, null)));
        });
        assertEquals(ids(350), all(query(service, Query.all())));
    }

    @Test
    void errorsInThePlaceOfRowsAreNotTheEnd() {
        AtomicInteger calls = new AtomicInteger();
        StubExchange service = new StubExchange(call -> Mono.just(
                calls.incrementAndGet() == 1
                        ? Things.page(call, 350, 100)
                        : new ApiReply<>(
                                200,
                                Map.of(),
                                new Envelope<>(
                                        Meta.NONE, List.<String>of(), List.of(new ApiError(500, "shard", null))))));
        StepVerifier.create(query(service, Query.all()))
                .expectNextCount(100)
                .expectError(ScanException.class)
                .verify(SOON);
    }

    @Test
    void aPageWithoutAListOfRowsIsAskedForAgainAndIsNotTheEnd() {
        AtomicInteger calls = new AtomicInteger();
        StubExchange service = new StubExchange(call ->
                Mono.just(calls.incrementAndGet() % 3 == 0 ? Things.page(call, 350, 100) : reply(none(Meta.NONE))));
        assertEquals(ids(350), all(query(service, Query.all())));
    }

    @Test
    void whatTheServiceSaysInThePlaceOfRowsIsQuoted() {
        StubExchange without = new StubExchange(call -> Mono.just(reply(none(Meta.NONE))));
        assertTrue(error(without).contains("no list of rows"), error(without));
        Meta meta = new Meta(null, "t-17", null, null, null);
        StubExchange failing = new StubExchange(call -> Mono.just(reply(
                new Envelope<>(meta, List.<String>of(), List.of(new ApiError(500, "shard failure 4713", null))))));
        assertTrue(error(failing).contains("shard failure 4713"), error(failing));
        assertTrue(error(failing).contains("t-17"), error(failing));
        failing.calls().clear();
        error(failing);
        assertEquals(3, failing.calls().size());
    }

    @Test
    void noListIsFineWhereTheServiceSaysThatNothingMatches() {
        Meta meta = new Meta(null, null, null, new Paging(100, 0, 0, null), null);
        StubExchange service = new StubExchange(call -> Mono.just(reply(none(meta))));
        assertEquals(List.of(), all(query(service, Query.all())));
        assertEquals(1, service.calls().size());
    }

    private static ApiReply<String> reply(Envelope<String> envelope) {
        return new ApiReply<>(200, Map.of(), envelope);
    }

    private static Envelope<String> none(Meta meta) {
        return new Envelope<>(meta, List.of(), List.of(), false);
    }

    private static String error(StubExchange service) {
        AtomicReference<String> message = new AtomicReference<>();
        StepVerifier.create(query(service, Query.all()))
                .consumeErrorWith(e -> message.set(e.getMessage()))
                .verify(SOON);
        return message.get();
    }

    @Test
    void aLimitIsNotExceededAndNotOverfetched() {
        StubExchange service = Things.service(9_000);
        assertEquals(ids(250), all(query(service, Query.all().limit(250))));
        assertEquals(
                List.of("100", "100", "50"),
                service.calls().stream().map(c -> Things.parameter(c, "limit")).toList());
    }

    @Test
    void theWindowIsNotLeftAndSaidToBeTooSmall() {
        StubExchange service = Things.service(20_000);
        StepVerifier.create(query(service, Query.all()))
                .expectNextCount(10_000)
                .consumeErrorWith(e -> {
                    assertTrue(e instanceof ScanException, e::toString);
                    assertTrue(e.getMessage().contains("10000"), e.getMessage());
                })
                .verify(SOON);
        assertTrue(service.calls().stream()
                .allMatch(c -> Things.number(c, "offset") + Things.number(c, "limit") <= 10_000));
    }

    @Test
    void asManyRowsAsTheWindowHoldsAreNoError() {
        StubExchange service = Things.service(10_000);
        assertEquals(10_000, all(query(service, Query.all())).size());
    }

    @Test
    void aSortThatTheCollectionDoesNotHaveIsNamedBeforeAnythingIsSent() {
        StubExchange service = Things.service(10);
        StepVerifier.create(query(service, Query.all().sortedBy(Sort.parse("colour.asc"))))
                .consumeErrorWith(e -> {
                    assertTrue(e instanceof QueryException, e::toString);
                    assertTrue(e.getMessage().contains("colour"), e.getMessage());
                    assertTrue(e.getMessage().contains("name"), e.getMessage());
                })
                .verify(SOON);
        assertEquals(0, service.calls().size());
    }

    @Test
    void anErrorComesAfterTheRowsBeforeIt() {
        NoReplyException reset = new NoReplyException("QueryThings", "reset", true, null);
        StubExchange service = new StubExchange(call ->
                Things.number(call, "offset") < 200 ? Mono.just(Things.page(call, 350, 100)) : Mono.error(reset));
        StepVerifier.create(query(service, Query.all()))
                .expectNextCount(200)
                .expectErrorMatches(e -> e == reset)
                .verify(SOON);
    }

    @Test
    void cancelDuringPageFetchAbortsTheRequest() {
        AtomicBoolean aborted = new AtomicBoolean();
        StubExchange service = new StubExchange(call -> Things.number(call, "offset") == 0
                ? Mono.just(Things.page(call, 350, 100))
                : Mono.<ApiReply<String>>never().doOnCancel(() -> aborted.set(true)));
        Disposable query = query(service, Query.all()).subscribe();
        assertEquals(2, service.calls().size());
        query.dispose();
        assertTrue(aborted.get());
    }

    private static Flux<String> query(StubExchange service, Query query) {
        return FalconClient.over(service).collection(Things.paged(100, 10_000)).query(query);
    }

    private static List<String> all(Flux<String> query) {
        List<String> all = new java.util.ArrayList<>();
        StepVerifier.create(query)
                .recordWith(() -> all)
                .thenConsumeWhile(id -> true)
                .expectComplete()
                .verify(SOON);
        return all;
    }

    private static List<String> ids(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> "id-" + i)
                .toList();
    }
}
