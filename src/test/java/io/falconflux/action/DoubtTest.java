package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.ActionFacts.Visibility;
import io.falconflux.action.Outcome.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What reading back settles. The first id shows the action, the second does not, the third is not there. */
class DoubtTest {

    private static final List<String> IDS = Ids.of(3);
    private static final Sighting SEEN = new Sighting(Set.of(IDS.get(0)), Set.of(IDS.get(1)), true);
    private static final int SHOWN = 0;
    private static final int HIDDEN = 1;
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Outcome> REFUSED =
            IDS.stream().map(id -> Outcome.rejected(id, "locked", "t")).toList();
    private static final Doubt LOST = Doubt.lost(IDS, new Lost("cut", "t"), null);

    @Test
    void whatShowsIsAppliedAndWhatDoesNotShowStaysUnknown() {
        assertEquals(List.of(State.APPLIED, State.UNKNOWN, State.REJECTED), states(LOST, SEEN, Visibility.WHOLE));
        assertEquals(
                "read back, the service shows it (cut)",
                LOST.settle(SEEN, Visibility.WHOLE).get(0).reason());
    }

    @Test
    void aCommentStaysUnknownWhateverTheRestShows() {
        assertEquals(List.of(State.UNKNOWN, State.UNKNOWN, State.REJECTED), states(LOST, SEEN, Visibility.PART));
        assertEquals(List.of(State.UNKNOWN, State.UNKNOWN, State.REJECTED), states(LOST, SEEN, Visibility.NONE));
        List<Outcome> told = LOST.settle(SEEN, Visibility.PART);
        assertEquals(
                "cut; read back, the service shows what can be read of it",
                told.get(0).reason());
        assertEquals(
                "cut; read back, the service does not show what can be read of it",
                told.get(1).reason());
    }

    @Test
    void aReplyThatMayBeShortOfRowsProvesNoAbsence() {
        Sighting unsure = new Sighting(SEEN.shown(), SEEN.hidden(), false);
        assertEquals(State.UNKNOWN, LOST.settle(unsure, Visibility.WHOLE).get(2).state());
        assertEquals(
                State.APPLIED,
                Doubt.unconfirmed(IDS, null)
                        .settle(unsure, Visibility.NONE)
                        .get(2)
                        .state());
    }

    @Test
    void aSuccessWithoutACountIsBelievedOfIdsThatExist() {
        Doubt doubt = Doubt.unconfirmed(IDS, "t");
        assertEquals(List.of(State.APPLIED, State.APPLIED, State.REJECTED), states(doubt, SEEN, Visibility.WHOLE));
        assertEquals(List.of(IDS.get(2)), doubt.open(SEEN, Visibility.WHOLE));
    }

    @Test
    void aCountLeavesWhatDoesNotShowUnknownSinceItMayHaveBeenChangedBack() {
        for (int affected : List.of(1, 3)) {
            assertEquals(
                    List.of(State.APPLIED, State.UNKNOWN, State.REJECTED),
                    states(Doubt.counted(IDS, affected, "", null, null), SEEN, Visibility.WHOLE));
        }
    }

    @Test
    void ofACountWhatDoesNotShowAndWasNotChangedSinceWasNotDone() {
        Doubt counted = Doubt.counted(IDS, 1, "", null, SINCE);
        assertEquals(
                State.REJECTED,
                counted.settle(dated(100), Visibility.WHOLE).get(HIDDEN).state());
        assertEquals(
                State.UNKNOWN,
                counted.settle(dated(100).unsure(), Visibility.WHOLE)
                        .get(HIDDEN)
                        .state());
        assertEquals(
                State.UNKNOWN,
                counted.settle(dated(0), Visibility.WHOLE).get(HIDDEN).state());
    }

