package io.falconflux.error;

import java.util.List;

/** What others wrote, so that a person can be shown it: on one line, without control characters, and not too long. */
public final class Words {

    private static final int MOST = 500;

    private Words() {}

    /**
     * Returns text as a line of at most 500 characters.
     *
     * @param text the text, whatever it holds
     */
    public static String line(String text) {
        return line(text, MOST);
    }

    /**
     * Returns text as a line.
     *
     * @param text the text, whatever it holds
     * @param most how many characters it has at most, 3 or more
     */
    public static String line(String text, int most) {
        String start = text.length() > 4 * most ? text.substring(0, 4 * most) : text;
        String line = start.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+", " ")
                .strip();
        return line.length() <= most ? line : line.substring(0, most - 3) + "...";
    }

    /**
     * Returns the texts of errors as a line of at most 500 characters.
     *
     * @param errors the errors
     */
    public static String of(List<ApiError> errors) {
        return line(String.join("; ", errors.stream().map(ApiError::message).toList()));
    }
}
