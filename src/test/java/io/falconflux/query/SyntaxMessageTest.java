package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxMessageTest {

    @Test
    void aCaretStandsUnderThePlace() {
        assertEquals("""
                The filter does not parse at character 19: expected `:` after the property `final`
                    state:'open'+final>50
                                      ^""", message("state:'open'+final>50"));
    }

    @Test
    void textWithoutItsEndIsPointedToAtItsStart() {
        assertEquals("""
                The filter does not parse at character 7: expected a closing `'` for the text that opens here
                    state:'open+a:1
                          ^""", message("state:'open+a:1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "state:open; 7; text in single quotes",
                "start:>2023-01-01; 8; times and other text are quoted",
                "a:1.; 3; a number such as",
                "a:1e5; 3; a number such as",
                "state:'open' AND a:1; 14; `+` (and), `,` (or) or the end",
                "(a:1; 5; or `)`",
                "a:1+; 5; a property",
                "a:1)+b:1; 4; or the end",
                "!a:1; 1; FQL negates a value",
                "!(a:1); 1; FQL negates a value",
                "a:; 3; a value",
                "a:>null; 3; a number, or a quoted time or text after `>`, not null",
                "a:~5; 3; quoted text after `~`, not a number",
                "a:!*; 4; a value",
                "a:*; 4; `:null` or `:!null`",
                "a:[]; 4; a value",
                "a:['x'; 7; `,` or `]`",
                "a:['x',null]; 8; not null in a list",
                "a:'x\\n'; 6; after a backslash",
                "a:\"x\"; 3; text in single quotes",
            })
    void eachMistakeIsNamedAtItsPlace(String filter, int character, String expected) {
        String message = message(filter);
        assertTrue(message.startsWith("The filter does not parse at character " + character + ": expected "), message);
        assertTrue(message.lines().findFirst().orElseThrow().contains(expected), message);
        assertEquals(
                4 + character, message.lines().reduce((a, b) -> b).orElseThrow().length(), message);
    }

    @Test
    void aLongFilterIsShownAroundTheCaretOnly() {
        String message = message("a:'" + "x".repeat(500) + "'?" + "y".repeat(500));
        String[] lines = message.split("\n", -1);
        assertTrue(lines[0].contains("at character 505: "), message);
        assertEquals(4 + 3 + 60 + 60 + 3, lines[1].length(), message);
        assertEquals(lines[1].indexOf('?'), lines[2].indexOf('^'), message);
    }

    @Test
    void charactersThatMoveTheCursorAreNotPrinted() {
        String message = message("a:'\u001b[2J\n\u202e😀'?");
        assertEquals("    a:'\ufffd[2J \ufffd😀'?", message.split("\n", -1)[1]);
    }

    private static String message(String filter) {
        return assertThrows(QueryException.class, () -> Fql.parse(filter)).getMessage();
    }
}
