package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import io.falconflux.error.RefusedException;
import io.falconflux.incidents.Behavior;
import io.falconflux.incidents.Incident;
import io.falconflux.join.Join;
import io.falconflux.join.Joined;
import io.falconflux.query.Query;
import io.falconflux.scan.IncompleteScanException;
import io.falconflux.scan.ScanOptions;
import io.falconflux.scan.TailOptions;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Incidents with their behaviors and the reverse, against the embedded Falcon over sockets. */
class JoinsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int INCIDENTS = 200;
    private static final int BEHAVIORS = 900;
    private static final String ENTITIES = "entities/incidents";
    private static final String LISTS = "queries/behaviors";

    private final FalconSimulator service = FalconSimulator.builder()
            .incidents(INCIDENTS)
            .behaviors(BEHAVIORS)
            .recordRequests(true)
            .start();
    private final FalconClient falcon = FalconClient.create(ClientOptions.builder()
            .credentials(service.clientId(), service.clientSecret())
            .baseUrl(service.baseUrl())
            .build());

    @AfterEach
    void stop() {
        falcon.close();
        service.close();
    }

    @Test
    void everyIncidentComesWithEveryBehaviorOfItsOwnInTheOrderOfTime() {
        for (int concurrency : List.of(1, 4)) {
            List<Joined<Incident, Behavior>> all = falcon.incidents()
                    .scan(Query.all())
                    .items()
                    .transform(falcon.incidentsWithBehaviors().concurrency(concurrency))
                    .collectList()
                    .block(SOON);
            assertEquals(
                    service.tenant().incidentIds(""),
                    all.stream().map(one -> one.row().incidentId()).toList());
            Map<String, List<String>> truth = behaviorsByIncident();
            for (Joined<Incident, Behavior> one : all) {
                String id = one.row().incidentId();
                assertEquals(
                        truth.getOrDefault(id, List.of()),
                        one.related().stream()
                                .map(Behavior::behaviorId)
                                .sorted()
                                .toList());
                List<Instant> times =
                        one.related().stream().map(Behavior::timestamp).toList();
                assertEquals(times.stream().sorted().toList(), times);
                assertEquals(List.of(), one.missing());
            }
        }
    }

    @Test
    void behaviorsAreListedForABatchOfIncidentsAndNotForEach() {
        long rows =
                incidents().transform(falcon.incidentsWithBehaviors()).count().block(SOON);
        assertEquals(INCIDENTS, rows);
        long batches = (INCIDENTS + 31) / 32;
        assertTrue(service.count(LISTS) <= 4 * batches, () -> service.count(LISTS) + " lists");
    }

    @Test
    void theRequestLineStaysWithinWhatServersTake() {
        incidents().transform(falcon.incidentsWithBehaviors()).blockLast(SOON);
        int longest = service.requests().stream()
                .filter(request -> request.path().contains(LISTS))
                .mapToInt(
                        request -> request.path().length() + request.rawQuery().length())
                .max()
                .orElseThrow();
        assertTrue(longest > 4_000 && longest < 8_000, () -> longest + " bytes");
    }

    @Test
    void everyBehaviorComesWithItsIncidents() {
        List<Joined<Behavior, Incident>> all = falcon.behaviors()
                .scan(Query.all())
                .items()
                .transform(falcon.behaviorsWithIncidents())
                .collectList()
                .block(SOON);
        assertEquals(BEHAVIORS, all.size());
        for (Joined<Behavior, Incident> one : all) {
            assertEquals(
                    one.row().incidentIds(),
                    one.related().stream().map(Incident::incidentId).toList());
        }
        assertTrue(service.count(ENTITIES) <= BEHAVIORS / 500 + 1, () -> service.count(ENTITIES) + " calls");
    }

    @Test
    void anIncidentThatIsGoneIsNamed() {
        List<Behavior> some = falcon.behaviors()
                .scan(Query.all().limit(20))
                .items()
                .collectList()
                .block(SOON);
        String gone = some.get(7).incidentId();
        service.tenant().delete(gone);
        List<Joined<Behavior, Incident>> joined = Flux.fromIterable(some)
                .transform(falcon.behaviorsWithIncidents())
                .collectList()
                .block(SOON);
        for (Joined<Behavior, Incident> one : joined) {
            boolean lost = gone.equals(one.row().incidentId());
            assertEquals(lost ? List.of(gone) : List.of(), one.missing());
            assertEquals(lost ? 0 : 1, one.related().size());
        }
    }

    @Test
    void nothingIsAskedForThatIsNotWanted() {
        AtomicLong taken = new AtomicLong();
        Flux<Incident> rows = incidents().hide().doOnRequest(taken::addAndGet);
        StepVerifier.create(rows.transform(falcon.incidentsWithBehaviors()), 0)
                .expectSubscription()
                .then(() -> assertEquals(0, taken.get()))
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(31)
                .expectNextCount(31)
                .then(() -> assertEquals(32, taken.get()))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertEquals(64, taken.get()))
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void anIncidentWhoseBehaviorsCannotAllBeHadEndsTheJoin() {
        String lost = service.tenant().behaviorIds("").get(700);
        service.inject(Faults.parse("missing=" + lost + "@entities/behaviors"));
        StepVerifier.create(incidents().transform(falcon.incidentsWithBehaviors()))
                .thenConsumeWhile(
                        one -> one.related().stream().noneMatch(behavior -> lost.equals(behavior.behaviorId())))
                .expectError(IncompleteScanException.class)
                .verify(SOON);
    }

    @Test
    void anErrorOfTheRowsComesAfterWhatBelongsToThoseBeforeIt() {
        Flux<Incident> broken = incidents().take(40).concatWith(Flux.error(new IllegalStateException("broken")));
        for (int concurrency : List.of(1, 4)) {
            StepVerifier.create(broken.transform(falcon.incidentsWithBehaviors().concurrency(concurrency)))
                    .expectNextCount(40)
                    .expectErrorMessage("broken")
                    .verify(SOON);
        }
    }

    @Test
    void aTailIsJoinedWithoutWaitingForABatchToFill() {
        String changed = service.tenant().incidentIds("").get(5);
        TailOptions often = TailOptions.builder()
                .since(Instant.EPOCH)
                .interval(Duration.ofMillis(20))
                .build();
        StepVerifier.create(falcon.incidents()
                        .tail(Query.all(), often)
                        .items()
                        .transform(falcon.incidentsWithBehaviors())
                        .map(one -> one.row().incidentId()))
                .expectNextCount(INCIDENTS)
                .then(() -> service.tenant().change(changed, edit -> edit.score(77)))
                .expectNext(changed)
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void rowsThatAreNoneOfAServicesIdsAreRefusedByIt() {
        Join<String, Incident> join =
                Join.byIds(id -> List.of(id), falcon.incidents().collection());
        StepVerifier.create(join.apply(Flux.just("nonsense")))
                .expectError(RefusedException.class)
                .verify(SOON);
    }

    @Test
    void rowsWithoutIdsCostNothing() {
        Join<String, Incident> join =
                Join.byIds(row -> List.of(), falcon.incidents().collection());
        StepVerifier.create(join.apply(Flux.just("a", "b")).map(Joined::row))
                .expectNext("a", "b")
                .expectComplete()
                .verify(SOON);
        assertEquals(0, service.count(ENTITIES));
    }

    @Test
    void whatCannotBeReadByIdIsRefusedAtOnce() {
        assertThrows(QueryException.class, () -> Join.byIds((String id) -> List.of(id), falcon.crowdScores()));
        assertThrows(
                IllegalArgumentException.class,
                () -> falcon.incidentsWithBehaviors().concurrency(0));
    }

    private Flux<Incident> incidents() {
        return falcon.incidents().scan(Query.all(), ScanOptions.defaults()).items();
    }

    private Map<String, List<String>> behaviorsByIncident() {
        Map<String, List<String>> truth = new HashMap<>();
        for (String id : service.tenant().incidentIds("")) {
            truth.put(
                    id,
                    service.tenant().behaviorIds("incident_id:'" + id + "'").stream()
                            .sorted()
                            .toList());
        }
        return truth;
    }
}
