package io.falconflux.query;

import io.falconflux.error.QueryException;

/**
 * A filter sent letter for letter.
 *
 * @param text the filter
 */
public record Raw(String text) implements Fql {

    /**
     * Checks that there is something to send.
     *
     * @param text the text
     * @throws QueryException if the text is blank, or not text that UTF-8 can carry
     */
    public Raw {
        Unicode.check(text);
        if (text.isBlank()) {
            throw new QueryException("The filter is empty; leave it out to ask for everything");
        }
    }

    @Override
    public Fql not() {
        throw new QueryException("A raw filter cannot be negated: `%s`; read it with Fql.parse, or negate it by hand"
                .formatted(SyntaxMessage.shown(text)));
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * Refuses text that would not stay inside parentheses put around it: one that closes a group which it did not
     * open, or leaves a group or quotes open, would change the meaning of the clause beside it. Double quotes are no
     * FQL that we know of, but where a service takes them they hide parentheses too.
     */
    void checkParentheses() {
        FqlReader reader = new FqlReader(text);
        int open = 0;
        while (!reader.atEnd()) {
            char c = reader.next();
            if (c == '\'' || c == '"') {
                skipQuoted(reader, c);
            } else if (c == '(') {
                open++;
            } else if (c == ')' && --open < 0) {
                throw reader.expected("no `)` where no group is open", reader.position() - 1);
            }
        }
        if (open > 0) {
            throw reader.expected("`)`, for a group is still open");
        }
    }

    private static void skipQuoted(FqlReader reader, char quote) {
        int start = reader.position() - 1;
        while (!reader.atEnd()) {
            char c = reader.next();
            if (c == quote) {
                return;
            }
            if (c == '\\' && !reader.atEnd()) {
                reader.next();
            }
        }
        throw reader.expected("a closing quote for the one that opens here", start);
    }
}