    @Test
    void ofACountWhatShowsAndWasNotChangedSinceWasSoBefore() {
        Doubt counted = Doubt.counted(IDS, 1, "", null, SINCE);
        assertEquals(List.of(IDS.get(SHOWN)), counted.soBefore(dated(100), Visibility.WHOLE));
        assertEquals(List.of(), counted.soBefore(dated(0), Visibility.WHOLE), "changed since");
        assertEquals(List.of(), counted.soBefore(dated(100).unsure(), Visibility.WHOLE), "not sure");
        assertEquals(List.of(), counted.soBefore(dated(100), Visibility.PART), "a comment");
        assertEquals(List.of(), LOST.soBefore(dated(100), Visibility.WHOLE), "no count");
    }

    @Test
    void aCountOfNoneTellsThatWhatDoesNotShowWasNotDone() {
        assertEquals(
                List.of(State.APPLIED, State.REJECTED, State.REJECTED),
                states(Doubt.counted(IDS, 0, "", null, null), SEEN, Visibility.WHOLE));
    }

    @Test
    void aCountOfAsManyAsExistTellsOfThoseWhateverShows() {
        for (Visibility visibility : Visibility.values()) {
            assertEquals(
                    List.of(State.APPLIED, State.APPLIED, State.REJECTED),
                    states(Doubt.counted(IDS, 2, "", null, null), SEEN, visibility));
        }
        assertEquals(
                List.of(State.UNKNOWN, State.UNKNOWN, State.REJECTED),
                states(Doubt.counted(IDS, 1, "", null, null), SEEN, Visibility.NONE));
    }

    @Test
    void aRefusalAfterADoubtLeavesItOpenWhateverShows() {
        List<Outcome> refused =
                IDS.stream().map(id -> Outcome.rejected(id, "locked", null)).toList();
        Doubt doubt = Doubt.refused(refused, null);
        for (Visibility visibility : Visibility.values()) {
            assertEquals(List.of(State.UNKNOWN, State.UNKNOWN, State.REJECTED), states(doubt, SEEN, visibility));
            assertEquals(List.of(IDS.get(2)), doubt.open(SEEN, visibility), "another look settles nothing");
        }
        String reason = "refused when it was sent again, the first time may have been executed: locked";
        List<Outcome> told = doubt.settle(SEEN, Visibility.WHOLE);
        assertEquals(
                reason + "; read back, the service shows what can be read of it",
                told.get(0).reason());
        assertEquals(
                reason + "; read back, the service does not show what can be read of it",
                told.get(1).reason());
        assertEquals(
                List.of(State.UNKNOWN, State.UNKNOWN, State.UNKNOWN), states(doubt, Sighting.NONE, Visibility.WHOLE));
    }

    @Test
    void aRefusalAfterADoubtIsSettledByWhetherItWasChangedSince() {
        String reason =
                "refused when it was sent again, the first time may have been executed: locked; read back, the service";
        assertTold(
                State.APPLIED,
                SHOWN,
                0,
                "read back, the service shows it, changed since it was sent; sent again, it was" + " refused: locked");
        assertTold(State.REJECTED, HIDDEN, 100, "locked");
        assertTold(
                State.UNKNOWN,
                SHOWN,
                100,
                reason + " shows what can be read of it, and it was not changed since it was sent");
        assertTold(
                State.UNKNOWN,
                HIDDEN,
                0,
                reason + " does not show what can be read of it, and it was changed since it was sent");
    }

    @Test
    void aChangeShortlyBeforeTheSendingCountsAsOneAfterIt() {
        assertEquals(State.APPLIED, dated(SHOWN, 12).state());
        assertEquals(State.UNKNOWN, dated(HIDDEN, 12).state());
        assertEquals(State.UNKNOWN, dated(SHOWN, 13).state());
        assertEquals(State.REJECTED, dated(HIDDEN, 13).state());
        assertEquals(State.APPLIED, dated(SHOWN, -5).state(), "the service counts whole seconds");
    }

