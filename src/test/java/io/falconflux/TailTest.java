package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import io.falconflux.error.RefusedException;
import io.falconflux.incidents.Incident;
import io.falconflux.query.Query;
import io.falconflux.query.Sort;
import io.falconflux.scan.TailOptions;
import io.falconflux.simulator.FalconSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** The tail of a client, against the embedded Falcon over sockets. */
class TailTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final FalconSimulator service =
            FalconSimulator.builder().incidents(700).start();
    private final FalconClient falcon = FalconClient.create(ClientOptions.builder()
            .credentials(service.clientId(), service.clientSecret())
            .baseUrl(service.baseUrl())
            .build());
    private final TailOptions often =
            TailOptions.builder().interval(Duration.ofMillis(20)).build();

    @AfterEach
    void stop() {
        falcon.close();
        service.close();
    }

    @Test
    void newAndChangedIncidentsComeAsTypedRows() {
        String changed = service.tenant().incidentIds("").get(5);
        Flux<Incident> rows = falcon.incidents().tail(Query.all(), often).items();
        StepVerifier.create(rows.map(Incident::incidentId), 0)
                .thenRequest(1)
                .then(this::awaitAPoll)
                .then(() -> service.tenant().change(changed, edit -> edit.score(77)))
                .expectNext(changed)
                .then(() -> service.tenant().insert(Instant.parse("2020-01-01T00:00:00Z")))
                .thenRequest(1)
                .expectNextMatches(id -> id.startsWith("inc:") && !id.equals(changed))
                .thenCancel()
                .verify(SOON);
    }

    @Test
    void behaviorsAndScoresAreFollowedByTheirTime() {
        List<String> scores = service.tenant().crowdScoreIds("");
        TailOptions all = often.mutate().since(Instant.EPOCH).build();
        StepVerifier.create(falcon.crowdScores()
                        .tail(Query.all(), all)
                        .items()
                        .take(scores.size())
                        .count())
                .expectNext((long) scores.size())
                .expectComplete()
                .verify(SOON);
        StepVerifier.create(falcon.behaviors()
                        .tail(Query.all().limit(30), all)
                        .items()
                        .count())
                .expectNext(30L)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void aSortIsRefusedAtOnceAndAFilterByTheService() {
        Query sorted = Query.all().sortedBy(Sort.parse("start.asc"));
        assertThrows(QueryException.class, () -> falcon.incidents().tail(sorted));
        StepVerifier.create(falcon.incidents().tail(Query.parse("nonsense:'1'")).items())
                .expectErrorSatisfies(error -> assertEquals(400, ((RefusedException) error).status()))
                .verify(SOON);
    }

    /** The first listing looks where the newest change is; the second is the first poll. */
    private void awaitAPoll() {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (service.count("queries/incidents") < 2) {
            assertTrue(System.nanoTime() < deadline, "no poll came");
            Thread.onSpinWait();
        }
    }
}
