package io.falconflux.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.falconflux.error.RefusedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFilterTest {

    private static final ModelShape SHAPE = ModelShape.incidents();

    private static final Row ROW = new Row(
            "inc:1",
            Instant.parse("2026-01-10T00:00:00.5Z"),
            Instant.parse("2026-01-10T00:00:09.123456789Z"),
            Instant.parse("2026-01-11T00:00:00Z"),
            null,
            "20",
            "open",
            "it's");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "state:'open'|true",
                "state:'closed'|false",
                "state:'closed',state:'open'|true",
                "state:'closed',state:'open'+status:'30'|false",
                "(state:'closed',state:'open')+status:'30'|false",
                "state:'open',state:'closed'+status:'30'|true",
                "(state:'open')+start:>='2026-01-10T00:00:00.5Z'|true",
                "start:>'2026-01-10T00:00:00.5Z'|false",
                "start:>'2026-01-10T00:00:00.499999999Z'|true",
                "start:<'2026-01-10T00:00:00.5Z'|false",
                "start:<='2026-01-10T00:00:00.5Z'|true",
                "end:<'2026-01-10T00:00:09.12345679Z'|true",
                "start:'2026-01-10T00:00:00.500Z'|true",
                "modified_timestamp:'2026-01-11'|true",
                "final_score:null|true",
                "final_score:!null|false",
                "name:null|false",
                "name:!null|true",
                "final_score:>=0|false",
                "final_score:<50|false",
                "status:['10','20']|true",
                "status:['10','30']|false",
                "name:'it\\'s'|true",
                "name:!'x'|true",
                "((state:'open'))|true"
            })
    void readsWhatAnEngineSends(String filter, boolean matches) {
        assertEquals(matches, ModelFilter.read(SHAPE, filter).test().test(ROW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "state:'open'+",
                "state:'open')",
                "(state:'open'",
                "colour:'red'",
                "state:!'open'",
                "state:>'open'",
                "final_score:>'50'",
                "status:20",
                "start:>'yesterday'",
                "state:'open' + status:'20'",
                "start:>['2026-01-10T00:00:00Z']+start:<null"
            })
    void refusesWhatTheServiceRefuses(String filter) {
        assertThrows(RefusedException.class, () -> ModelFilter.read(SHAPE, filter));
    }

    @Test
    void knowsBetweenWhichTimesRowsCanMatch() {
        ModelFilter.Clause clause =
                ModelFilter.read(SHAPE, "(state:'open',start:'2026-01-01')+start:>='2026-01-10'+start:<'2026-01-11'");
        assertEquals(Instant.parse("2026-01-10T00:00:00Z"), clause.from());
        assertEquals(Instant.parse("2026-01-11T00:00:00Z"), clause.to());
    }

    @Test
    void noFilterMatchesEveryRow() {
        assertEquals(true, ModelFilter.read(SHAPE, null).test().test(ROW));
    }

    @Test
    void refusesMoreThanTwentyComparisons() {
        String twenty = "state:'open'" + ",state:'open'".repeat(19);
        assertEquals(true, ModelFilter.read(SHAPE, twenty).test().test(ROW));
        assertThrows(RefusedException.class, () -> ModelFilter.read(SHAPE, twenty + "+status:'20'"));
    }
}
