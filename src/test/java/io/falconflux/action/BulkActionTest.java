package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.Outcome.State;
import io.falconflux.error.FalconException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Whole runs against a model of a service, in virtual time. */
class BulkActionTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Outcome> told = new ArrayList<>();
    private Throwable ended;
    private ActionOptions options = ActionOptions.defaults();

    @Test
    void chunksAreSentAndEachIdHasItsOutcomeInOrder() {
        ModelService service = ModelService.ofStatus(1_201);
        run(service, Ids.of(1_201));
        assertEquals(
                List.of(500, 500, 201), service.sent.stream().map(List::size).toList());
        assertEquals(Set.of(State.APPLIED), states());
        assertEquals(0, service.reads);
    }

    @Test
    void anIdThatComesTwiceCountsOnce() {
        ModelService service = ModelService.ofComment(3);
        run(service, List.of(Ids.id(1), Ids.id(2), Ids.id(1)));
        assertEquals(2, told.size());
        assertEquals(1, service.row(Ids.id(1)).executions);
    }

    @Test
    void noChunkIsLargerThanTheServiceTakes() {
        options = ActionOptions.builder().chunkSize(1_000_000).build();
        ModelService service = ModelService.ofStatus(6_000);
        run(service, Ids.of(6_000));
        assertEquals(
                List.of(5_000, 1_000), service.sent.stream().map(List::size).toList());
    }

    /** That a status was so before is what the service says of it, not what it did. */
    @Test
    void whatTheServiceLeftOutAndWasSoBeforeIsSentOnceMore() {
        ModelService service =
                ModelService.ofStatus(60).clock(time, Duration.ZERO).fault(1, ModelFault.SOME_SKIPPED);
        service.rows.values().forEach(row -> row.effect = true);
        run(service, Ids.of(60));
        assertEquals(Set.of(State.APPLIED), states());
        assertEquals(2, service.sent.size());
        service.rows.forEach((id, row) -> assertEquals(1, row.executions, id));
    }

    @Test
    void aLostReplyOfAStatusIsSentAgain() {
        ModelService service = ModelService.ofStatus(3).fault(1, ModelFault.CUT_AFTER);
        run(service, Ids.of(3));
        assertEquals(Set.of(State.APPLIED), states());
        assertEquals(2, service.sent.size());
        assertEquals(0, service.reads);
    }

    @Test
    void aStatusWhoseRepliesAreAllLostIsReadBack() {
        ModelService service = ModelService.ofStatus(3).always(ModelFault.FAILED_AFTER);
        run(service, Ids.of(3));
        assertEquals(Set.of(State.APPLIED), states());
        assertEquals(8, service.sent.size());
        assertTrue(told.get(0).reason().startsWith("read back, the service shows it (Act was refused with 500"));
        assertEquals(
                List.of(5),
                service.readTries,
                "a service that answered nothing eight times is not asked as long again");
    }

    @Test
    void aCommentWhoseReplyIsLostIsReadBackAsLongAsItIsWorth() {
        ModelService service = ModelService.ofComment(3).fault(1, ModelFault.CUT_AFTER);
        run(service, Ids.of(3));
        assertEquals(Set.of(8), Set.copyOf(service.readTries));
    }

    @Test
    void aRefusalAfterALostReplyIsUnknownThoughItShows() {
        for (ModelFault lost : List.of(ModelFault.CUT_BEFORE, ModelFault.FAILED_BEFORE, ModelFault.HTML_BEFORE)) {
            ModelService service = ModelService.ofStatus(3).fault(1, lost);
            service.row(Ids.id(1)).effect = true;
            service.row(Ids.id(1)).locked = true;
            run(service, Ids.of(3));
            assertEquals(
                    List.of(State.APPLIED, State.UNKNOWN, State.APPLIED),
                    told.stream().map(Outcome::state).toList());
        }
    }

    @Test
    void aRefusalOfASingleIdAfterALostReplyIsUnknownThoughItShows() {
        ModelService service = ModelService.ofStatus(1);
        service.faults = (number, ids) -> number == 1 ? ModelFault.CUT_BEFORE : ModelFault.BAD_REQUEST;
        service.row(Ids.id(0)).effect = true;
        run(service, Ids.of(1));
        assertEquals(Set.of(State.UNKNOWN), states());
    }

    @Test
    void aRefusalAfterALostReplyIsAppliedIfTheEntityShowsItAndWasChangedSince() {
        for (ModelFault lost : List.of(ModelFault.CUT_AFTER, ModelFault.FAILED_AFTER, ModelFault.CUT_SHORT)) {
            ModelService service = dated(120);
            service.faults = (number, ids) -> number == 1 ? lost : locked(service);
            run(service, Ids.of(120));
            assertEquals(Set.of(State.APPLIED), states());
            assertTrue(told.get(0).reason().endsWith("sent again, it was refused: cannot be changed"));
            assertEquals(3, service.reads, "120 ids, 50 at once");
        }
    }

    @Test
    void aRefusalAfterALostReplyIsBelievedIfTheEntityWasNotChangedSince() {
        ModelService service = dated(3);
        service.faults = (number, ids) -> number == 1 ? ModelFault.CUT_BEFORE : locked(service);
        service.row(Ids.id(1)).effect = true;
        run(service, Ids.of(3));
        assertEquals(
                List.of(State.REJECTED, State.UNKNOWN, State.REJECTED),
                told.stream().map(Outcome::state).toList());
        assertEquals("cannot be changed", told.get(0).reason());
    }

    @Test
    void conflictsThatLastAfterALostReplyAreSettledByReading() {
        for (ModelFault lost : List.of(ModelFault.CUT_HALFWAY, ModelFault.CUT_AFTER, ModelFault.CUT_BEFORE)) {
            ModelService service = dated(40);
            service.faults = (number, ids) -> number == 1 ? lost : ModelFault.CONFLICT;
            run(service, Ids.of(40));
            for (Outcome one : told) {
                State done = service.row(one.id()).executions > 0 ? State.APPLIED : State.REJECTED;
                assertEquals(done, one.state(), one::toString);
            }
        }
    }

    @Test
    void aBadRequestAfterALostReplyIsSettledByReadingAllOfItsChunkAtOnce() {
        ModelService service = dated(20);
        service.faults = (number, ids) -> number == 1 ? ModelFault.CUT_AFTER : ModelFault.BAD_REQUEST;
        run(service, Ids.of(20));
        assertEquals(Set.of(State.APPLIED), states());
        assertEquals(1, service.reads);
    }

    @Test
    void aServiceThatIsSlowToDoWhatItWasSentIsLookedAtAgain() {
        ModelService service = dated(3);
        service.slow = Duration.ofMillis(1_300);
        service.faults = (number, ids) -> number == 1 ? ModelFault.CUT_AFTER : locked(service);
        run(service, Ids.of(3));
        assertEquals(Set.of(State.APPLIED), states());
        assertTrue(service.reads > 1);
    }

    @Test
    void withoutReadingBackARefusalAfterALostReplyIsUnknown() {
        options = ActionOptions.builder().readBack(false).build();
        ModelService service = dated(3);
        service.faults = (number, ids) -> number == 1 ? ModelFault.CUT_AFTER : locked(service);
        run(service, Ids.of(3));
        assertEquals(Set.of(State.UNKNOWN), states());
    }

    /** A status that tells when it was changed, by a clock that is ahead. */
    private ModelService dated(int ids) {
        return ModelService.ofStatus(ids).clock(time, Duration.ofHours(7));
    }

    private static ModelFault locked(ModelService service) {
        service.rows.values().forEach(row -> row.locked = true);
        return ModelFault.NONE;
    }

    @Test
    void aStatusThatNeverArrivesIsUnknown() {
        ModelService service = ModelService.ofStatus(3).always(ModelFault.CUT_BEFORE);
        run(service, Ids.of(3));
        assertEquals(Set.of(State.UNKNOWN), states());
    }

    @Test
    void aCommentIsSentOnceWhateverHappensToItsReply() {
        for (ModelFault fault :
                List.of(ModelFault.CUT_AFTER, ModelFault.CUT_BEFORE, ModelFault.FAILED_AFTER, ModelFault.CUT_SHORT)) {
            ModelService service = ModelService.ofComment(3).always(fault);
            run(service, Ids.of(3));
            assertEquals(1, service.sent.size());
            assertEquals(Set.of(State.UNKNOWN), states());
        }
    }

    @Test
    void aConflictIsSentAgainUnlessItAddsAComment() {
        ModelService status = ModelService.ofStatus(3).fault(1, ModelFault.CONFLICT);
        run(status, Ids.of(3));
        assertEquals(Set.of(State.APPLIED), states());
        ModelService comment = ModelService.ofComment(3).fault(1, ModelFault.CONFLICT);
        run(comment, Ids.of(3));
        assertEquals(Set.of(State.REJECTED), states());
        assertEquals(1, comment.sent.size());
    }

    @Test
    void malformedIdsDoNotSpoilTheChunkOfTheOthers() {
        for (boolean named : List.of(true, false)) {
            ModelService service = ModelService.ofComment(200);
            service.named = named;
            List<String> ids = new ArrayList<>(Ids.of(200));
            ids.add(7, "fyughg");
            ids.add(100, "");
            ids.add(150, "inc:XYZ");
            run(service, ids);
            assertEquals(
                    Set.of("fyughg", "", "inc:XYZ"),
                    told.stream()
                            .filter(one -> one.state() == State.REJECTED)
                            .map(Outcome::id)
                            .collect(Collectors.toSet()));
            assertEquals(
                    200,
                    told.stream().filter(one -> one.state() == State.APPLIED).count());
            assertEquals(200, service.sent.get(0).size());
        }
    }

    @Test
    void aRottenListIsNotAskedAboutIdById() {
        ModelService service = ModelService.ofComment(3);
        List<String> ids = Stream.iterate(0, i -> i + 1)
                .limit(2_000)
                .map(i -> "rotten-" + i)
                .toList();
        run(service, ids);
        assertEquals(Set.of(State.REJECTED), states());
        assertTrue(service.sent.size() < 20, () -> service.sent.size() + " calls");
    }

    @Test
    void aCulpritThatIsNotNamedIsFoundByDividing() {
        ModelService service = ModelService.ofComment(500);
        service.named = false;
        service.unknown = ModelService.Unknown.REFUSED;
        List<String> ids = new ArrayList<>(Ids.of(499));
        ids.add(321, Ids.ghost(1));
        run(service, ids);
        assertEquals(State.REJECTED, told.get(321).state());
        assertEquals(
                499, told.stream().filter(one -> one.state() == State.APPLIED).count());
        assertTrue(service.sent.size() < 40, () -> service.sent.size() + " calls");
    }

    @Test
    void aRefusalOfTheActionItselfCostsFewCalls() {
        ModelService service = ModelService.ofComment(500).always(ModelFault.BAD_REQUEST);
        run(service, Ids.of(500));
        assertEquals(Set.of(State.REJECTED), states());
        assertTrue(service.sent.size() < 10, () -> service.sent.size() + " calls");
    }

    @Test
    void tooManyIdsAreHalved() {
        ModelService service = ModelService.ofComment(500);
        service.most = 130;
        run(service, Ids.of(500));
        assertEquals(Set.of(State.APPLIED), states());
        assertTrue(service.sent.size() <= 7, () -> service.sent.size() + " calls");
    }

    @Test
    void idsThatDoNotExistAreRejectedThoughTheServiceIsSilentAboutThem() {
        for (ModelService.Counts counts : ModelService.Counts.values()) {
            ModelService service = ModelService.ofComment(120);
            service.unknown = ModelService.Unknown.SILENT;
            service.counts = counts;
            List<String> ids = new ArrayList<>(Ids.of(120));
            ids.add(60, Ids.ghost(1));
            run(service, ids);
            assertEquals(State.REJECTED, told.get(60).state());
            assertEquals(
                    120,
                    told.stream().filter(one -> one.state() == State.APPLIED).count());
            assertEquals(1, service.sent.size());
        }
    }

    @Test
    void withoutReadingBackASuccessIsBelieved() {
        options = ActionOptions.builder().readBack(false).build();
        ModelService service = ModelService.ofStatus(1);
        service.counts = ModelService.Counts.NONE;
        service.unknown = ModelService.Unknown.SILENT;
        told(service, List.of(Ids.id(0), Ids.ghost(1)));
        assertEquals(Set.of(State.APPLIED), states());
        assertEquals(0, service.reads);
    }

    @Test
    void whatMakesItHopelessEndsTheRunAfterAnOutcomeForEachId() {
        ModelService service = ModelService.ofStatus(1_600).fault(2, ModelFault.NO_TOKEN);
        run(service, Ids.of(1_600));
        assertEquals(2, service.sent.size());
        assertEquals(
                500, told.stream().filter(one -> one.state() == State.APPLIED).count());
        assertEquals(
                1_100,
                told.stream().filter(one -> one.state() == State.NOT_SENT).count());
        assertTrue(
                ended instanceof FalconException && ended.getMessage().contains("Check the secret"), () -> "" + ended);
    }

    @Test
    void aServiceThatAnswersNothingIsNotSentTheRest() {
        options = ActionOptions.builder().chunkSize(10).build();
        ModelService service = ModelService.ofComment(500).always(ModelFault.FAILED_BEFORE);
        run(service, Ids.of(500));
        assertEquals(8, service.sent.size());
        assertEquals(
                80, told.stream().filter(one -> one.state() == State.UNKNOWN).count());
        assertTrue(ended instanceof FalconException);
        assertTrue(
                Duration.ofMillis(time.now(java.util.concurrent.TimeUnit.MILLISECONDS))
                                .toMillis()
                        > 0,
                "it slows down");
    }

    @Test
    void aDryRunShowsTheRequestsAndSendsNone() {
        List<String> shown = new ArrayList<>();
        options = ActionOptions.builder().chunkSize(2).dryRun(shown::add).build();
        ModelService service = ModelService.ofComment(3);
        run(service, List.of(Ids.id(0), "odd", Ids.id(1), Ids.id(2)));
        assertEquals(List.of(), service.sent);
        assertEquals(Set.of(State.NOT_SENT), states());
        assertEquals(
                List.of("ACT [" + Ids.id(0) + "]", "ACT [odd]", "ACT [" + Ids.id(1) + ", " + Ids.id(2) + "]"), shown);
    }

    @Test
    void aSecondSubscriptionDoesItAnew() {
        ModelService service = ModelService.ofStatus(3);
        BulkAction action = new BulkAction(service, options, Patience.DEFAULT, time);
        var outcomes = action.perform(Ids.of(3));
        outcomes.subscribe();
        outcomes.subscribe(told::add);
        assertEquals(2, service.sent.size());
        assertEquals(3, told.size());
    }

    private Set<State> states() {
        return told.stream().map(Outcome::state).collect(Collectors.toSet());
    }

    private void run(ModelService service, List<String> ids) {
        told(service, ids);
        Truth.check(service, ids, told);
    }

    private void told(ModelService service, List<String> ids) {
        told.clear();
        ended = null;
        boolean[] done = {false};
        new BulkAction(service, options, Patience.DEFAULT, time)
                .perform(ids)
                .subscribe(told::add, error -> ended = error, () -> done[0] = true);
        time.advanceTimeBy(Duration.ofHours(1));
        assertSame(true, done[0] || ended != null);
    }
}
