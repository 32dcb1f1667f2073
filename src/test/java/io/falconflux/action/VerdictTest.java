package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.ActionFacts.Visibility;
import io.falconflux.action.Doubt.Kind;
import io.falconflux.action.Outcome.State;
import io.falconflux.error.ApiError;
import io.falconflux.error.FalconException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each reply means: for an action that may be repeated (a status) and for one that may not (a comment). */
class VerdictTest {

    private static final List<String> IDS = Ids.of(3);
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final ActionFacts STATUS = facts(true, Visibility.WHOLE);
    private static final ActionFacts COMMENT = facts(false, Visibility.NONE);

    @Test
    void aCountOfAllIsApplied() {
        Verdict verdict = read(STATUS, new Answer(List.of(), 3, "t"));
        assertEquals(List.of(State.APPLIED, State.APPLIED, State.APPLIED), states(verdict));
        assertTrue(verdict.doubts().isEmpty());
    }

    @Test
    void anIdNamedInErrorsIsRejectedAndTheOthersAreCounted() {
        Verdict verdict = read(COMMENT, new Answer(List.of(Errors.about(IDS.get(1))), 2, "t"));
        assertEquals(3, verdict.settled().size());
        assertEquals(
                new Outcome(IDS.get(1), State.REJECTED, "cannot be changed", "t"),
                verdict.settled().get(0));
        assertNull(verdict.again());
    }

    @Test
    void aSuccessWithoutACountIsToBeConfirmed() {
        Verdict verdict = read(COMMENT, new Answer(List.of(), null, "t"));
        assertEquals(Kind.UNCONFIRMED, verdict.doubts().get(0).kind());
        assertEquals(State.APPLIED, verdict.doubts().get(0).otherwise().get(0).state());
    }

    @Test
    void aCountThatDiffersIsADoubtAndNotRepeated() {
        Verdict verdict = read(STATUS, new Answer(List.of(), 2, "t"));
        assertEquals(Kind.COUNTED, verdict.doubts().get(0).kind());
        assertNull(verdict.again());
    }

    @Test
    void aSuccessThatComplainsOfNobodyIsRepeatedIfThatIsSafe() {
        Answer answer = new Answer(List.of(Errors.words("shard failure")), null, "t");
        assertEquals(IDS, read(STATUS, answer).again().ids());
        assertNull(read(COMMENT, answer).again());
        assertEquals(
                "shard failure",
                read(COMMENT, answer).doubts().get(0).otherwise().get(0).reason());
    }

    @Test
    void aLostReplyIsRepeatedIfThatIsSafeAndNeverOtherwise() {
        for (FalconException error : List.of(
                Errors.cut(),
                Errors.unreadable(),
                Errors.refused(500),
                Errors.refused(502),
                Errors.refused(503),
                Errors.refused(504),
                Errors.refused(408))) {
            Verdict status = read(STATUS, error);
            assertEquals(IDS, status.again().ids(), error.getMessage());
            assertNotNull(status.again().before());
            assertEquals(1, status.again().failures());
            Verdict comment = read(COMMENT, error);
            assertNull(comment.again());
            assertNull(comment.halt());
            assertEquals(
                    State.UNKNOWN, comment.doubts().get(0).otherwise().get(2).state());
            assertTrue(comment.executed());
        }
    }

    @Test
    void theTriesEnd() {
        Verdict verdict = Verdict.of(STATUS, 8, new Attempt(IDS, 7, new Lost("cut", null), null), Errors.cut());
        assertNull(verdict.again());
        assertEquals(Kind.LOST, verdict.doubts().get(0).kind());
    }

    @Test
    void aConflictIsRepeatedUnlessItAddsAComment() {
        assertEquals(IDS, read(STATUS, Errors.refused(409)).again().ids());
        assertNull(read(STATUS, Errors.refused(409)).again().before());
        Verdict comment = read(COMMENT, Errors.refused(409));
        assertEquals(List.of(State.REJECTED, State.REJECTED, State.REJECTED), states(comment));
        assertFalse(comment.executed());
        assertNull(comment.halt());
    }

    @Test
    void aBadRequestIsDividedAndItsCulpritLeftOutIfItIsNamed() {
        assertEquals(
                IDS,
                read(COMMENT, Errors.refused(400, Errors.words("bad"))).divide().ids());
        Verdict named = read(COMMENT, Errors.refused(400, Errors.words("invalid incident id=" + IDS.get(1))));
        assertEquals(List.of(IDS.get(0), IDS.get(2)), named.again().ids());
        assertEquals(0, named.again().failures());
        assertEquals(List.of(State.REJECTED), states(named));
        assertTrue(named.narrowed());
    }

    @Test
    void aBadRequestAboutOneIdIsItsOutcome() {
        Verdict verdict = Verdict.of(COMMENT, 8, Attempt.first(IDS.subList(0, 1)), Errors.refused(400));
        assertEquals(List.of(State.REJECTED), states(verdict));
        assertEquals("t-400", verdict.settled().get(0).traceId());
        assertFalse(verdict.settled().get(0).reason().contains("t-400"), "the trace id has a place of its own");
    }

