package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a filter in any dialect. */
class UnclosedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "state:'open | 7 | '",
                "state:'open'+name:'x | 19 | '",
                "state:['open',' | 15 | '",
                "name:!*'x | 8 | '",
                "state:'open'' | 13 | '",
                "name:'5\" pipe | 6 | '",
                "(state:'open' | 1 | )",
                "state:'open'+(a:1,(b:2) | 14 | )",
                "state:['open' | 7 | ]",
                "state: ! [ 'open' | 10 | ]",
                "(state:['open') | 8 | ]"
            })
    void whatIsLeftOpenIsRefusedWithItsPlace(String filter, int at, String missing) {
        QueryException refused = assertThrows(QueryException.class, () -> Fql.requireClosed(filter));
        assertTrue(
                refused.getMessage()
                        .startsWith(
                                "The filter does not parse at character " + at + ": expected a closing `" + missing),
                refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "state:'open'",
                "state:'op(en'+name:'[x'",
                "name:'it\\'s'",
                "path:'C:\\'",
                "name:'it''s'",
                "name:\"it's\"",
                "name:O'Brien",
                "name:O'Brien+state:'open'",
                "name:it\\'s",
                "state:open'",
                "state:'open')",
                "state:'open']",
                "name:*foo(*",
                "(name:foo(x)",
                "name:a[0",
                "height:6\"",
                "name:5' 7\"",
                "]'[('",
                "a:[1,2]+(b:3,(c:['x']))",
                "nonsense"
            })
    void whateverSomeDialectMayReadIsTaken(String filter) {
        assertDoesNotThrow(() -> Fql.requireClosed(filter));
    }

    @Test
    void textThatIsSentAsItIsIsNotLookedAt() {
        assertDoesNotThrow(() -> Query.parse("state:'open"));
    }
}
