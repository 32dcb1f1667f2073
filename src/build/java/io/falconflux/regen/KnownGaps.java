package io.falconflux.regen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The differences that are known and explained: a checked-in file, one line each, {@code *} for any text and <code>{a, b}</code> for either. */
final class KnownGaps {

    /**
     * One line of the file.
     *
     * @param written the difference as it is written
     * @param pattern the same for matching
     * @param reason why it is there
     */
    record Known(String written, Pattern pattern, String reason) {

        static Known of(String line) {
            String[] parts = line.split("\\s+\\|\\s+", 2);
            String pattern = Pattern.compile("\\*|\\{[^}]*}|[^*{]+")
                    .matcher(parts[0])
                    .replaceAll(found -> Matcher.quoteReplacement(pattern(found.group())));
            return new Known(parts[0], Pattern.compile(pattern), parts.length < 2 ? "not explained" : parts[1]);
        }

        private static String pattern(String piece) {
            if (piece.equals("*")) {
                return ".*";
            }
            return piece.startsWith("{")
                    ? Arrays.stream(piece.substring(1, piece.length() - 1).split(","))
                            .map(one -> Pattern.quote(one.strip()))
                            .collect(Collectors.joining("|", "(", ")"))
                    : Pattern.quote(piece);
        }
    }

    private final List<Known> known = new ArrayList<>();

    static KnownGaps read(Path file) throws IOException {
        KnownGaps gaps = new KnownGaps();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    gaps.known.add(Known.of(line.strip()));
                }
            }
        }
        return gaps;
    }

    List<Known> all() {
        return known;
    }

    /** Returns the line that explains a difference; the first one if there are several. */
    Optional<Known> of(Gap gap) {
        return known.stream()
                .filter(one -> one.pattern().matcher(gap.toString()).matches())
                .findFirst();
    }
}
