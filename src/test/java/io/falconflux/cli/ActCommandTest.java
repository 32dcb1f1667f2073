package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Faults;
import io.falconflux.simulator.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActCommandTest {

    private FalconSimulator falcon;
    private List<String> ids;

    @BeforeEach
    void start() {
        falcon = FalconSimulator.builder().incidents(10).recordRequests(true).start();
        ids = falcon.tenant().incidentIds("").subList(0, 2);
    }

    @AfterEach
    void stop() {
        falcon.close();
    }

    @Test
    void moreIdsInARequestThanTheServiceTakesAreRefusedBeforeAnyCall() {
        Run run = CommandLineUnderTest.to(falcon).run("act", "--status", "closed", "--chunk", "5001", "inc:1");

        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(run.err().contains("1 to 5000"), run.err());
        assertEquals(0, falcon.count("oauth2/token"));
    }

    @Test
    void oneCallCarriesEveryActionAndEachIdHasALine() {
        Run run = act(
                "--status",
                "in-progress",
                "--assign",
                "11111111-2222-3333-4444-555555555555",
                "--add-tag",
                "a",
                "--add-tag",
                "b",
                "--remove-tag",
                "c",
                "--comment",
                "seen",
                "--name",
                "n",
                "--description",
                "d",
                "--update-detects",
                "--yes",
                ids.get(0),
                ids.get(1));

        assertEquals(new Run(ExitCode.COMPLETE, lines("applied"), ""), run);
        RecordedRequest action = falcon.requests().stream()
                .filter(request -> request.path().contains("incident-actions"))
                .reduce((one, other) -> {
                    throw new AssertionError("two calls");
                })
                .orElseThrow();
        assertEquals("update_detects=true", action.rawQuery());
        assertEquals(
                "{\"ids\":[\"" + ids.get(0) + "\",\"" + ids.get(1) + "\"],\"action_parameters\":["
                        + "{\"name\":\"update_status\",\"value\":\"30\"},"
                        + "{\"name\":\"update_assigned_to_v2\",\"value\":\"11111111-2222-3333-4444-555555555555\"},"
                        + "{\"name\":\"add_tag\",\"value\":\"a\"},{\"name\":\"add_tag\",\"value\":\"b\"},"
                        + "{\"name\":\"delete_tag\",\"value\":\"c\"},{\"name\":\"add_comment\",\"value\":\"seen\"},"
                        + "{\"name\":\"update_name\",\"value\":\"n\"},{\"name\":\"update_description\",\"value\":\"d\"}]}",
                action.body());
    }

    @Test
    void aCommentWhoseReplyIsLostIsUnknownAndNotSentAgain() {
        falcon.inject(Faults.parse("reset-after@incident-actions"));

        Run run = act("--comment", "once", "--yes", ids.get(0));

        assertEquals(ExitCode.INCOMPLETE, run.code());
        assertTrue(run.out().startsWith("{\"id\":\"" + ids.get(0) + "\",\"outcome\":\"unknown\""), run.out());
        assertEquals(List.of("once"), falcon.tenant().comments(ids.get(0)));
        assertEquals(1, run.err().lines().count());
    }

    @Test
    void aDryRunShowsWhatWouldBeSentAndSendsNothing() {
        Run run = act(
                "--status", "closed", "--comment", "a \"b\"", "--update-detects", "--dry-run", ids.get(0), ids.get(1));

        assertEquals(
                new Run(
                        ExitCode.COMPLETE,
                        "{\"id\":\"%s\",\"outcome\":\"not_sent\",\"message\":\"dry run\"}\n".formatted(ids.get(0))
                                + "{\"id\":\"%s\",\"outcome\":\"not_sent\",\"message\":\"dry run\"}\n"
                                        .formatted(ids.get(1)),
                        "would send POST /incidents/entities/incident-actions/v1?update_detects=true {\"ids\":[\""
                                + ids.get(0) + "\",\"" + ids.get(1) + "\"],\"action_parameters\":["
                                + "{\"name\":\"update_status\",\"value\":\"40\"},"
                                + "{\"name\":\"add_comment\",\"value\":\"a \\\"b\\\"\"}]}\n"),
                run);
        assertEquals(0, falcon.count(""));
    }

    @Test
    void idsThatFailAreLinesOfTheirOwnAndTheRestIsDone() {
        String ghost = "inc:" + "a".repeat(32) + ":" + "b".repeat(32);
        Run run = CommandLineUnderTest.to(falcon)
                .input(String.join("\n", ids.get(0), "", " fyughg\r", ghost, ids.get(1), ids.get(0)))
                .run("act", "--add-tag", "x", "--yes", "--chunk", "2", "-");

        assertEquals(ExitCode.INCOMPLETE, run.code());
        assertEquals(4, run.rows().size());
        assertEquals(
                "{\"id\":\"" + ids.get(0) + "\",\"outcome\":\"applied\"}",
                run.rows().get(0));
        assertTrue(
                run.rows()
                        .get(1)
                        .startsWith(
                                "{\"id\":\"fyughg\",\"outcome\":\"rejected\",\"message\":\"invalid incident id=fyughg\","
                                        + "\"trace_id\":"),
                run.rows().get(1));
        assertTrue(
                run.rows().get(2).contains("\"outcome\":\"rejected\",\"message\":\"incident not found\""), run.out());
        assertTrue(
                run.err()
                        .startsWith(
                                "falconflux: Of 4 incidents: 2 applied, 2 rejected. The first: invalid incident id=fyughg"
                                        + " (trace id "),
                run.err());
        assertEquals(1, run.err().lines().count());
    }

    @Test
    void anInterruptTellsTheTruthAboutEveryId() {
        falcon.inject(Faults.parse("stall@incident-actions#2"));
        Interrupts early = (stop, work) -> {
            Thread other = new Thread(() -> {
                while (falcon.count("incident-actions") < 2) {
                    Thread.onSpinWait();
                }
                stop.run();
            });
            other.start();
            return work.getAsInt();
        };
        List<String> all = falcon.tenant().incidentIds("");
        Run run = CommandLineUnderTest.to(falcon)
                .input(String.join("\n", all))
                .interrupts(early)
                .run("act", "--comment", "once", "--yes", "--chunk", "4", "-");

        assertEquals(ExitCode.INTERRUPTED, run.code());
        assertEquals(10, run.rows().size());
        assertEquals(
                4,
                run.rows().stream().filter(row -> row.contains("\"applied\"")).count());
        assertEquals(
                4,
                run.rows().stream().filter(row -> row.contains("\"unknown\"")).count());
        assertEquals(
                2,
                run.rows().stream().filter(row -> row.contains("\"not_sent\"")).count());
        assertEquals("falconflux: interrupted. Of 10 incidents: 4 applied, 4 unknown, 2 not sent\n", run.err());
    }

    @Test
    void closingWhatAScanFindsClosesEachOnce() {
        List<String> open = falcon.tenant().incidentIds("status:'20'");
        Run scan =
                CommandLineUnderTest.to(falcon).run("scan", "incidents", "--filter", "status:'20'", "--format", "ids");
        Run run = CommandLineUnderTest.to(falcon).input(scan.out()).run("act", "--status", "closed", "--yes", "-");

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(open.size(), run.rows().size());
        assertEquals(List.of(), falcon.tenant().incidentIds("status:'20'"));
    }

    @Test
    void severalIdsNeedAYesBeforeAnyCall() {
        Run run = act("--status", "closed", ids.get(0), ids.get(1));

        assertEquals(
                new Run(ExitCode.USAGE, "", "falconflux: To change 2 incidents without being asked, add --yes\n"), run);
        assertEquals(0, falcon.count(""));
    }

    @Test
    void aPersonIsAsked() {
        CommandLineUnderTest person = CommandLineUnderTest.to(falcon).terminal(new Terminal(true, true, true, 80));

        Run no = person.input("n\n").run("act", "--status", "closed", ids.get(0), ids.get(1));
        Run yes = person.input("y\n").run("act", "--status", "closed", ids.get(0), ids.get(1));

        assertEquals(new Run(ExitCode.USAGE, "", "Change 2 incidents? [y/N] falconflux: Nothing was changed\n"), no);
        assertEquals(new Run(ExitCode.COMPLETE, lines("applied"), "Change 2 incidents? [y/N] "), yes);
    }

    @Test
    void whatCannotBeMeantIsWrongUsage() {
        assertEquals(
                "falconflux: Unknown status 'shut': write new, reopened, in-progress or closed\n",
                act("--status", "shut", ids.get(0)).err());
        assertEquals(
                "falconflux: Nothing to do: give an action such as --status closed or --add-tag TAG\n",
                act(ids.get(0)).err());
        assertEquals(
                "falconflux: --assign and --unassign contradict each other: give one of them\n",
                act("--assign", "u", "--unassign", ids.get(0)).err());
        assertEquals(
                "falconflux: the tag 'x' cannot be added and removed at once\n",
                act("--add-tag", "x", "--remove-tag", "x", ids.get(0)).err());
        assertEquals(
                "falconflux: No ids: name at least one, or give - and one id a line on standard input\n",
                act("--status", "closed", "-").err());
        assertEquals(0, falcon.count(""));
    }

    @Test
    void aMissingScopeFailsAndSaysWhichOne() {
        falcon.close();
        falcon =
                FalconSimulator.builder().incidents(10).scopes("incidents:read").start();

        Run run = act("--status", "closed", ids.get(0));

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.err().contains("incidents:write"), run.err());
        assertTrue(run.out().contains("\"outcome\":\"rejected\""), run.out());
    }

    private Run act(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "act";
        System.arraycopy(args, 0, all, 1, args.length);
        return CommandLineUnderTest.to(falcon).run(all);
    }

    private String lines(String outcome) {
        return "{\"id\":\"%s\",\"outcome\":\"%s\"}\n{\"id\":\"%s\",\"outcome\":\"%s\"}\n"
                .formatted(ids.get(0), outcome, ids.get(1), outcome);
    }
}
