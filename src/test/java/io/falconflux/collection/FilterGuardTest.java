package io.falconflux.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.RefusedException;
import io.falconflux.error.ScanException;
import io.falconflux.incidents.IncidentsCollections.QueryIncidents;
import io.falconflux.json.Envelope;
import io.falconflux.json.Meta;
import io.falconflux.json.Paging;
import io.falconflux.json.RawRow;
import io.falconflux.query.Fql;
import io.falconflux.query.Query;
import io.falconflux.scan.IncompleteScanException;
import io.falconflux.scan.ScanOptions;
import io.falconflux.transport.ApiReply;
import io.falconflux.transport.StubExchange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A service that counts 100 rows, and so many for a filter as each test says. */
class FilterGuardTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aServiceThatFindsNothingForWhatCannotBeHeedsTheFilter() {
        StubExchange service = counting(filter -> filter.equals("state:'open'+final_score:>5") ? 40 : 0);

        FilterCheck check = check(service, "state:'open'+final_score:>5");

        assertEquals(new FilterCheck(40, 100, List.of(), false), check);
        assertTrue(check.heeded());
        assertEquals("The service heeds the filter: 40 of 100 rows match", check.finding());
        assertEquals(
                List.of(
                        "state:'open'+final_score:>5",
                        "",
                        "state:'falconflux-canary'",
                        "final_score:-999999937",
                        "(state:'open'+final_score:>5)+incident_id:'falconflux-canary'"),
                service.calls().stream()
                        .map(call -> Things.parameter(call, "filter"))
                        .toList());
        assertTrue(service.calls().stream().allMatch(call -> Things.number(call, "limit") == 1));
    }

    @Test
    void everyRowMayMatch() {
        StubExchange service = counting(filter -> filter.equals("start:>'2020-01-01T00:00:00Z'") ? 100 : 0);

        assertTrue(check(service, "start:>'2020-01-01T00:00:00Z'").heeded());
    }

    @Test
    void aPropertyThatIsPassedOverIsNamed() {
        StubExchange service = counting(filter -> {
            if (filter.contains("incident_id:")) {
                return 0;
            }
            return filter.contains("state:'falcon") ? 0 : filter.contains("state:") ? 40 : 100;
        });

        FilterCheck check = check(service, "state:'open'+final_scor:>5");

        assertEquals(List.of("final_scor"), check.ignored());
        assertEquals(
                "The service ignores `final_scor` in the filter in silence, so rows would come that do not match (40 match,"
                        + " 100 without a filter). Correct the filter",
                check.finding());
    }

    @Test
    void aServiceThatPassesOverEveryFilterIsFound() {
        FilterCheck check = check(counting(filter -> 100), "state:'open'");

        assertEquals(new FilterCheck(100, 100, List.of("state"), true), check);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state = 'open'", "state:'open", "what(ever"})
    void aFilterThatCannotBeReadHereIsJudgedByItsCount(String filter) {
        assertTrue(check(counting(all -> 100), filter).deaf());
        assertTrue(check(counting(some -> some.contains("canary") ? 0 : 40), filter)
                .heeded());
    }

    @Test
    void aRefusedCanaryWasAtLeastRead() {
        StubExchange service =
                new StubExchange(call -> Things.parameter(call, "filter").contains("canary")
                        ? Mono.error(StubExchange.refused("QueryIncidents", 400))
                        : Mono.just(counted(100)));

        assertTrue(check(service, "state:'open'").heeded());
    }

    @Test
    void aRefusedFilterEndsTheCheckWithAHint() {
        StubExchange service = new StubExchange(call -> Mono.error(StubExchange.refused("QueryIncidents", 400)));

        StepVerifier.create(incidents(service).checkFilter(Fql.raw("stat:'open'")))
                .expectErrorSatisfies(error -> {
                    RefusedException refused = assertInstanceOf(RefusedException.class, error);
                    assertEquals(
                            "QueryIncidents was refused with 400. Try something else. `stat` is not a field that the"
                                    + " document lists; did you mean `state`?",
                            refused.getMessage());
                    assertEquals(400, refused.status());
                })
                .verify(SOON);
        assertEquals(1, service.calls().size());
    }

    @Test
    void aRefusalOfAnotherKindHasNoHint() {
        StubExchange service = new StubExchange(call -> Mono.error(StubExchange.refused("QueryIncidents", 403)));

        StepVerifier.create(incidents(service).query(Query.parse("stat:'open'")))
                .expectErrorMessage("QueryIncidents was refused with 403. Try something else")
                .verify(SOON);
    }

    @Test
    void aScanThatChecksItsFilterFetchesNoPageOfAnIgnoredOne() {
        StubExchange service = counting(filter -> 100);
        ScanOptions checking = ScanOptions.builder().checkFilter(true).build();

        StepVerifier.create(incidents(service)
                        .scan(Query.parse("state:'open'"), checking)
                        .items())
                .expectErrorSatisfies(error -> {
                    IncompleteScanException scan = assertInstanceOf(IncompleteScanException.class, error);
                    ScanException cause = assertInstanceOf(ScanException.class, scan.getCause());
                    assertEquals(
                            "incidents: The service ignores `state` in the filter in silence, so rows would come that do"
                                    + " not match (100 match, 100 without a filter). Correct the filter",
                            cause.getMessage());
                })
                .verify(SOON);
        assertTrue(service.calls().stream().allMatch(call -> Things.number(call, "limit") == 1));
    }

    @Test
    void aScanWithoutAFilterHasNothingToCheck() {
        StubExchange service = counting(filter -> 0);
        ScanOptions checking = ScanOptions.builder().checkFilter(true).build();

        StepVerifier.create(incidents(service)
                        .scanIds(Query.all().limit(1), checking)
                        .items())
                .expectNext("inc:1")
                .expectComplete()
                .verify(SOON);
        assertEquals(1, service.calls().size());
    }

    private static FilterCheck check(StubExchange service, String filter) {
        return incidents(service).checkFilter(Fql.raw(filter)).block(SOON);
    }

    private static FalconCollection<RawRow> incidents(StubExchange service) {
        return new FalconCollection<>(QueryIncidents.COLLECTION.raw(), service, "");
    }

    private static StubExchange counting(ToLongFunction<String> matching) {
        return new StubExchange(call -> {
            String filter = Things.parameter(call, "filter");
            return Mono.just(counted(filter.isEmpty() ? 100 : matching.applyAsLong(filter)));
        });
    }

    private static ApiReply<String> counted(long total) {
        List<String> ids = total == 0 ? List.of() : List.of("inc:1");
        Meta meta = new Meta(null, null, null, new Paging(1, 0, total, null), null);
        return new ApiReply<>(200, Map.of(), new Envelope<>(meta, ids, List.of()));
    }
}
