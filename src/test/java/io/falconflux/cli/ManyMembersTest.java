package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scan} for many members. */
class ManyMembersTest {

    private static final int ROWS = 40;
    private static final String A = "0000000000000000000000000000000a";
    private static final String B = "0000000000000000000000000000000b";
    private static final String STRANGER = "0000000000000000000000000000000c";

    private static FalconSimulator falcon;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        falcon = FalconSimulator.builder()
                .incidents(ROWS)
                .behaviors(0)
                .crowdScores(ROWS)
                .memberCids(List.of(A, B))
                .recordRequests(true)
                .start();
    }

    @AfterAll
    static void stop() {
        falcon.close();
    }

    @Test
    void rowsOfAllMembersAreTheServicesOwnBytes() throws IOException {
        Run run = scan("incidents", "--member-cid", A, "--member-cid", B);

        assertEquals(ExitCode.COMPLETE, run.code());
        Map<String, List<String>> byCid = run.rows().stream()
                .collect(Collectors.groupingBy(row -> tree(row).path("cid").asText()));
        for (String cid : List.of(A, B)) {
            assertEquals(
                    falcon.tenant(cid).incidentIds(""),
                    byCid.get(cid).stream()
                            .map(row -> tree(row).path("incident_id").asText())
                            .toList());
            for (String row : byCid.get(cid)) {
                String id = tree(row).path("incident_id").asText();
                assertEquals(falcon.tenant(cid).incident(id).orElseThrow(), row);
            }
        }
        assertLinesMatch(
                List.of(
                        "falconflux: complete: 80 rows in .* \\(.* a second\\)",
                        "falconflux: ended exhausted, basis .*; duplicates dropped 0, .* windows 2, requests \\d+, .*"),
                run.err().lines().toList());
    }

    @Test
    void aMemberThatFailsIsNamedAndTheOthersAreComplete() throws IOException {
        Path file = Files.writeString(directory.resolve("children.txt"), A + "\n" + STRANGER + "\n" + B + "\n");
        Path report = directory.resolve("report.json");

        Run run = scan("incidents", "--member-cid", "@" + file, "--report", report.toString());

        assertEquals(ExitCode.INCOMPLETE, run.code());
        assertEquals(2 * ROWS, run.rows().size());
        assertLinesMatch(
                List.of(
                        "falconflux: incomplete: 80 rows .*",
                        "falconflux: ended failed, basis none; .*",
                        "falconflux: 1 of 3 members are incomplete",
                        "falconflux: member " + STRANGER
                                + ": oauth2AccessToken was refused with 403: .* \\(after 0 rows\\)"),
                run.err().lines().toList());
        JsonNode tree = tree(Files.readString(report));
        assertFalse(tree.path("complete").booleanValue());
        assertEquals("1 of 3 members are incomplete", tree.path("reason").textValue());
        JsonNode members = tree.path("members");
        List<String> names = new ArrayList<>();
        members.fieldNames().forEachRemaining(names::add);
        assertEquals(List.of(A, STRANGER, B), names);
        assertEquals(
                "{\"complete\":true,\"rows\":40,\"error\":null}",
                members.path(A).toString());
        assertFalse(members.path(STRANGER).path("complete").booleanValue());
        assertTrue(members.path(STRANGER).path("error").textValue().contains("403"));
    }

    @Test
    void everyTokenIsRevoked() {
        long before = revoked();

        scan("incidents", "--member-cid", A, "--member-cid", B);

        assertEquals(3, revoked() - before); // the parent's, which shows that the credentials are good, too
    }

    @Test
    void everyFormatTellsWhoseARowIs() {
        String[] both = {"--member-cid", A, "--member-cid", B, "--format"};

        List<String> csv = scan("incidents", with(both, "csv")).rows();
        assertTrue(csv.get(0).startsWith("member_cid,incident_id,"), csv.get(0));
        assertEquals(
                ROWS, csv.stream().filter(row -> row.startsWith(B + ",inc:")).count());
        List<String> table = scan("incidents", with(both, "table")).rows();
        assertTrue(table.get(0).startsWith("MEMBER CID                        START"), table.get(0));
        assertEquals(
                ROWS, table.stream().filter(row -> row.startsWith(B + "  ")).count());
        List<String> ids = scan("incidents", with(both, "ids")).rows();
        assertEquals(
                falcon.tenant(A).incidentIds("").stream()
                        .map(id -> A + "\t" + id)
                        .toList(),
                ids.stream().filter(id -> id.startsWith(A)).toList());
    }

    @Test
    void withoutRowsTheHeadIsThereAllTheSame() {
        Run run = scan("behaviors", "--member-cid", A, "--member-cid", B, "--format", "csv");

        assertEquals(1, run.rows().size());
    }

    @Test
    void theLimitIsOfAllMembersTogether() throws IOException {
        Path report = directory.resolve("report.json");

        Run run =
                scan("incidents", "--member-cid", A, "--member-cid", B, "--limit", "50", "--report", report.toString());

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(50, run.rows().size());
        JsonNode tree = tree(Files.readString(report));
        assertEquals("limit", tree.path("ended").textValue());
        assertTrue(tree.path("complete").booleanValue());
        assertEquals(
                50,
                tree.path("members").path(A).path("rows").intValue()
                        + tree.path("members").path(B).path("rows").intValue());
    }

    @Test
    void aMemberByVariableMayBeAFileToo() throws IOException {
        Path file = Files.writeString(directory.resolve("children.txt"), A + "\n" + B + "\n");

        Run run = CommandLineUnderTest.to(falcon)
                .variable("FALCON_MEMBER_CID", "@" + file)
                .run("scan", "incidents", "--format", "ids");

        assertEquals(2 * ROWS, run.rows().size());
    }

    @Test
    void anInterruptReportsEveryMember() throws IOException {
        Path report = directory.resolve("report.json");
        AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {
                seen.write(b);
            }

            @Override
            public void flush() {
                stop.get().run();
            }
        };

        Run run = CommandLineUnderTest.to(falcon)
                .interrupts((stopping, work) -> {
                    stop.set(stopping);
                    return work.getAsInt();
                })
                .run(
                        out,
                        seen,
                        "scan",
                        "incidents",
                        "--member-cid",
                        A,
                        "--member-cid",
                        B,
                        "--report",
                        report.toString());

        assertEquals(ExitCode.INTERRUPTED, run.code());
        JsonNode tree = tree(Files.readString(report));
        assertEquals("cancelled", tree.path("ended").textValue());
        assertEquals(run.rows().size(), tree.path("rows").intValue());
        assertEquals(2, tree.path("members").size());
    }

    @Test
    void whatIsWrongWithTheQueryIsToldOnceBeforeAnyCall() {
        int before = falcon.requests().size();

        Run run = scan("incidents", "--member-cid", A, "--member-cid", B, "--sort", "frob.asc");

        assertEquals(ExitCode.USAGE, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(before, falcon.requests().size());
    }

    @Test
    void aWrongSecretIsToldOnceForOneTokenCall() {
        long before = tokenCalls();

        Run run = CommandLineUnderTest.to(falcon)
                .variable("FALCON_CLIENT_SECRET", "wrong")
                .run("scan", "incidents", "--member-cid", A, "--member-cid", B);

        assertEquals(ExitCode.FAILED, run.code());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(1, tokenCalls() - before);
    }

    @Test
    void whatManyMembersCannotHaveIsRefused() {
        for (String option : List.of("--checkpoint=" + directory.resolve("cp"), "--count", "--explain")) {
            Run run = scan("incidents", "--member-cid", A, "--member-cid", B, option);
            assertEquals(ExitCode.USAGE, run.code());
            assertTrue(run.err().contains(option.split("=", 2)[0]), run.err());
        }
        Run doctor = CommandLineUnderTest.to(falcon).run("doctor", "--member-cid", A, "--member-cid", B);
        assertEquals(
                new Run(
                        ExitCode.USAGE,
                        "",
                        "falconflux: Only scan acts for many members: name one with --member-cid\n"),
                doctor);
    }

    private static String[] with(String[] first, String last) {
        return Stream.concat(Stream.of(first), Stream.of(last)).toArray(String[]::new);
    }

    private static long revoked() {
        return falcon.requests().stream()
                .filter(request -> request.path().equals("/oauth2/revoke") && request.status() == 200)
                .count();
    }

    private static long tokenCalls() {
        return falcon.requests().stream()
                .filter(request -> request.path().equals("/oauth2/token"))
                .count();
    }

    private static Run scan(String collection, String... options) {
        return CommandLineUnderTest.to(falcon)
                .run(Stream.concat(Stream.of("scan", collection), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }
}
