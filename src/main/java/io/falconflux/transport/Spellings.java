package io.falconflux.transport;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How a text may be spelled by whoever repeats it: as it is, percent-encoded, as in a form, escaped once or more as in JSON, as in HTML,
 * and with any of these from character to character. Letters and digits, of which the vendor's secrets are made, have one spelling.
 */
final class Spellings {

    private Spellings() {}

    /** Returns a pattern of all spellings of a text. */
    static Pattern of(String text) {
        StringBuilder pattern = new StringBuilder(2 * text.length());
        text.codePoints().forEach(point -> {
            if (point < 128 && Character.isLetterOrDigit(point)) {
                pattern.appendCodePoint(point);
            } else {
                pattern.append("(?:").append(spellings(point)).append(')');
            }
        });
        return Pattern.compile(pattern.toString());
    }

    private static String spellings(int point) {
        String itself = Character.toString(point);
        String any = "\\\\{0,7}" + Pattern.quote(itself) + "|(?i:" + percent(itself) + "|" + unicode(itself) + "|"
                + entity(point) + ")";
        return point == ' ' ? any + "|\\+" : any;
    }

    private static String percent(String itself) {
        StringBuilder percent = new StringBuilder();
        for (byte one : itself.getBytes(StandardCharsets.UTF_8)) {
            percent.append("%(?:25)?").append(HexFormat.of().toHexDigits(one));
        }
        return percent.toString();
    }

    private static String unicode(String itself) {
        StringBuilder unicode = new StringBuilder();
        for (int i = 0; i < itself.length(); i++) {
            unicode.append("\\\\{1,7}u").append(HexFormat.of().toHexDigits(itself.charAt(i)));
        }
        return unicode.toString();
    }

    private static String entity(int point) {
        String named = switch (point) {
            case '&' -> "|amp";
            case '<' -> "|lt";
            case '>' -> "|gt";
            case '"' -> "|quot";
            case '\'' -> "|apos";
            default -> "";
        };
        return String.format(Locale.ROOT, "&(?:#0*%d|#x0*%x%s);", point, point, named);
    }
}
