package io.falconflux.cli;

import io.falconflux.query.Suggestion;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command above all others. */
@Command(
        name = "falconflux",
        description =
                "Reads and changes CrowdStrike Falcon incidents. Without a command it shows itself: it scans a Falcon of"
                        + " its own.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = FalconCommand.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:complete", "1:failed", "2:wrong usage", "3:incomplete", "130:interrupted"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  falconflux",
            "  falconflux doctor",
            "  falconflux scan incidents --since 7d > week.ndjson",
            "  falconflux scan incidents --filter \"state:'open'\" --format table",
            "",
            "Settings come from options, else from variables, else from the profile in",
            "~/.config/falconflux/config, or in the file that FALCONFLUX_CONFIG names:",
            "  client_id = 0123456789abcdef0123456789abcdef",
            "  client_secret_file = secret    # or client_secret = ..., if the file is yours alone (chmod 600)",
            "  [staging]                      # what --profile staging takes instead",
            "  base_url = https://falcon.staging.example",
            "Keys: client_id, client_secret, client_secret_file, cloud, base_url, member_cid, proxy,",
            "proxy_password_file, ca_file, client_cert, client_key, client_cert_password_file.",
            "",
            "The vendor switched /incidents off in its commercial clouds on 2026-03-09; set a base",
            "URL that still serves it, or try the embedded Falcon with falconflux simulate."
        })
final class FalconCommand implements Callable<Integer> {

    /** A help text is not narrower than this, whatever the terminal. */
    private static final int LEAST_WIDTH = 55;

    private static final int USUAL_WIDTH = 100;

    private final Surroundings around;

    private FalconCommand(Surroundings around) {
        this.around = around;
    }

    /**
     * Returns all commands, ready to run.
     *
     * @param around what they read and write
     */
    static CommandLine line(Surroundings around) {
        CommandLine line = new CommandLine(new FalconCommand(around))
                .addSubcommand(new ScanCommand(around))
                .addSubcommand(new TailCommand(around))
                .addSubcommand(new GetCommand(around))
                .addSubcommand(new ActCommand(around))
                .addSubcommand(new ChartCommand(around))
                .addSubcommand(new DoctorCommand(around, Clock.systemUTC()))
                .addSubcommand(new SimulateCommand(around))
                .addSubcommand(new CompletionCommand(around))
                .setExpandAtFiles(false) // @FILE is for the option that it follows
                .setColorScheme(Help.defaultColorScheme(around.colours().ansi()))
                .setUsageHelpWidth(Math.max(LEAST_WIDTH, around.lineWidth() == 0 ? USUAL_WIDTH : around.lineWidth()))
                .setExecutionExceptionHandler(failing(around))
                .setParameterExceptionHandler(misused(around));
        line.getSubcommands().values().forEach(FalconCommand::abbreviate);
        return line;
    }

    private static void abbreviate(CommandLine command) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    }

    private static IExecutionExceptionHandler failing(Surroundings around) {
        return (Exception error, CommandLine line, ParseResult result) -> {
            if (error instanceof OutputException output && output.brokenPipe()) {
                return ExitCode.COMPLETE;
            }
            Complaint complaint = Complaint.of(error);
            around.say(complaint.line());
            return complaint.exitCode();
        };
    }

    private static boolean isSecret(String argument) {
        return argument.equals("--client-secret") || argument.startsWith("--client-secret=");
    }

    private static IParameterExceptionHandler misused(Surroundings around) {
        return (ParameterException error, String[] arguments) -> {
            if (Arrays.stream(arguments).anyMatch(FalconCommand::isSecret)) {
                around.say(
                        "The client secret is never an argument, since others can see those: use --client-secret-file"
                                + " or the environment variable FALCON_CLIENT_SECRET");
                return ExitCode.USAGE;
            }
            String help = error.getCommandLine().getCommandSpec().qualifiedName() + " --help";
            String line = Complaint.line(Complaint.withoutLogins(String.valueOf(error.getMessage())));
            String meant = meant(error);
            around.say(line + (meant.isEmpty() ? "." : meant) + " See " + help);
            return ExitCode.USAGE;
        };
    }

    /** Returns the command or the option that was probably meant. */
    private static String meant(ParameterException error) {
        if (!(error instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return "";
        }
        String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        CommandLine command = error.getCommandLine();
        Set<String> known = word.startsWith("-")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        String nearest = Suggestion.nearest(word, known);
        return nearest == null ? "" : "; did you mean '" + nearest + "'?";
    }

    @Override
    public Integer call() {
        return new Demo(around).run();
    }

    /** Tells the version. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = FalconCommand.class.getPackage().getImplementationVersion();
            return new String[] {"falconflux " + (version == null ? "(not packaged)" : version)};
        }
    }
}