    @Test
    void tooManyAreDivided() {
        assertTrue(read(COMMENT, Errors.refused(413)).divide().tooLarge());
    }

    @Test
    void whatTheDoorRefusesEndsTheRun() {
        for (FalconException error :
                List.of(Errors.token(), Errors.unsent(), Errors.refused(429), Errors.late(false))) {
            Verdict verdict = read(COMMENT, error);
            assertEquals(List.of(State.NOT_SENT, State.NOT_SENT, State.NOT_SENT), states(verdict));
            assertEquals(error, verdict.halt());
            assertFalse(verdict.executed());
        }
        for (FalconException error : List.of(Errors.refused(401), Errors.refused(403), Errors.retired())) {
            Verdict verdict = read(COMMENT, error);
            assertEquals(List.of(State.REJECTED, State.REJECTED, State.REJECTED), states(verdict));
            assertEquals(error, verdict.halt());
        }
    }

    @Test
    void aDeadlineThatPassedAfterSendingLeavesADoubt() {
        Verdict verdict = read(STATUS, Errors.late(true));
        assertEquals(Kind.LOST, verdict.doubts().get(0).kind());
        assertNotNull(verdict.halt());
    }

    @Test
    void aServerErrorThatNamesIdsIsAnAnswerAboutThem() {
        ApiError error = Errors.about(IDS.get(0));
        Verdict status = read(STATUS, Errors.refused(500, error));
        assertEquals(List.of(State.REJECTED), states(status));
        assertEquals(IDS.subList(1, 3), status.again().ids());
        Verdict comment = read(COMMENT, Errors.refused(500, error));
        assertEquals(List.of(State.REJECTED), states(comment));
        assertEquals(IDS.subList(1, 3), comment.doubts().get(0).ids());
    }

    @Test
    void aFailureThatCountsTheRestAppliedTheRest() {
        Verdict verdict = read(COMMENT, Errors.refused(500, 2, Errors.about(IDS.get(0))));
        assertEquals(List.of(State.REJECTED, State.APPLIED, State.APPLIED), states(verdict));
        Verdict partly = read(COMMENT, Errors.refused(500, 1, Errors.about(IDS.get(0))));
        assertEquals(Kind.COUNTED, partly.doubts().get(0).kind());
    }

    @Test
    void aRefusalOfARepetitionProvesNothingAboutTheFirstTime() {
        Attempt second = new Attempt(IDS, 1, new Lost("cut", null), SINCE);
        Verdict conflict = Verdict.of(STATUS, 2, second, Errors.refused(409));
        assertTrue(conflict.settled().isEmpty());
        assertEquals(Kind.REFUSED, conflict.refused().kind());
        Verdict away = Verdict.of(STATUS, 8, second, Errors.token());
        assertTrue(away.settled().isEmpty());
        assertEquals("cut", away.doubts().get(0).otherwise().get(0).reason());
        Verdict named = Verdict.of(STATUS, 8, second, new Answer(List.of(Errors.about(IDS.get(0))), 2, null));
        assertEquals(List.of(State.APPLIED, State.APPLIED), states(named));
        assertEquals(Kind.REFUSED, named.refused().kind());
        assertEquals(SINCE, named.refused().since());
        Verdict none = Verdict.of(STATUS, 8, second, new Answer(List.of(), 0, null));
        assertEquals(Kind.LOST, none.doubts().get(0).kind(), "the first time may have changed it");
    }

    @Test
    void whenItWasSentFirstIsWhenTheFirstThatMayHaveBeenExecutedWasSent() {
        Instant later = SINCE.plusSeconds(5);
        Attempt first = Attempt.first(IDS).sent(SINCE);
        assertEquals(SINCE, first.since());
        Attempt conflict = Verdict.of(STATUS, 8, first, Errors.refused(409)).again();
        assertEquals(later, conflict.sent(later).since(), "a conflict was not executed");
        Attempt lost = Verdict.of(STATUS, 8, first, Errors.cut()).again();
        assertEquals(SINCE, lost.sent(later).since());
        Attempt twice = Verdict.of(STATUS, 8, lost.sent(later), Errors.cut()).again();
        assertEquals(SINCE, twice.sent(later).since());
        Attempt earlierRun = new Attempt(IDS, 0, new Lost("killed", null), null);
        assertNull(Verdict.of(STATUS, 8, earlierRun.sent(later), Errors.cut())
                .again()
                .sent(later)
                .since());
    }

    @Test
    void aReplyThatIsTooLargeWouldBeSoAgain() {
        assertNull(read(STATUS, Errors.tooLarge()).again());
    }

    private static Verdict read(ActionFacts facts, Answer answer) {
        return Verdict.of(facts, 8, Attempt.first(IDS), answer);
    }

    private static Verdict read(ActionFacts facts, FalconException error) {
        return Verdict.of(facts, 8, Attempt.first(IDS), error);
    }

    private static List<State> states(Verdict verdict) {
        return verdict.settled().stream().map(Outcome::state).toList();
    }

    static ActionFacts facts(boolean replayable, Visibility visibility) {
        return new ActionFacts(Errors.ACTION, "tenant", "action", "does it", 5_000, replayable, visibility, 500);
    }
}
