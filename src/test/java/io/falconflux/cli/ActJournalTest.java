package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code act} with a journal and with a filter. */
class ActJournalTest {

    @TempDir
    private Path directory;

    private FalconSimulator falcon;
    private List<String> ids;
    private String journal;

    @BeforeEach
    void start() {
        falcon = FalconSimulator.builder()
                .incidents(60)
                .behaviors(0)
                .crowdScores(0)
                .start();
        ids = falcon.tenant().incidentIds("");
        journal = directory.resolve("act.journal").toString();
    }

    @AfterEach
    void stop() {
        falcon.close();
    }

    @Test
    void aRunThatCouldNotGoOnGoesOnWithoutItsIdsBeingGivenAgain() {
        falcon.inject(Faults.parse("403@incident-actions#2+"));
        Run first = act(all(), "--comment", "once", "--yes", "--chunk", "20", "--journal", journal, "-");
        assertEquals(ExitCode.FAILED, first.code());
        assertTrue(
                first.err().endsWith("Of 60 incidents: 20 applied, 20 rejected, 20 not sent. Go on with --resume\n"),
                first.err());
        falcon.clearFaults();

        Run again = act("", "--comment", "once", "--yes", "--journal", journal, "--resume");

        assertEquals(ExitCode.COMPLETE, again.code());
        assertEquals("falconflux: going on with the 60 ids of the journal\n", again.err());
        assertEquals(ids.stream().map(id -> line(id, "applied")).toList(), again.rows());
        ids.forEach(id -> assertEquals(List.of("once"), falcon.tenant().comments(id)));
    }

    @Test
    void theJournalOfAnotherActionIsRefusedInOneLine() {
        act(all(), "--comment", "once", "--yes", "--journal", journal, "-");

        Run other = act("", "--comment", "twice", "--yes", "--journal", journal, "--resume");

        assertEquals(ExitCode.USAGE, other.code());
        assertEquals(1, other.err().lines().count(), other.err());
    }

    @Test
    void aResumedRunTellsOfEachIdOfItsInput() {
        act(all(), "--comment", "once", "--yes", "--journal", journal, "-");
        Run again = act(
                ids.get(3) + "\n" + ids.get(1), "--comment", "once", "--yes", "--journal", journal, "--resume", "-");
        assertEquals(
                new Run(ExitCode.COMPLETE, line(ids.get(3), "applied") + "\n" + line(ids.get(1), "applied") + "\n", ""),
                again);
        assertEquals(List.of("once"), falcon.tenant().comments(ids.get(1)));
    }

    @Test
    void whatAFilterFindsIsListedToItsEndAndEachIsChangedOnce() {
        List<String> open = falcon.tenant().incidentIds("state:'open'+status:'20'");
        assertTrue(open.size() > 4);

        Run run = act(
                "",
                "--filter",
                "state:'open'+status:'20'",
                "--status",
                "closed",
                "--comment",
                "c",
                "--yes",
                "--chunk",
                "2");

        assertEquals(ExitCode.COMPLETE, run.code(), run.err());
        assertEquals(open.stream().map(id -> line(id, "applied")).toList(), run.rows());
        open.forEach(id -> assertEquals(List.of("c"), falcon.tenant().comments(id)));
        assertEquals(List.of(), falcon.tenant().incidentIds("state:'open'+status:'20'"));
    }

    @Test
    void aFilterIsNotEvaluatedAgainWhenARunGoesOn() {
        int open = falcon.tenant().incidentIds("status:'20'").size();
        falcon.inject(Faults.parse("403@incident-actions#2+"));
        String[] close = {"--filter", "status:'20'", "--status", "closed", "--yes", "--chunk", "5", "--journal", journal
        };
        assertEquals(ExitCode.FAILED, act("", close).code());
        falcon.clearFaults();

        Run again = act("", with(close, "--resume"));

        assertEquals(ExitCode.COMPLETE, again.code());
        assertEquals(open, again.rows().size());
        assertTrue(again.err().contains("the filter is not evaluated again"), again.err());
    }

    @Test
    void aFilterThatMatchesNothingChangesNothing() {
        Run run = act("", "--filter", "status:'25'+status:'40'", "--status", "closed", "--yes");
        assertEquals(
                new Run(ExitCode.COMPLETE, "", "falconflux: no incident matches the filter, so nothing was changed\n"),
                run);
    }

