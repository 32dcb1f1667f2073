package io.falconflux.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: what a shell needs to complete commands, options and their words. */
@Command(
        name = "completion",
        description =
                "Prints a script that lets a shell complete commands, options and words such as incidents or csv. It"
                        + " is for a command called falconflux, such as an alias.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  alias falconflux='java -jar falconflux-cli.jar'",
            "  source <(falconflux completion bash)     # or put both lines into ~/.bashrc",
            "  source <(falconflux completion zsh)      # or into ~/.zshrc, after compinit",
        })
final class CompletionCommand implements Callable<Integer> {

    private static final List<String> SHELLS = List.of("bash", "zsh");

    private final Surroundings around;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SHELL",
            completionCandidates = Shells.class,
            description = "bash (default) or zsh; one script serves both.")
    private String shell = "bash";

    CompletionCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw new UsageException("No completion for '" + shell + "': write bash or zsh");
        }
        String script = AutoComplete.bash("falconflux", spec.root().commandLine());
        try (PipeOutput out = new PipeOutput(around.out())) {
            out.page(to -> to.write(script.getBytes(StandardCharsets.UTF_8)));
        }
        return ExitCode.COMPLETE;
    }

    /** The shells that there is a script for. */
    static final class Shells extends java.util.ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Shells() {
            super(SHELLS);
        }
    }
}
