package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {

    private static final Path BASH = Path.of("/bin/bash");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sc | scan",
                "scan inc | incidents",
                "scan incidents --format t | table",
                "scan incidents --csv | --csv-formulas",
                "get beh | behaviors",
                "completion z | zsh",
                "act --status c | closed",
                "scan incidents --cloud e | eu-1"
            })
    void aShellCompletesWhatItKnows(String typed, String completed) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(BASH), "no bash");
        Run run = new CommandLineUnderTest().run("completion", "bash");
        Path script = Files.writeString(directory.resolve("completion"), run.out());
        List<String> words = List.of(("falconflux " + typed).split(" "));

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(
                completed,
                bash("source " + script + "; compopt() { :; }; COMP_WORDS=(" + String.join(" ", words)
                                + "); COMP_CWORD=" + (words.size() - 1)
                                + "; COMP_LINE=x; _complete_falconflux; echo ${COMPREPLY[*]}")
                        .strip());
    }

    @Test
    void anotherShellIsRefused() {
        assertEquals(
                new Run(ExitCode.USAGE, "", "falconflux: No completion for 'fish': write bash or zsh\n"),
                new CommandLineUnderTest().run("completion", "fish"));
    }

    private static String bash(String commands) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder(BASH.toString(), "--norc", "-c", commands)
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(shell.waitFor(30, TimeUnit.SECONDS), "no end");
        return said;
    }
}
