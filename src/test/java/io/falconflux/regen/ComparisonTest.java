package io.falconflux.regen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.regen.Change.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What came, went or changed between two surfaces, and whether it breaks code. */
class ComparisonTest {

    private static final List<String> SURFACE = List.of(
            "operation List GET /birds list IdsReply",
            "parameter List.filter query String filter",
            "parameter List.limit query Integer limit min=1 max=500",
            "choice List.sort=a.asc",
            "operation Send POST /birds send IdsReply",
            "parameter Send.body body Bird bird required",
            "enum Kind String",
            "value Kind=\"kea\" KEA",
            "model Bird",
            "property Bird.ring Ring ring",
            "property Bird.id String id required",
            "property Bird.names Map<String, String> names",
            "model Ring",
            "property Ring.number Integer number",
            "model Report",
            "property Report.text String text",
            "fact List.x-falcon-page.max 500",
            "fact List.x-falcon-fields.state",
            "fact List.x-falcon-fields.state.kind keyword");

    /**
     * A line taken out, put in or replaced, and the one change that it makes.
     *
     * @param without the line that goes; empty for none
     * @param with the line that comes; empty for none
     * @param kind what the change is
     * @param text what it says
     */
    private record Case(String without, String with, Kind kind, String text) {}

    private static final List<Case> CASES = List.of(
            new Case("", "property Bird.colour String colour", Kind.ADDED, "property Bird.colour (String)"),
            new Case("", "value Kind=\"new one\" NEW_ONE", Kind.ADDED, "value Kind=\"new one\" (NEW_ONE)"),
            new Case("", "choice List.sort=b.asc", Kind.ADDED, "choice List.sort=b.asc"),
            new Case("", "parameter List.sort query String sort", Kind.ADDED, "parameter List.sort (String)"),
            new Case("", "parameter List.must query String must required", Kind.NARROWED, "new and required"),
            new Case("", "property Ring.must String must required", Kind.NARROWED, "new and required"),
            new Case("", "property Report.must String must required", Kind.ADDED, "property Report.must"),
            new Case("property Bird.ring Ring ring", "", Kind.REMOVED, "property Bird.ring (Ring)"),
            new Case("value Kind=\"kea\" KEA", "", Kind.REMOVED, "value Kind=\"kea\""),
            new Case(
                    "value Kind=\"kea\" KEA",
                    "value Kind=\"kea\" DODO",
                    Kind.NARROWED,
                    "is called DODO in Java, was KEA"),
            new Case(
                    "property Bird.ring Ring ring",
                    "property Bird.ring String ring",
                    Kind.NARROWED,
                    "is String, was Ring"),
            new Case(
                    "property Bird.ring Ring ring",
                    "property Bird.ring Ring ring required",
                    Kind.NARROWED,
                    "is required now"),
            new Case(
                    "property Bird.id String id required",
                    "property Bird.id String id",
                    Kind.NARROWED,
                    "may be absent"),
            new Case(
                    "property Bird.ring Ring ring",
                    "property Bird.ring Ring ring deprecated",
                    Kind.WIDENED,
                    "is deprecated now"),
            new Case(
                    "parameter List.limit query Integer limit min=1 max=500",
                    "parameter List.limit query Integer limit min=1 max=100",
                    Kind.NARROWED,
                    "max is 100, was 500"),
            new Case(
                    "parameter List.limit query Integer limit min=1 max=500",
                    "parameter List.limit query Integer limit min=0 max=900",
                    Kind.WIDENED,
                    "max is 900, was 500, min is 0, was 1"),
            new Case(
                    "parameter List.limit query Integer limit min=1 max=500",
                    "parameter List.limit query Integer limit min=1",
                    Kind.WIDENED,
                    "max 500 is gone"),
            new Case(
                    "operation List GET /birds list IdsReply",
                    "operation List GET /birds/v2 list IdsReply",
                    Kind.NARROWED,
                    "is /birds/v2, was /birds"),
            new Case(
                    "fact List.x-falcon-page.max 500",
                    "fact List.x-falcon-page.max 100",
                    Kind.NARROWED,
                    "is 100, was 500"),
            new Case(
                    "fact List.x-falcon-page.max 500",
                    "fact List.x-falcon-page.max 900",
                    Kind.WIDENED,
                    "is 900, was 500"),
            new Case(
                    "fact List.x-falcon-fields.state.kind keyword",
                    "fact List.x-falcon-fields.state.kind string",
                    Kind.NARROWED,
                    "is string, was keyword"));

    @TestFactory
    Stream<DynamicTest> eachDifferenceIsOneChange() {
        return CASES.stream().map(one -> DynamicTest.dynamicTest(one.kind() + " " + one.text(), () -> check(one)));
    }

    private static void check(Case one) {
        List<String> after = new ArrayList<>(SURFACE);
        int at = one.without().isEmpty() ? after.size() : after.indexOf(one.without());
        assertTrue(at >= 0, one.without());
        if (!one.without().isEmpty()) {
            after.remove(at);
        }
        if (!one.with().isEmpty()) {
            after.add(at, one.with());
        }
        List<Change> changes = compare(after);
        assertEquals(1, changes.size(), changes::toString);
        assertEquals(one.kind(), changes.get(0).kind());
        assertTrue(changes.get(0).toString().contains(one.text()), changes::toString);
    }

    @Test
    void whatWentAsAWholeIsOneChange() {
        List<Change> changes = compare(
                SURFACE.stream().filter(line -> !line.matches("\\w+ List\\b.*")).toList());
        assertEquals(List.of("Removed operation List (GET /birds)"), lines(changes));
    }

    @Test
    void whatCameAsAWholeIsOneChange() {
        List<String> after = new ArrayList<>(SURFACE);
        after.add("operation Get GET /bird get Bird");
        after.add("parameter Get.id query String id required");
        after.add("fact Get.x-falcon-scope birds:read");
        assertEquals(List.of("New operation Get (GET /bird, with 1 parameter and 1 fact)"), lines(compare(after)));
    }

    @Test
    void aParameterBetweenOthersShiftsThem() {
        List<String> after = new ArrayList<>(SURFACE);
        after.add(2, "parameter List.more query String more");
        Change change = compare(after).get(0);
        assertEquals(Kind.SHIFTED, change.kind());
        assertTrue(change.toString().contains("it now stands before limit"), change::toString);
    }

    @Test
    void nothingChangedIsNoChange() {
        assertEquals(List.of(), compare(SURFACE));
    }

    private static List<Change> compare(List<String> after) {
        return Comparison.of(Surface.read(SURFACE), Surface.read(after));
    }

    private static List<String> lines(List<Change> changes) {
        return changes.stream().map(one -> one.kind() + " " + one).toList();
    }
}
