package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.falconflux.error.QueryException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QueryTest {

    private static final Fql OPEN = new KeywordField("state").is("open");

    @Test
    void theQueryForAllHasNothing() {
        assertEquals(Optional.empty(), Query.all().filter());
        assertEquals(Optional.empty(), Query.all().sort());
        assertEquals(OptionalLong.empty(), Query.all().limit());
    }

    @Test
    void eachMethodReturnsAnotherQuery() {
        Query open = Query.where(OPEN);
        Query sorted = open.sortedBy(Sort.parse("start.desc"));
        Query limited = sorted.limit(10);
        assertEquals(Optional.empty(), open.sort());
        assertEquals(OptionalLong.empty(), sorted.limit());
        assertEquals(Optional.of(OPEN), limited.filter());
        assertEquals("Query[filter=state:'open', sort=start.desc, limit=10]", limited.toString());
    }

    @Test
    void aFilterThatSomebodyWroteIsTrimmedAndSentAsItIs() {
        assertEquals(
                Optional.of(Fql.raw("what ever")), Query.parse(" what ever\n").filter());
        assertEquals(Query.all(), Query.parse(" \t "));
    }

    @Test
    void aClauseNarrowsTheQuery() {
        assertEquals(Query.where(OPEN), Query.all().and(OPEN));
        assertEquals(
                "(a:1,b:2)+state:'open'",
                Query.parse("a:1,b:2").and(OPEN).filter().orElseThrow().toString());
    }

    @Test
    void aLimitIsOneOrMore() {
        assertThrows(QueryException.class, () -> Query.all().limit(0));
        assertThrows(QueryException.class, () -> Query.all().limit(-5));
        assertEquals(OptionalLong.of(1), Query.all().limit(1).limit());
    }

    @Test
    void queriesAreEqualByWhatTheyAskFor() {
        Query query = Query.where(OPEN).sortedBy(Sort.parse("start.desc")).limit(10);
        assertEquals(query, Query.where(OPEN).limit(10).sortedBy(Sort.parse("start.desc")));
        assertEquals(
                query.hashCode(),
                Query.where(OPEN).limit(10).sortedBy(Sort.parse("start.desc")).hashCode());
        assertNotEquals(query, query.limit(11));
        assertNotEquals(query, query.sortedBy(Sort.parse("start.asc")));
        assertNotEquals(query, Query.all());
    }
}
