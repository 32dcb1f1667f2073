package io.falconflux.cli;

import org.jline.utils.WCWidth;

/** Text on a screen, where an ideograph takes two columns and a combining mark none. */
final class ScreenText {

    private static final String ELLIPSIS = "…";

    private ScreenText() {}

    /** Returns how many columns a text takes; it must be free of control characters. */
    static int width(String text) {
        return text.codePoints().map(ScreenText::width).sum();
    }

    private static int width(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }

    /**
     * Cuts a text that is too wide, and marks the place.
     *
     * @param text the text
     * @param columns how many columns there are, at least 1
     * @param middle whether its middle is dispensable, rather than its end
     */
    static String cut(String text, int columns, boolean middle) {
        if (width(text) <= columns) {
            return text;
        }
        int tail = middle ? (columns - 1) / 2 : 0;
        String head = start(text, columns - 1 - tail);
        return head + ELLIPSIS + end(text, tail);
    }

    /** Fills up with blanks. */
    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    private static String start(String text, int columns) {
        int at = 0;
        int taken = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            taken += width(character);
            if (taken > columns) {
                break;
            }
            at += Character.charCount(character);
        }
        return text.substring(0, at);
    }

    /** A mark at the cut belongs to what was cut off. */
    private static String end(String text, int columns) {
        int at = text.length();
        int taken = 0;
        while (at > 0 && taken < columns) {
            int character = text.codePointBefore(at);
            taken += width(character);
            if (taken > columns) {
                break;
            }
            at -= Character.charCount(character);
        }
        return text.substring(at);
    }
}
