package io.falconflux.regen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.FalconClient;
import io.falconflux.action.ActionOptions;
import io.falconflux.action.Outcome;
import io.falconflux.action.Outcome.State;
import io.falconflux.collection.ActionRequest;
import io.falconflux.collection.ActionRequest.Change;
import io.falconflux.collection.FalconCollection;
import io.falconflux.json.ElementCodec;
import io.falconflux.query.Query;
import io.falconflux.sightings.Ring;
import io.falconflux.sightings.Sighting;
import io.falconflux.sightings.SightingReader;
import io.falconflux.sightings.SightingsActions;
import io.falconflux.sightings.SightingsApi;
import io.falconflux.sightings.SightingsCollections;
import io.falconflux.sightings.SightingsRequest;
import io.falconflux.sightings.Species;
import io.falconflux.transport.ApiCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** A document that the engine has never seen is generated in the test build, and works through the facade's generic entry. */
class NewDocumentTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final SightingsService service = new SightingsService(130);
    private final FalconCollection<Sighting> sightings =
            FalconClient.over(service).collection(SightingsCollections.QuerySightings.COLLECTION);

    @Test
    void scansByCursorAndKeepsTheOrderOfTheListing() {
        StepVerifier.create(sightings
                        .scan(Query.all())
                        .items()
                        .map(Sighting::compositeId)
                        .collectList())
                .expectNext(
                        IntStream.range(0, 130).mapToObj(SightingsService::id).toList())
                .expectComplete()
                .verify(SOON);
        assertTrue(service.calls.stream()
                .noneMatch(
                        call -> call.query().stream().anyMatch(one -> one.name().equals("offset"))));
    }

    @Test
    void asksForNoMoreThanThePageAndTheEntityCallHold() {
        sightings.scan(Query.all()).items().blockLast(SOON);
        for (ApiCall call : service.calls) {
            if (call.operation().id().equals("QuerySightings")) {
                assertEquals("25", SightingsService.parameter(call, "limit", ""));
            } else {
                List<?> ids = (List<?>) ((Map<?, ?>) call.body()).get("composite_ids");
                assertTrue(ids.size() <= SightingsService.ENTITIES, "ids of " + call);
            }
        }
    }

    @Test
    void demandDecidesHowManyPagesAreRead() {
        StepVerifier.create(sightings.scan(Query.all()).items(), 25)
                .expectNextCount(25)
                .thenCancel()
                .verify(SOON);
        assertEquals(1, listings());
    }

    @Test
    void rawRowsComeAsTheyWereSent() {
        StepVerifier.create(sightings.raw().scan(Query.all().limit(1)).items())
                .assertNext(row -> assertEquals(SightingsService.id(0), row.value("composite_id")))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void propertiesOfEveryKindAreReadAndBuilt() {
        SightingsService one = new SightingsService(1);
        Sighting sighting = new SightingsApi(one)
                .readSightings(
                        SightingsRequest.builder()
                                .compositeIds(List.of(SightingsService.id(0)))
                                .build(),
                        ElementCodec.of(SightingReader::read))
                .block(SOON)
                .resources()
                .get(0);
        assertEquals(Map.of("eggs", 2L), sighting.counts());
        assertEquals(Species.KEA, sighting.species());
        Ring ring = Ring.builder().number(7).tight(true).build();
        assertEquals(
                List.of(ring),
                Sighting.builder().compositeId("x").rings(List.of(ring)).build().rings());
    }

    @Test
    void aValueWithoutANameIsNamedAfterItself() {
        assertEquals(Species.of("new-one"), Species.NEW_ONE);
    }

    @Test
    void whatMayNeverBeSentTwiceIsNotReplayable() {
        SightingsApi api = new SightingsApi(service);
        api.querySightings("species:'kea'", null, 1).block(SOON);
        api.addSighting(Sighting.builder().compositeId("x").build()).block(SOON);
        assertTrue(service.calls.get(0).replayable());
        assertFalse(service.calls.get(1).replayable());
    }

    @Test
    void sightingsAreMarkedInBulkAndACountIsEnoughToKnowWhich() {
        ActionRequest note = new ActionRequest(List.of(new Change("note", "rare")), Map.of());
        List<String> ids =
                IntStream.of(0, 1, 129, 130, 131).mapToObj(SightingsService::id).toList();
        StepVerifier.create(FalconClient.over(service)
                        .bulk(SightingsActions.MARK_SIGHTINGS, note, ActionOptions.defaults())
                        .perform(ids)
                        .map(Outcome::state))
                .expectNext(State.APPLIED, State.APPLIED, State.APPLIED, State.REJECTED, State.REJECTED)
                .expectComplete()
                .verify(SOON);
        assertEquals(
                "PATCH /birds/entities/actions/v1 {\"composite_ids\":[\"bird:0000\"],"
                        + "\"marks\":[{\"mark\":\"note\",\"text\":\"rare\"}]}",
                SightingsActions.MARK_SIGHTINGS.bind(note, service, "").preview(List.of(SightingsService.id(0))));
        assertFalse(service.calls.get(0).replayable());
    }

    @Test
    void noCallHoldsMoreIdsThanTheDocumentAllows() {
        ActionRequest ring = new ActionRequest(List.of(new Change("add_ring", "7")), Map.of());
        List<String> ids = IntStream.range(0, 25).mapToObj(SightingsService::id).toList();
        StepVerifier.create(FalconClient.over(service)
                        .bulk(SightingsActions.MARK_SIGHTINGS, ring, ActionOptions.defaults())
                        .perform(ids))
                .expectNextCount(25)
                .expectComplete()
                .verify(SOON);
        assertEquals(3, service.calls.size());
    }

    private long listings() {
        return service.calls.stream()
                .filter(call -> call.operation().id().equals("QuerySightings"))
                .count();
    }
}
