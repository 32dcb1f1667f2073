package io.falconflux.query;

import java.util.stream.Collectors;

/** The words for a filter that does not parse: what was expected, the expression, and a caret under the place. */
final class SyntaxMessage {

    /** How many characters are shown on either side of the caret; a filter may be very long. */
    private static final int AROUND = 60;

    private static final String INDENT = "    ";
    private static final String CUT = "...";

    private SyntaxMessage() {}

    static String of(String text, int at, String expected) {
        String before = text.substring(0, at);
        String after = text.substring(at);
        int column = before.codePointCount(0, at);
        String left =
                column > AROUND ? CUT + shown(before.substring(before.offsetByCodePoints(at, -AROUND))) : shown(before);
        String right = after.codePointCount(0, after.length()) > AROUND
                ? shown(after.substring(0, after.offsetByCodePoints(0, AROUND))) + CUT
                : shown(after);
        return "The filter does not parse at character %d: expected %s\n%s%s%s\n%s%s^"
                .formatted(
                        column + 1,
                        expected,
                        INDENT,
                        left,
                        right,
                        INDENT,
                        " ".repeat(left.codePointCount(0, left.length())));
    }

    /** One column a character: what would move the cursor of a terminal is shown as a replacement character. */
    static String shown(String text) {
        return text.codePoints()
                .map(SyntaxMessage::shown)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static int shown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> c == '\t' || c == '\r' || c == '\n' ? ' ' : 0xFFFD;
            default -> c;
        };
    }
}
