package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds what a filter opens and never closes: quoted text, a group, a list. Dialects differ in whether a backslash escapes a
 * quote and whether double quotes are quotes, and values without quotes may hold anything; so something counts as open only where
 * nothing else than an opening can stand, and only if every way of reading the filter leaves something open.
 */
final class Unclosed {

    private static final List<Unclosed> READINGS = List.of(
            new Unclosed("'", true), new Unclosed("'", false), new Unclosed("'\"", true), new Unclosed("'\"", false));

    private final String quotes;
    private final boolean escapes;

    private Unclosed(String quotes, boolean escapes) {
        this.quotes = quotes;
        this.escapes = escapes;
    }

    /**
     * Checks a filter.
     *
     * @throws QueryException if something is left open whichever way the filter is read
     */
    static void check(String text) {
        List<Integer> places =
                READINGS.stream().map(reading -> reading.open(text)).toList();
        if (!places.contains(-1)) {
            int at = places.get(0);
            throw new QueryException(SyntaxMessage.of(text, at, closing(text.charAt(at))));
        }
    }

    private static String closing(char opening) {
        return switch (opening) {
            case '(' -> "a closing `)` for the group that opens here";
            case '[' -> "a closing `]` for the list that opens here";
            default -> "a closing `%c` for the text that opens here".formatted(opening);
        };
    }

    /** Returns where the last thing opens that is not closed; -1 if all is. */
    private int open(String text) {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quotes.indexOf(c) >= 0 && opensText(text, i)) {
                int end = end(text, i);
                if (end < 0) {
                    return i;
                }
                i = end;
            } else if (c == '(' && follows(text, i, "+,(!") || c == '[' && i > 0 && follows(text, i, ":!~*<>=")) {
                open.push(i);
            } else if (c == ')' || c == ']') {
                close(text, open, c == ')' ? '(' : '[');
            }
        }
        return open.isEmpty() ? -1 : open.peek();
    }

    private static void close(String text, Deque<Integer> open, char opening) {
        if (!open.isEmpty() && text.charAt(open.peek()) == opening) {
            open.pop();
        }
    }

    /** An apostrophe in a word without quotes is part of the word. */
    private static boolean opensText(String text, int at) {
        char before = at == 0 ? ':' : text.charAt(at - 1);
        return before != '\\' && before != '_' && !Character.isLetterOrDigit(before);
    }

    /** Returns where a quoted text ends; -1 if it does not. */
    private int end(String text, int begin) {
        for (int i = begin + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == text.charAt(begin)) {
                return i;
            }
            if (escapes && c == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** Tells whether the last character before a place that is not blank is one of some, or there is none. */
    private static boolean follows(String text, int at, String some) {
        String before = text.substring(0, at).stripTrailing();
        return before.isEmpty() || some.indexOf(before.charAt(before.length() - 1)) >= 0;
    }
}
