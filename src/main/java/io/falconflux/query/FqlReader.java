package io.falconflux.query;

import io.falconflux.error.QueryException;

/** A place in the text of a filter, and the way to complain about it. */
final class FqlReader {

    private final String text;
    private int position;

    FqlReader(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == text.length();
    }

    /** The character here; NUL at the end, which no rule of the grammar asks for. */
    char peek() {
        return atEnd() ? '\0' : text.charAt(position);
    }

    /** Steps over the character here; must not be called at the end. */
    char next() {
        return text.charAt(position++);
    }

    boolean accept(String token) {
        if (!text.startsWith(token, position)) {
            return false;
        }
        position += token.length();
        return true;
    }

    /** Like {@link #accept} for a token between others: blanks before it do not count. */
    boolean acceptSpaced(String token) {
        skipBlanks();
        return accept(token);
    }

    void skipBlanks() {
        while (!atEnd() && " \t\r\n".indexOf(peek()) >= 0) {
            position++;
        }
    }

    /** A name or a word, possibly empty. */
    String word() {
        int start = position;
        if (PropertyName.starts(peek())) {
            while (PropertyName.continues(peek())) {
                position++;
            }
        }
        return text.substring(start, position);
    }

    /** A run of digits, possibly empty. */
    String digits() {
        int start = position;
        while (isDigit(peek())) {
            position++;
        }
        return text.substring(start, position);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    QueryException expected(String what) {
        return expected(what, position);
    }

    QueryException expected(String what, int at) {
        return new QueryException(SyntaxMessage.of(text, at, what));
    }
}
