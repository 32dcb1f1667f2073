package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.action.ActionFacts.Visibility;
import java.util.LinkedHashSet;
import java.util.List;

/** Judges what a run told by the service's own log. */
final class Truth {

    private Truth() {}

    /** Every id has one outcome, in order, and none says more than is so. */
    static void check(ModelService service, List<String> ids, List<Outcome> told) {
        assertEquals(
                List.copyOf(new LinkedHashSet<>(ids)),
                told.stream().map(Outcome::id).toList());
        told.forEach(outcome -> check(service, outcome));
        if (!service.facts().replayable()) {
            service.rows.forEach((id, row) -> assertTrue(row.executions <= 1, () -> "twice: " + id));
        }
    }

    private static void check(ModelService service, Outcome outcome) {
        ModelRow row = service.rows.get(outcome.id());
        int executions = row == null ? 0 : row.executions;
        switch (outcome.state()) {
            case APPLIED -> {
                if (row == null && Doubt.BELIEVED.equals(outcome.reason())) {
                    assertTrue(service.unreadable > 0 || service.shut);
                    return;
                }
                assertTrue(row != null, () -> "no such id: " + outcome);
                String reason = String.valueOf(outcome.reason());
                boolean changed = reason.contains("changed since it was sent; sent again, it was refused");
                assertTrue(row.refusals == 0 || changed, () -> "the service said no: " + outcome);
                assertTrue(!changed || executions > 0 || row.meddled, () -> "nobody changed it: " + outcome);
                boolean readBack = reason.startsWith("read back");
                assertTrue(executions > 0 || readBack, () -> "not done: " + outcome);
                assertTrue(
                        !readBack || row.shown && service.facts().visibility() == Visibility.WHOLE,
                        () -> "proves nothing: " + outcome);
            }
            case REJECTED, NOT_SENT -> assertEquals(0, executions, () -> "done: " + outcome);
            case UNKNOWN ->
                assertTrue(
                        service.inDoubt.contains(outcome.id()) || service.unreadable > 0 || service.shut,
                        () -> "no doubt: " + outcome);
        }
    }
}
