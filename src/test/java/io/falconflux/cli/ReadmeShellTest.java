package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.Readme;
import io.falconflux.Readme.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Every command in the README, and in the examples of the help texts, is one that there is. */
class ReadmeShellTest {

    static Stream<String> commands() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Block block : Readme.blocks("sh")) {
            block.code().replace("\\\n", " ").lines().forEach(lines::add);
        }
        line().getSubcommands().values().forEach(command -> examples(command, lines));
        examples(line(), lines);
        return lines.stream().flatMap(ReadmeShellTest::calls).distinct();
    }

    private static void examples(CommandLine command, List<String> to) {
        CommandSpec spec = command.getCommandSpec();
        to.addAll(List.of(spec.usageMessage().footer()));
    }

    /** Splits at pipes and the like, quotes respected, and keeps what calls falconflux. */
    private static Stream<String> calls(String line) {
        return Stream.of(line.split("(?:[|;&<>(]+|(?:^|\\s)#)(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)"))
                .map(String::strip)
                .filter(call -> call.startsWith("falconflux ") || call.equals("falconflux"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isOneThatThereIs(String command) {
        String[] words = words(command).stream().skip(1).toArray(String[]::new);

        line().parseArgs(words);
    }

    @Test
    void thereAreManyOfThem() throws IOException {
        List<String> commands = commands().toList();

        assertTrue(commands.size() > 15, commands::toString);
        assertTrue(
                commands.contains(
                        "falconflux scan incidents --filter \"state:'open'\" --output open.ndjson --report open.json"),
                commands::toString);
        assertFalse(commands.stream().anyMatch(command -> command.contains("|")));
    }

    /** Splits at blanks outside of quotes, which go. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        java.util.regex.Matcher parts = java.util.regex.Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+")
                .matcher(command);
        while (parts.find()) {
            words.add(parts.group().replaceAll("\"([^\"]*)\"", "$1"));
        }
        return words;
    }

    private static CommandLine line() {
        return FalconCommand.line(new Surroundings(
                InputStream.nullInputStream(),
                new ByteArrayOutputStream(),
                new PrintStream(new ByteArrayOutputStream()),
                Map.of(),
                Terminal.NONE,
                Interrupts.NONE));
    }
}
