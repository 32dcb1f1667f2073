package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.ActionFacts.Visibility;
import io.falconflux.action.Outcome.State;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What reading back settles. The first id shows the action, the second does not, the third is not there. */
class DoubtTest {

    private static final List<String> IDS = Ids.of(3);
    private static final Sighting SEEN = new Sighting(Set.of(IDS.get(0)), Set.of(IDS.get(1)), true);
    private static final Doubt LOST = Doubt.lost(IDS, new Lost("cut", "t"));

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
                    states(Doubt.counted(IDS, affected, "", null), SEEN, Visibility.WHOLE));
        }
    }

    @Test
    void aCountOfNoneTellsThatWhatDoesNotShowWasNotDone() {
        assertEquals(
                List.of(State.APPLIED, State.REJECTED, State.REJECTED),
                states(Doubt.counted(IDS, 0, "", null), SEEN, Visibility.WHOLE));
    }

    @Test
    void aCountOfAsManyAsExistTellsOfThoseWhateverShows() {
        for (Visibility visibility : Visibility.values()) {
            assertEquals(
                    List.of(State.APPLIED, State.APPLIED, State.REJECTED),
                    states(Doubt.counted(IDS, 2, "", null), SEEN, visibility));
        }
        assertEquals(
                List.of(State.UNKNOWN, State.UNKNOWN, State.REJECTED),
                states(Doubt.counted(IDS, 1, "", null), SEEN, Visibility.NONE));
    }

    @Test
    void aRefusalAfterADoubtLeavesItOpenWhateverShows() {
        List<Outcome> refused =
                IDS.stream().map(id -> Outcome.rejected(id, "locked", null)).toList();
        Doubt doubt = new Doubt(Doubt.Kind.REFUSED, refused, -1);
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
    }

    private static List<State> states(Doubt doubt, Sighting seen, Visibility visibility) {
        return doubt.settle(seen, visibility).stream().map(Outcome::state).toList();
    }
}