    @Test
    void aReadingThatWasCutShortBearsOutNoRefusal() {
        Sighting seen = dated(100).unsure();
        assertEquals(
                List.of(State.UNKNOWN, State.UNKNOWN, State.UNKNOWN),
                states(Doubt.refused(REFUSED, SINCE), seen, Visibility.WHOLE));
    }

    @Test
    void aRefusedCommentStaysUnknownWhenItsEntityWasChanged() {
        for (int age : List.of(0, 100)) {
            for (Visibility visibility : List.of(Visibility.PART, Visibility.NONE)) {
                Doubt doubt = Doubt.refused(REFUSED, SINCE);
                assertEquals(
                        List.of(State.UNKNOWN, State.UNKNOWN, State.REJECTED), states(doubt, dated(age), visibility));
            }
        }
    }

    @Test
    void aChangeBeforeAnEarlierRunSentItCannotBeDated() {
        assertEquals(Map.of(), dated(100).asOf(null).ages());
    }

    @Test
    void whatShowsAfterALostReplyIsAppliedThoughItShowedBefore() {
        Outcome told = LOST.settle(dated(100), Visibility.WHOLE).get(0);
        assertEquals(State.APPLIED, told.state());
        assertEquals("read back, the service shows it, and it was not changed since it was sent (cut)", told.reason());
    }

    @Test
    void aRefusalIsLookedAtAgainUnlessItIsSettled() {
        Doubt doubt = Doubt.refused(REFUSED, SINCE);
        assertEquals(IDS, doubt.open(dated(100), Visibility.WHOLE));
        assertEquals(IDS.subList(1, 3), doubt.open(dated(0), Visibility.WHOLE));
        assertEquals(IDS.subList(2, 3), doubt.open(dated(0), Visibility.PART));
    }

    @Test
    void refusalsOfTheSameSendingAreReadTogether() {
        Doubt doubt = Doubt.refused(REFUSED.subList(0, 1), SINCE);
        assertEquals(
                IDS, doubt.with(Doubt.refused(REFUSED.subList(1, 3), SINCE)).ids());
        assertNull(doubt.with(Doubt.refused(REFUSED.subList(1, 3), null)));
        assertNull(doubt.with(LOST));
    }

    private static void assertTold(State state, int number, int age, String reason) {
        assertEquals(new Outcome(IDS.get(number), state, reason, "t"), dated(number, age));
    }

    private static Outcome dated(int number, int age) {
        return Doubt.refused(REFUSED, SINCE)
                .settle(dated(age), Visibility.WHOLE)
                .get(number);
    }

    /** All were changed so many seconds before they are read, which is ten seconds after they were sent. */
    private static Sighting dated(int age) {
        Duration ago = Duration.ofSeconds(age);
        Map<String, Duration> ages = Map.of(IDS.get(SHOWN), ago, IDS.get(HIDDEN), ago);
        return new Sighting(SEEN.shown(), SEEN.hidden(), true, ages).asOf(Duration.ofSeconds(10));
    }

    @Test
    void anotherLookIsWorthWhileOnlyForWhatItCanSettle() {
        assertEquals(IDS.subList(1, 3), LOST.open(SEEN, Visibility.WHOLE));
        assertEquals(IDS.subList(2, 3), LOST.open(SEEN, Visibility.NONE));
    }

    @Test
    void aLaterLookWins() {
        Sighting later = new Sighting(Set.of(IDS.get(1)), Set.of(), true);
        Sighting both = SEEN.then(later);
        assertTrue(both.shows(IDS.get(0))
                && both.shows(IDS.get(1))
                && both.hidden().isEmpty());
        assertTrue(both.missing(IDS.get(2)));
        Sighting back = both.then(new Sighting(Set.of(), Set.of(IDS.get(0)), true));
        assertEquals(Set.of(IDS.get(1)), back.shown());
        assertEquals(Set.of(IDS.get(0)), back.hidden());
    }

    private static List<State> states(Doubt doubt, Sighting seen, Visibility visibility) {
        return doubt.settle(seen, visibility).stream().map(Outcome::state).toList();
    }
}
