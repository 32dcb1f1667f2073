package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.falconflux.error.QueryException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelativeTimesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");
    private static final List<Field> FIELDS = List.of(new TimeField("start"), new StringField("name"));

    @ParameterizedTest
    @CsvSource({
        "now, 2026-03-01T12:00:00.500Z",
        "now-90s, 2026-03-01T11:58:30.500Z",
        "now-15m, 2026-03-01T11:45:00.500Z",
        "now+6h, 2026-03-01T18:00:00.500Z",
        "now-1d, 2026-02-28T12:00:00.500Z",
        "now-2w, 2026-02-15T12:00:00.500Z"
    })
    void aTimeRelativeToNowBecomesAnInstant(String relative, String instant) {
        assertEquals("start:>'" + instant + "'", resolved(Fql.raw("start:>'" + relative + "'")));
    }

    @Test
    void everyPlaceInATreeIsLookedAt() {
        Fql filter = Fql.parse("(start:>'now-1d'+name:'now',start:['now','2026-01-01T00:00:00Z'])+start:!null");
        assertEquals(
                "(start:>'2026-02-28T12:00:00.500Z'+name:'now',start:['2026-03-01T12:00:00.500Z','2026-01-01T00:00:00Z'])"
                        + "+start:!null",
                resolved(filter));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name:'now-1d'",
                "elsewhere:>'now-1d'",
                "start:>'now-1y'",
                "start:>'now -1d'",
                "start:>'NOW'",
                "start : > 'yesterday' + name:'x'",
                "start:>now-1d",
                "start:~'x' and more"
            })
    void whateverElseStaysToTheLetter(String filter) {
        Fql raw = Fql.raw(filter);
        assertSame(raw, Fql.resolveTimes(raw, FIELDS, NOW));
    }

    @Test
    void aTimeThatNoServiceTakesIsRefused() {
        Fql filter = Fql.parse("start:>'now-999999999d'");
        assertThrows(QueryException.class, () -> Fql.resolveTimes(filter, FIELDS, NOW));
        Fql later = Fql.parse("start:>'now+999999999w'");
        assertThrows(QueryException.class, () -> Fql.resolveTimes(later, FIELDS, NOW));
    }

    private static String resolved(Fql filter) {
        return Fql.resolveTimes(filter, FIELDS, NOW).toString();
    }
}
