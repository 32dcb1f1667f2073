package io.falconflux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The code in the README. */
public final class Readme {

    private static final String FENCE = "```";

    private Readme() {}

    /**
     * One block of code.
     *
     * @param heading the heading above it
     * @param language what stands behind the fence
     * @param line the number of its first line
     * @param code its text
     */
    public record Block(String heading, String language, int line, String code) {

        @Override
        public String toString() {
            return heading + " (line " + line + ")";
        }
    }

    /** Returns the blocks of a language. */
    public static List<Block> blocks(String language) throws IOException {
        List<Block> blocks = new ArrayList<>();
        String heading = "";
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(FENCE)) {
                int begin = i + 1;
                int end = begin + lines.subList(begin, lines.size()).indexOf(FENCE);
                String code = String.join("\n", lines.subList(begin, end)) + "\n";
                blocks.add(new Block(heading, line.substring(FENCE.length()), begin + 1, code));
                i = end;
            } else if (line.startsWith("#")) {
                heading = line.replaceFirst("#+ ", "");
            }
        }
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }
}
