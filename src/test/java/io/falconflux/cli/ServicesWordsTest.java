package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.transport.RawServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a service says beside its rows, or instead of them, reaches the person at the terminal. */
class ServicesWordsTest {

    private static final String TOKEN = "{\"access_token\":\"eyJ.token\",\"expires_in\":1799}";
    private static final String ID = "inc:" + "a".repeat(32) + ":" + "b".repeat(32);
    private static final String PAGING = "\"pagination\":{\"limit\":100,\"offset\":0,\"total\":1}";
    private static final String IDS = "{\"meta\":{" + PAGING + "},\"resources\":[\"" + ID + "\"]}";
    private static final String ROW = "{\"resources\":[{\"incident_id\":\"" + ID
            + "\",\"start\":\"2024-01-01T00:00:00Z\",\"modified_timestamp\":\"2024-01-01T00:00:00Z\"}]}";

    private RawServer server = RawServer.start((request, wire) -> wire.reply("404 Not Found", "", ""));

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aDeprecationIsOneLineHoweverManyCallsSaySo() throws Exception {
        answering("X-Api-Deprecation: true\r\nX-Api-Deprecation-Date: 2026-03-09", IDS, ROW);
        Run run = run("scan", "incidents");
        assertEquals(ExitCode.COMPLETE, run.code(), run::err);
        assertEquals(
                1, run.err().lines().filter(line -> line.contains("deprecat")).count(), run::err);
        assertTrue(run.err().contains("falconflux: QueryIncidents is deprecated"), run::err);
        assertTrue(run.err().contains("2026-03-09"), run::err);
    }

    @Test
    void theDoctorNotesADeprecation() throws Exception {
        answering("X-Api-Deprecation: true", IDS, ROW);
        Run run = run("doctor");
        assertTrue(run.out().contains("note  deprecation      QueryIncidents is deprecated"), run::out);
        assertFalse(run.err().contains("deprecat"), run::err);
    }

    @Test
    void errorsInThePlaceOfRowsAreQuotedWithTheirTraceId() throws Exception {
        answering(
                "X-Cs-Traceid: t-4713",
                "{\"meta\":{" + PAGING
                        + "},\"resources\":[],\"errors\":[{\"code\":500,\"message\":\"shard failure\"}]}",
                ROW);
        Run run = run("scan", "incidents");
        assertEquals(ExitCode.FAILED, run.code(), run::err);
        assertTrue(run.err().contains("shard failure") && run.err().contains("t-4713"), run::err);
        Run doctor = run("doctor");
        assertEquals(ExitCode.FAILED, doctor.code(), doctor::out);
        assertTrue(doctor.out().contains("shard failure (trace id t-4713)"), doctor::out);
    }

    @Test
    void aListThatIsNotThereIsNotAnEmptyOne() throws Exception {
        answering("X-Cs-Traceid: t-4714", "{\"meta\":{},\"resources\":null}", ROW);
        Run run = run("scan", "incidents");
        assertEquals(ExitCode.FAILED, run.code(), run::err);
        assertTrue(run.err().contains("no list of rows") && run.err().contains("t-4714"), run::err);
    }

    private void answering(String headers, String ids, String rows) throws Exception {
        server.close();
        server = RawServer.start((request, wire) -> {
            String line = request.line();
            if (line.contains("/oauth2/")) {
                wire.reply("201 Created", "", TOKEN);
            } else if (line.contains("/queries/")) {
                wire.reply("200 OK", headers, ids);
            } else {
                wire.reply("200 OK", headers, line.contains("/combined/") ? "{\"resources\":[]}" : rows);
            }
        });
    }

    private Run run(String... arguments) {
        return new CommandLineUnderTest()
                .variable("FALCON_BASE_URL", server.url().toString())
                .variable("FALCON_CLIENT_ID", "id")
                .variable("FALCON_CLIENT_SECRET", "secret")
                .run(arguments);
    }
}
