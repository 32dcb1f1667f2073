package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownFieldTest {

    private static final List<String> KNOWN = List.of("start", "state", "status", "final_score", "end", "tags", "name");

    @ParameterizedTest
    @CsvSource({
        "fine_score, final_score",
        "finalScore, final_score",
        "final-score, final_score",
        "final_socre, final_score",
        "stat, state",
        "star, start",
        "tag, tags",
        "STATE, state"
    })
    void theNearestKnownNameIsSuggested(String name, String meant) {
        assertEquals(meant, Suggestion.nearest(name, KNOWN));
    }

    @Test
    void nothingIsSuggestedWhereNothingIsNear() {
        assertNull(Suggestion.nearest("hostname", KNOWN));
        assertNull(Suggestion.nearest("x", KNOWN));
        assertNull(Suggestion.nearest("s".repeat(1_000_000), KNOWN));
    }

    @Test
    void aSwapOfNeighboursIsOneEdit() {
        assertEquals(1, Suggestion.distance("score", "socre"));
        assertEquals(2, Suggestion.distance("score", "sore1"));
        assertEquals(5, Suggestion.distance("", "score"));
        assertEquals(5, Suggestion.distance("score", ""));
    }

    @Test
    void unknownNamesAreListedOnceInOrderOfAppearance() {
        Fql filter = Fql.parse("fine_score:>5+(state:'open',zzz:1)+fine_score:<9");
        List<UnknownField> unknown = Fql.unknownFields(filter, KNOWN);
        assertEquals(List.of(new UnknownField("fine_score", "final_score"), new UnknownField("zzz", null)), unknown);
        assertEquals(
                "`fine_score` is not a field that the document lists; did you mean `final_score`?",
                unknown.get(0).hint());
        assertEquals(
                "`zzz` is not a field that the document lists", unknown.get(1).hint());
    }

    @Test
    void rawTextIsLookedIntoWhereItParses() {
        assertEquals(
                List.of(new UnknownField("stae", "state")),
                Fql.unknownFields(Fql.raw("stae:'open'").and(Fql.parse("end:null")), KNOWN));
        assertEquals(List.of(), Fql.unknownFields(Fql.raw("stae = open"), KNOWN));
    }

    @Test
    void whereNothingIsKnownNothingIsUnknown() {
        assertEquals(List.of(), Fql.unknownFields(Fql.parse("a:1"), List.of()));
    }
}
