package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.falconflux.error.QueryException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FieldTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void textIsComparedMatchedAndListed() {
        StringField name = new StringField("name");
        renders("name:'it\\'s'", name.is("it's"));
        renders("name:!'a'", name.isNot("a"));
        renders("name:['a','b']", name.in("a", "b"));
        renders("name:['a']", name.in(List.of("a")));
        renders("name:~'keep'", name.matches("keep"));
        renders("name:!~'keep'", name.matches("keep").not());
        renders("name:'*DESK*'", name.like("*DESK*"));
        renders("name:!'*DESK*'", name.like("*DESK*").not());
        renders("name:null", name.isNull());
        renders("name:!null", name.isNull().not());
        refuses(() -> name.in());
    }

    @Test
    void aStarThatIsMeantLiterallyIsSentInAList() {
        renders("name:['a*']", new StringField("name").is("a*"));
        renders("name:!['a*']", new StringField("name").isNot("a*"));
        renders("state:['*']", new KeywordField("state").is("*"));
    }

    @Test
    void keywordsAreComparedForEqualityOnly() {
        KeywordField state = new KeywordField("state");
        renders("state:'open'", state.is("open"));
        renders("state:!'open'", state.isNot("open"));
        renders("state:['open','closed']", state.in("open", "closed"));
        renders("state:['open']", state.in(List.of("open")));
        refuses(() -> state.in(List.of()));
    }

    @Test
    void numbersOfAnyKindAreCompared() {
        NumberField score = new NumberField("final_score");
        renders("final_score:50", score.is(50));
        renders("final_score:!50", score.isNot(50L));
        renders("final_score:>50", score.greaterThan(50.0));
        renders("final_score:>=0.1", score.atLeast(0.1));
        renders("final_score:<10000000000", score.lessThan(1e10));
        renders("final_score:<=1.5", score.atMost(new BigDecimal("1.50")));
        renders("final_score:>=10+final_score:<=20", score.between(10, 20));
    }

    @Test
    void numbersWithoutAFiniteFormAreRefused() {
        NumberField score = new NumberField("final_score");
        refuses(() -> score.is(Double.NaN));
        refuses(() -> score.is(Double.NEGATIVE_INFINITY));
        refuses(() -> score.is(new BigDecimal("1e2147483647")));
        refuses(() -> score.is(new BigDecimal("1e-2147483647")));
        refuses(() -> score.is(Double.MAX_VALUE));
    }

    @Test
    void timesAreSentInUtc() {
        TimeField start = new TimeField("start");
        renders("start:'2026-01-02T12:00:00Z'", start.is(NOON));
        renders("start:>'2026-01-02T12:00:00.000000001Z'", start.after(NOON.plusNanos(1)));
        renders("start:>='2026-01-02T12:00:00Z'", start.atOrAfter(NOON));
        renders("start:<'2026-01-02T12:00:00Z'", start.before(NOON));
        renders("start:<='2026-01-02T12:00:00Z'", start.atOrBefore(NOON));
    }

    @Test
    void relativeTimesAreResolvedHere() {
        TimeField start = new TimeField("start");
        String lastDay = "start:>='2026-01-01T12:00:00Z'+start:<='2026-01-02T12:00:00Z'";
        renders(lastDay, start.within(Duration.ofDays(1), NOON));
        renders(lastDay, start.within(Duration.ofDays(1), Clock.fixed(NOON, ZoneOffset.UTC)));
    }

    @Test
    void timesThatCannotBeWrittenAreRefused() {
        TimeField start = new TimeField("start");
        refuses(() -> start.after(Instant.MAX));
        refuses(() -> start.after(Instant.MIN));
        refuses(() -> start.within(Duration.ZERO, NOON));
        refuses(() -> start.within(Duration.ofDays(-1), NOON));
        refuses(() -> start.within(Duration.ofDays(365 * 3000), NOON));
        refuses(() -> start.within(Duration.ofSeconds(Long.MAX_VALUE), NOON));
        refuses(() -> start.within(Duration.ofSeconds(Long.MAX_VALUE), Instant.MIN));
    }

    @Test
    void booleansAreTrueOrFalse() {
        renders("lm_hosts_capped:true", new BooleanField("lm_hosts_capped").isTrue());
        renders("lm_hosts_capped:false", new BooleanField("lm_hosts_capped").isFalse());
    }

    @Test
    void aNameThatCouldEndEarlyIsRefused() {
        refuses(() -> new StringField("a:'x',b"));
        refuses(() -> new KeywordField(""));
        refuses(() -> new NumberField("1a"));
        refuses(() -> new TimeField("a b"));
        refuses(() -> new BooleanField("é"));
    }

    private static void renders(String expected, Fql filter) {
        assertEquals(expected, filter.toString());
        assertEquals(filter, Fql.parse(expected));
    }

    private static void refuses(Executable input) {
        assertThrows(QueryException.class, input);
    }
}
