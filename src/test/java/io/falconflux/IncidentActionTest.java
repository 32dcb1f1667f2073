package io.falconflux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.falconflux.collection.ActionRequest.Change;
import io.falconflux.incidents.IncidentStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentActionTest {

    @Test
    void isWhatTheServiceReads() {
        IncidentAction action = IncidentAction.builder()
                .comment("seen")
                .status(IncidentStatus.CLOSED)
                .assign("11111111-2222-3333-4444-555555555555")
                .addTag("a")
                .addTag("b,c")
                .addTag("a")
                .removeTag("d")
                .name("n")
                .description("")
                .updateDetects()
                .overwriteDetects()
                .build();

        assertEquals(
                List.of(
                        new Change("update_status", "40"),
                        new Change("update_assigned_to_v2", "11111111-2222-3333-4444-555555555555"),
                        new Change("add_tag", "a"),
                        new Change("add_tag", "b,c"),
                        new Change("delete_tag", "d"),
                        new Change("add_comment", "seen"),
                        new Change("update_name", "n"),
                        new Change("update_description", "")),
                action.request().changes());
        assertEquals(
                Map.of("update_detects", true, "overwrite_detects", true),
                action.request().query());
        assertEquals(
                List.of(new Change("unassign", null)),
                IncidentAction.builder().unassign().build().request().changes());
    }

    @Test
    void aStatusHasAWordAndANumber() {
        for (String word : List.of("in-progress", "In Progress", "IN_PROGRESS", "30", " 30 ")) {
            assertEquals(
                    "30",
                    IncidentAction.builder()
                            .status(word)
                            .build()
                            .request()
                            .changes()
                            .get(0)
                            .value());
        }
        assertEquals(
                "Unknown status 'shut': write new, reopened, in-progress or closed",
                error(() -> IncidentAction.builder().status("shut")));
    }

    @Test
    void whatCannotBeMeantIsRefusedAtOnce() {
        assertEquals(
                "nothing to do: an action has at least one change",
                error(() -> IncidentAction.builder().updateDetects().build()));
        assertEquals(
                "assigning and unassigning contradict each other: choose one of them",
                error(() -> IncidentAction.builder().assign("u").unassign().build()));
        assertEquals(
                "the tag 'x' cannot be added and removed at once",
                error(() -> IncidentAction.builder().addTag("x").removeTag("x").build()));
        assertEquals(
                "a comment must not be empty",
                error(() -> IncidentAction.builder().comment(" ")));
    }

    @Test
    void itsTextHoldsNothingThatSomebodyWrote() {
        IncidentAction action =
                IncidentAction.builder().comment("for internal use").name("x").build();
        assertEquals("IncidentAction[add_comment, update_name]", action.toString());
        assertFalse(action.toString().contains("internal"));
    }

    private static String error(Runnable build) {
        return assertThrows(IllegalArgumentException.class, build::run).getMessage();
    }
}
