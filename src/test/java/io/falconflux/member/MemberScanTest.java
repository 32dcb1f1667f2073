package io.falconflux.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.NoReplyException;
import io.falconflux.error.QueryException;
import io.falconflux.scan.ScanEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class MemberScanTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final NoReplyException DOWN = new NoReplyException("QueryIncidents", "reset", true, null);

    private final List<String> opened = new ArrayList<>();
    private final Map<String, AtomicInteger> requested = new ConcurrentHashMap<>();
    private final List<String> cancelled = new ArrayList<>();

    @Test
    void everyRowCarriesTheMemberThatItIsOfAndKeepsItsOrder() {
        List<MemberItem<Integer>> rows = items(scan(List.of("a", "b"), 2, cid -> Scripts.complete(3)));
        assertEquals(12, rows.size());
        for (String cid : List.of("a", "b")) {
            assertEquals(
                    List.of(0, 1, 2, 3, 4, 5),
                    rows.stream()
                            .filter(row -> row.cid().equals(cid))
                            .map(MemberItem::item)
                            .toList());
        }
    }

    @Test
    void aMemberThatFailsEndsNoOtherAndIsTold() {
        MemberScan<Integer> scan =
                scan(List.of("a", "b", "c"), 1, cid -> cid.equals("b") ? Scripts.failing(DOWN) : Scripts.complete(1));
        List<MemberEnd<Integer>> ends = ends(scan);
        assertEquals(List.of("a", "b", "c"), ends.stream().map(MemberEnd::cid).toList());
        assertEquals(
                List.of(true, false, true),
                ends.stream().map(MemberEnd::complete).toList());
        assertEquals(List.of(2L, 2L, 2L), ends.stream().map(MemberEnd::rows).toList());
        assertSame(DOWN, ends.get(1).cause());
        assertEquals("QueryIncidents: reset", ends.get(1).reason().orElseThrow());
    }

    @Test
    void aScanThatCannotBeginIsTheEndOfItsMemberAlone() {
        QueryException no = new QueryException("no such sort");
        for (Function<String, Flux<ScanEvent<Integer>>> way :
                List.<Function<String, Flux<ScanEvent<Integer>>>>of(cid -> Flux.error(no), cid -> {
                    throw no;
                })) {
            List<MemberEnd<Integer>> ends =
                    ends(scan(List.of("a", "b"), 2, cid -> cid.equals("a") ? way.apply(cid) : Scripts.complete(1)));
            Map<String, MemberEnd<Integer>> byCid = ends.stream().collect(Collectors.toMap(MemberEnd::cid, end -> end));
            assertEquals("no such sort", byCid.get("a").reason().orElseThrow());
            assertTrue(byCid.get("a").report().isEmpty());
            assertTrue(byCid.get("b").complete());
        }
    }

    @Test
    void rowsEndInAnErrorThatNamesTheIncompleteAfterTheRowsOfAllOthers() {
        List<String> cids = IntStream.range(0, 50).mapToObj(i -> "m" + i).toList();
        MemberScan<Integer> scan = scan(
                cids,
                8,
                cid -> List.of("m3", "m17", "m40").contains(cid) ? Scripts.failing(DOWN) : Scripts.complete(2));
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(scan.items())
                .expectNextCount(47 * 4 + 3 * 2)
                .consumeErrorWith(error::set)
                .verify(SOON);
        IncompleteMembersException e = assertInstanceOf(IncompleteMembersException.class, error.get());
        assertEquals(50, e.ends().size());
        assertEquals(3, e.incomplete().size());
        assertEquals(
                "3 of 50 members are incomplete: m3 (QueryIncidents: reset), m17 (QueryIncidents: reset), m40"
                        + " (QueryIncidents: reset)",
                e.getMessage());
    }

    @Test
    void nothingHappensBeforeThereIsDemand() {
        StepVerifier.create(scan(List.of("a"), 8, cid -> Scripts.complete(1)).items(), 0)
                .expectSubscription()
                .then(() -> assertEquals(List.of(), opened))
                .thenCancel()
                .verify(SOON);
        StepVerifier.create(scan(List.of("a"), 8, cid -> Scripts.complete(1)).events(), 0)
                .expectSubscription()
                .then(() -> assertEquals(List.of(), opened))
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void soManyMembersAreScannedAtATimeAndTheNextBeginsWhenOneEnds() {
        Map<String, Sinks.One<ScanEvent<Integer>>> ends = new ConcurrentHashMap<>();
        MemberScan<Integer> scan = scan(
                List.of("a", "b", "c", "d"),
                2,
                cid -> ends.computeIfAbsent(cid, key -> Sinks.one()).asMono().flux());
        StepVerifier.create(scan.items())
                .then(() -> assertEquals(List.of("a", "b"), opened))
                .then(() -> ends.get("b").tryEmitValue(Scripts.finished(0, null)))
                .then(() -> assertEquals(List.of("a", "b", "c"), opened))
                .then(() -> ends.get("c").tryEmitValue(Scripts.finished(0, null)))
                .then(() -> assertEquals(List.of("a", "b", "c", "d"), opened))
                .then(() -> ends.get("a").tryEmitValue(Scripts.finished(0, null)))
                .then(() -> ends.get("d").tryEmitValue(Scripts.finished(0, null)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void aMemberThatIsSilentHoldsUpNoOther() {
        MemberScan<Integer> scan =
                scan(List.of("silent", "b", "c"), 2, cid -> cid.equals("silent") ? Flux.never() : Scripts.complete(5));
        StepVerifier.create(scan.items()).expectNextCount(20).thenCancel().verify(SOON);
    }

    @Test
    void onePageOfEachMemberInFlightIsFetchedAheadAndNoMore() {
        MemberScan<Integer> scan = scan(List.of("a", "b", "c"), 2, cid -> Scripts.complete(100));
        StepVerifier.create(scan.items(), 1)
                .expectNextCount(1)
                .then(() -> assertEquals(List.of("a", "b"), opened))
                .then(() -> assertTrue(requested.get("a").get() <= 2, requested::toString))
                .then(() -> assertTrue(requested.get("b").get() <= 1, requested::toString))
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void cancellingAbortsTheScansOfAllMembersInFlight() {
        MemberScan<Integer> scan = scan(List.of("a", "b", "c"), 2, cid -> Flux.never());
        StepVerifier.create(scan.items())
                .expectSubscription()
                .then(() -> assertEquals(List.of("a", "b"), opened))
                .thenCancel()
                .verify(SOON);
        assertEquals(List.of("a", "b"), cancelled);
    }

    @Test
    void eachSubscriptionScansAnew() {
        MemberScan<Integer> scan = scan(List.of("a"), 2, cid -> Scripts.complete(1));
        assertEquals(items(scan), items(scan));
        assertEquals(List.of("a", "a"), opened);
    }

    @Test
    void aFailureOfTheFirstSubscriptionIsForgottenByTheSecond() {
        AtomicInteger times = new AtomicInteger();
        MemberScan<Integer> scan = scan(
                List.of("a"), 1, cid -> times.incrementAndGet() == 1 ? Scripts.failing(DOWN) : Scripts.complete(1));
        StepVerifier.create(scan.items())
                .expectNextCount(2)
                .expectError(IncompleteMembersException.class)
                .verify(SOON);
        assertEquals(2, items(scan).size());
    }

    @Test
    void noMembersAreNoRows() {
        assertEquals(List.of(), items(scan(List.of(), 8, cid -> Scripts.complete(1))));
    }

    private MemberScan<Integer> scan(
            List<String> cids, int inFlight, Function<String, Flux<ScanEvent<Integer>>> events) {
        return new MemberScan<>(
                cids,
                cid -> {
                    opened.add(cid);
                    return events.apply(cid)
                            .doOnRequest(n -> requested
                                    .computeIfAbsent(cid, key -> new AtomicInteger())
                                    .addAndGet((int) n))
                            .doOnCancel(() -> cancelled.add(cid));
                },
                inFlight);
    }

    private static List<MemberItem<Integer>> items(MemberScan<Integer> scan) {
        List<MemberItem<Integer>> rows = new ArrayList<>();
        StepVerifier.create(scan.items())
                .recordWith(() -> rows)
                .thenConsumeWhile(row -> true)
                .expectComplete()
                .verify(SOON);
        return rows;
    }

    private static List<MemberEnd<Integer>> ends(MemberScan<Integer> scan) {
        List<MemberEnd<Integer>> ends = new ArrayList<>();
        StepVerifier.create(scan.events())
                .thenConsumeWhile(event -> true, event -> {
                    if (event instanceof MemberEnd<Integer> end) {
                        ends.add(end);
                    }
                })
                .expectComplete()
                .verify(SOON);
        return ends;
    }
}
