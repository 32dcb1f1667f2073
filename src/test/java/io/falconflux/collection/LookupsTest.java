package io.falconflux.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.FalconClient;
import io.falconflux.error.FalconException;
import io.falconflux.incidents.IncidentsCollections;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LookupsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void manyIdsAreReadInAsFewCallsAsTheServiceTakes() {
        StubExchange service = Things.entities(List.of());
        List<String> ids = ids(1201);
        List<Lookup<String>> found = all(get(service, ids));
        assertEquals(
                List.of(500, 500, 201),
                service.calls().stream().map(c -> Things.asked(c).size()).toList());
        assertEquals(ids, found.stream().map(Lookup::id).toList(), "the order is that of the request");
        assertTrue(found.stream().allMatch(one -> one.id().equals(one.row())));
        assertEquals(Things.READ, service.calls().get(0).operation());
    }

    @Test
    void missingIdsAreReportedInTheirPlace() {
        StubExchange service = Things.entities(List.of("id-1", "id-700"));
        List<Lookup<String>> found = all(get(service, ids(1000)));
        assertEquals(1000, found.size());
        assertEquals(new Lookup<>("id-1", null), found.get(1));
        assertEquals(Optional.empty(), found.get(700).found());
        assertEquals(Optional.of("id-2"), found.get(2).found());
        assertEquals(2, found.stream().filter(one -> one.row() == null).count());
    }

    @Test
    void anIdThatIsAskedForTwiceIsAnsweredTwiceAndSentOnce() {
        StubExchange service = Things.entities(List.of());
        List<Lookup<String>> found = all(get(service, List.of("b", "a", "b", "b")));
        assertEquals(
                List.of("b", "a", "b", "b"), found.stream().map(Lookup::row).toList());
        assertEquals(List.of("b", "a"), Things.asked(service.calls().get(0)));
    }

    @Test
    void rowsThatNobodyAskedForAreIgnored() {
        StubExchange service = new StubExchange(call -> Mono.just(StubExchange.ok("z", "a")));
        assertEquals(List.of(new Lookup<>("a", "a")), all(get(service, List.of("a"))));
    }

    @Test
    void noIdsCostNoCall() {
        StubExchange service = Things.entities(List.of());
        assertEquals(List.of(), all(get(service, List.of())));
        assertEquals(0, service.calls().size());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "500, 1", "501, 2", "1000, 2"})
    void aDemandCostsExactlyTheCallsThatHoldIt(int demand, int calls) {
        StubExchange service = Things.entities(List.of());
        StepVerifier.create(get(service, ids(5000)), 0)
                .thenRequest(demand)
                .expectNextCount(demand)
                .thenCancel()
                .verify(SOON);
        assertEquals(calls, service.calls().size());
    }

    @Test
    void noDemandCostsNothing() {
        StubExchange service = Things.entities(List.of());
        StepVerifier.create(get(service, ids(5000)), 0)
                .expectSubscription()
                .thenCancel()
                .verify(SOON);
        assertEquals(0, service.calls().size());
    }

    @Test
    void theIdsAreThoseOfTheMomentOfTheCall() {
        StubExchange service = Things.entities(List.of());
        List<String> ids = new ArrayList<>(List.of("a"));
        Flux<Lookup<String>> get = get(service, ids);
        ids.add("b");
        assertEquals(1, all(get).size());
        assertEquals(1, all(get).size(), "the second subscription reads anew");
        assertEquals(2, service.calls().size());
    }

    @Test
    void aMalformedIdIsTheServicesErrorAndEndsTheRead() {
        StubExchange service = new StubExchange(call -> Mono.error(StubExchange.refused("GetThings", 400)));
        StepVerifier.create(get(service, ids(600)))
                .expectErrorMatches(
                        e -> e instanceof FalconException && e.getMessage().contains("GetThings"))
                .verify(SOON);
        assertEquals(1, service.calls().size());
    }

    @Test
    void cancelAbortsTheCallInFlight() {
        AtomicBoolean aborted = new AtomicBoolean();
        StubExchange service =
                new StubExchange(call -> Mono.<ApiReply<String>>never().doOnCancel(() -> aborted.set(true)));
        StepVerifier.create(get(service, ids(3)))
                .expectSubscription()
                .then(() -> assertFalse(aborted.get()))
                .thenCancel()
                .verify(SOON);
        assertTrue(aborted.get());
    }

    @Test
    void aCollectionWithoutAnEntityCallSaysSoInTheFamilyOfErrors() {
        StubExchange service = Things.entities(List.of());
        StepVerifier.create(FalconClient.over(service)
                        .collection(IncidentsCollections.CrowdScore.COLLECTION)
                        .get(ids(1)))
                .expectErrorMatches(
                        e -> e instanceof FalconException && e.getMessage().contains("crowdscores"))
                .verify(SOON);
    }

    private static Flux<Lookup<String>> get(StubExchange service, List<String> ids) {
        return FalconClient.over(service).collection(Things.paged(100, 10_000)).get(ids);
    }

    private static <T> List<T> all(Flux<T> flux) {
        List<T> all = new ArrayList<>();
        StepVerifier.create(flux)
                .recordWith(() -> all)
                .thenConsumeWhile(one -> true)
                .expectComplete()
                .verify(SOON);
        return all;
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "id-" + i).toList();
    }
}
