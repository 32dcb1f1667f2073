package io.falconflux.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.simulator.Property.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters against five rows that can be checked by eye. */
class FqlTest {

    private static final List<String> NAMES = List.of("O'Hare", "back\\slash", "DESK-1", "", "Müller & Söhne");
    private static final List<List<String>> TAGS =
            List.of(List.of("a", "b"), List.of("b"), List.of(), List.of("a*c"), List.of("abc"));
    private static final long[] SCORES = {10, 20, 30, Property.ABSENT, 50};
    private static final List<String> TIMES = List.of(
            "2025-01-01T00:00:00Z",
            "2025-01-01T00:00:00.000000001Z",
            "2025-01-02T12:00:00Z",
            "2025-02-01T00:00:00Z",
            "2026-01-01T00:00:00Z");

    private final Map<String, Property> properties = new LinkedHashMap<>();

    FqlTest() {
        text("name", true, NAMES.stream().map(List::of).toList());
        text("tags", true, TAGS);
        text("state", false, List.of(List.of("open"), List.of("open"), List.of("closed"), List.of(), List.of("open")));
        properties.put("score", new Property.Numeric("score", Unit.NUMBER, true, row -> SCORES[row]));
        properties.put("status", new Property.Numeric("status", Unit.NUMBER, false, row -> row * 10));
        properties.put("capped", new Property.Numeric("capped", Unit.FLAG, false, row -> row % 2));
        properties.put("at", new Property.Numeric("at", Unit.TIME, true, row -> TimeText.parse(TIMES.get(row))));
    }

    private void text(String name, boolean anyOperator, List<List<String>> values) {
        properties.put(name, new Property.Text(name, anyOperator, values::get));
    }

    private String rows(String filter) {
        var test = new FqlCompiler(properties).compile(FqlParser.parse(filter));
        return IntStream.range(0, 5)
                .filter(test)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }

    @Test
    void andBindsTighterThanOr() {
        assertEquals("014", rows("state:'open'"));
        assertEquals("02", rows("state:'closed',state:'open'+score:<20"));
        assertEquals("02", rows("state:'open'+score:<20,state:'closed'"));
        assertEquals("0", rows("(state:'closed',state:'open')+score:<20"));
        assertEquals("0", rows("score:<20+(state:'closed',(state:'open'))"));
    }

    @Test
    void quotesAndBackslashesAreEscaped() {
        assertEquals("0", rows("name:'O\\'Hare'"));
        assertEquals("1", rows("name:'back\\\\slash'"));
        assertEquals("4", rows("name:'Müller & Söhne'"));
        assertEquals("3", rows("name:''"));
    }

    @Test
    void listsHoldIfAnyValueDoes() {
        assertEquals("014", rows("tags:['a','b','abc']"));
        assertEquals("23", rows("tags:!['a','b','abc']"));
        assertEquals("124", rows("status:[10,20,'40']"));
        assertEquals("2", rows("tags:[null]"));
    }

    @Test
    void aStarIsAWildcardButNotInBrackets() {
        assertEquals("2", rows("name:'DESK*'"));
        assertEquals("2", rows("name:*'*ESK*'"));
        assertEquals("34", rows("tags:'a*c'"));
        assertEquals("3", rows("tags:['a*c']"));
    }

    @Test
    void negationHoldsForRowsWithoutTheProperty() {
        assertEquals("1234", rows("tags:!'a'"));
        assertEquals("0134", rows("name:!'DESK*'"));
        assertEquals("1234", rows("score:!10"));
    }

    @Test
    void nullFindsRowsWithoutTheProperty() {
        assertEquals("3", rows("score:null"));
        assertEquals("0124", rows("score:!null"));
        assertEquals("3", rows("state:null"));
        assertEquals("0134", rows("tags:!null"));
        assertEquals("0123", rows("tags:[null,'b'],score:null"));
    }

    @Test
    void rangesCompareNumbersTimesAndTexts() {
        assertEquals("24", rows("score:>20"));
        assertEquals("124", rows("score:>='20'"));
        assertEquals("01", rows("score:<=20.5"));
        assertEquals("24", rows("score:>20.5"));
        assertEquals("0", rows("at:<='2025-01-01T00:00:00Z'"));
        assertEquals("1234", rows("at:>'2025-01-01T01:00:00+01:00'"));
        assertEquals("34", rows("at:>='2025-02'"));
        assertEquals("1", rows("at:'2025-01-01T00:00:00.000000001Z'"));
        assertEquals("014", rows("name:>'E'"));
    }

    @Test
    void aTextMatchWantsEveryWordInAnyCase() {
        assertEquals("4", rows("name:~'söhne MÜLLER'"));
        assertEquals("0123", rows("name:!~'müller'"));
    }

    @Test
    void booleansStandBare() {
        assertEquals("13", rows("capped:true"));
        assertEquals("024", rows("capped:false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "name:",
                "name:'a",
                "name:'a\\'",
                "name:'a\\n'",
                "name:'a' status:1",
                "name:'a'+",
                "name:'a',,name:'b'",
                "(name:'a'",
                "name:'a')",
                "name:open",
                "name:['a'",
                "name:[]",
                "name:>null",
                "nosuch:'a'",
                "Name:'a'",
                "status:>10",
                "status:!10",
                "state:!'open'",
                "state:'o*'",
                "score:'many'",
                "score:~'1'",
                "score:'1*'",
                "capped:1",
                "at:'yesterday'",
                "at:'2025-13-01'",
                "at:'2025-*'",
                "at:2025",
                "score:>[1,2]",
                "name:=='a'"
            })
    void badFiltersAreRefused(String filter) {
        assertThrows(BadFilterException.class, () -> rows(filter), filter);
    }

    @Test
    void twentyPropertiesAreTheMost() {
        assertEquals("01234", rows("score:!11" + "+score:!11".repeat(19)));
        assertThrows(BadFilterException.class, () -> rows("score:!11" + "+score:!11".repeat(20)));
    }

    @Test
    void aRangeOfTheTimeKeyIsTakenOutOfTheFilter() {
        Property.Numeric at = (Property.Numeric) properties.get("at");
        KeyRange range = KeyRange.of(FqlParser.parse("(state:'open')+(at:>='2025-01-01'+at:<'2025-01-02')"), at);
        assertEquals(TimeText.parse("2025-01-01"), range.from());
        assertEquals(TimeText.parse("2025-01-02") - 1, range.to());
        assertTrue(range.rest() instanceof Clause.All all && all.parts().size() == 1);
        KeyRange either = KeyRange.of(FqlParser.parse("at:>='2025-01-01',state:'open'"), at);
        assertTrue(either.from() < 0 && either.rest() != null);
    }
}