    @Test
    void aFilterThatTheServiceRefusesIsWrongUsageAndChangesNothing() {
        Run run = act("", "--filter", "nosuchfield:'x'", "--status", "closed", "--yes");
        assertEquals(ExitCode.USAGE, run.code(), run.err());
        assertEquals(0, falcon.count("incident-actions"));
    }

    @Test
    void aPersonIsAskedHowManyOnceTheyAreListed() {
        int open = falcon.tenant().incidentIds("status:'20'").size();
        CommandLineUnderTest person = CommandLineUnderTest.to(falcon).terminal(new Terminal(true, true, true, 80));
        Run no = person.input("n\n").run("act", "--filter", "status:'20'", "--status", "closed");
        assertEquals(
                new Run(ExitCode.USAGE, "", "Change " + open + " incidents? [y/N] falconflux: Nothing was changed\n"),
                no);
    }

    @Test
    void whatCannotBeMeantIsWrongUsageBeforeAnyCall() throws IOException {
        usage("Give ids or --filter, not both", "--filter", "x:'y'", "--status", "closed", ids.get(0));
        usage(
                "An empty --filter would change every incident: write what must match",
                "--filter",
                " ",
                "--status",
                "closed");
        usage("To change what matches without being asked, add --yes", "--filter", "x:'y'", "--status", "closed");
        usage(
                "--resume needs --journal FILE, the file that the run was writing",
                "--status",
                "closed",
                "--resume",
                ids.get(0));
        usage(
                "There is no journal " + journal + " to go on from: begin without --resume",
                "--status",
                "closed",
                "--journal",
                journal,
                "--resume",
                ids.get(0));
        Files.writeString(Path.of(journal), "hello\n");
        usage(
                journal + " is there already: go on with it by --resume, or remove it to begin anew",
                "--status",
                "closed",
                "--journal",
                journal,
                ids.get(0));
        usage(
                journal + " is no journal of a bulk action, or its first line is damaged: name another file",
                "--status",
                "closed",
                "--journal",
                journal,
                "--resume",
                ids.get(0));
        assertEquals(0, falcon.count(""));
    }

    @Test
    void aJournalOfAnotherActionIsWrongUsageAndNamesBoth() {
        act(ids.get(0), "--comment", "one", "--journal", journal, "-");
        Run run = act(ids.get(0), "--status", "closed", "--journal", journal, "--resume", "-");
        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(
                run.err().contains("belongs to another action (add_comment, and this one is update_status"), run.err());
        Run text = act(ids.get(0), "--comment", "two", "--journal", journal, "--resume", "-");
        assertEquals(ExitCode.USAGE, text.code());
        assertEquals(1, falcon.count("incident-actions"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskFailsBeforeAnythingIsSent() {
        for (String resume : List.of("--yes", "--resume")) {
            Run run = act(ids.get(0), "--status", "closed", "--journal", "/dev/full", resume, ids.get(0));
            assertEquals(
                    new Run(
                            ExitCode.FAILED,
                            "",
                            "falconflux: Cannot write the journal /dev/full: No space left on device. Nothing was sent:"
                                    + " put that right, or name another file\n"),
                    run);
        }
        assertEquals(0, falcon.count("incident-actions"));
    }

    @Test
    void aPlaceWhereNoFileCanBeIsWrongUsage() {
        Path nowhere = directory.resolve("none");
        usage(
                "There is no directory " + nowhere + " for the journal: make it, or name another",
                "--status",
                "closed",
                "--journal",
                nowhere.resolve("act.journal").toString(),
                ids.get(0));
        usage(
                "The journal " + directory + " is a directory: name a file",
                "--status",
                "closed",
                "--journal",
                directory.toString(),
                ids.get(0));
        assertEquals(0, falcon.count(""));
    }

    @Test
    void aDryRunLeavesNoJournal() {
        Run run = act(all(), "--status", "closed", "--journal", journal, "--dry-run", "-");
        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(60, run.rows().size());
        assertFalse(Files.exists(Path.of(journal)));
        assertEquals(0, falcon.count(""));
    }

    private void usage(String line, String... args) {
        assertEquals(new Run(ExitCode.USAGE, "", "falconflux: " + line + "\n"), act("", args));
    }

    private Run act(String input, String... args) {
        return CommandLineUnderTest.to(falcon).input(input).run(with(new String[] {"act"}, args));
    }

    private static String[] with(String[] some, String... more) {
        String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private String all() {
        return String.join("\n", ids);
    }

    private static String line(String id, String outcome) {
        return "{\"id\":\"" + id + "\",\"outcome\":\"" + outcome + "\"}";
    }
}
