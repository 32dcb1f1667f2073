package io.falconflux.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ids from the command line, or from standard input, one a line. */
final class Ids {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Ids() {}

    /** Returns whether the ids come from standard input. */
    static boolean piped(List<String> arguments) {
        return arguments.equals(List.of("-"));
    }

    /**
     * Returns the ids, blank ones left out.
     *
     * @param arguments the ids, or a single dash
     * @param in standard input
     * @throws UsageException if there is none
     */
    static List<String> of(List<String> arguments, InputStream in) {
        if (arguments.size() > 1 && arguments.contains("-")) {
            throw new UsageException("Either - for standard input, or ids, but not both");
        }
        List<String> all = piped(arguments) ? lines(in) : arguments;
        List<String> ids =
                all.stream().map(String::strip).filter(id -> !id.isEmpty()).toList();
        if (ids.isEmpty()) {
            throw new UsageException("No ids: name at least one, or give - and one id a line on standard input");
        }
        return ids;
    }

    private static List<String> lines(InputStream in) {
        try {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UsageException("Cannot read ids from standard input: " + OutputException.reason(e));
        }
    }
}
