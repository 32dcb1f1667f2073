package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can be seen to be wrong before any call: one line, exit code 2. */
class UsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "frob | Unmatched argument at index 0: 'frob'. See falconflux --help",
                "scna incidents | Unmatched arguments from index 0: 'scna', 'incidents'; did you mean 'scan'? See falconflux"
                        + " --help",
                "scan incidents --fomrat=csv | Unknown option: '--fomrat=csv'; did you mean '--format'? See falconflux scan"
                        + " --help",
                "scan | Missing required parameter: 'COLLECTION'. See falconflux scan --help",
                "scan widgets | Invalid value for positional parameter at index 0 (COLLECTION): write one of incidents,"
                        + " behaviors, crowdscores, not 'widgets'. See falconflux scan --help",
                "get crowdscores x | Invalid value for positional parameter at index 0 (COLLECTION): write one of incidents,"
                        + " behaviors, not 'crowdscores'. See falconflux get --help",
                "scan incidents --frob | Unknown option: '--frob'. See falconflux scan --help",
                "scan incidents --format xml | Invalid value for option '--format': write one of ndjson, csv, ids, table, not"
                        + " 'xml'. See falconflux scan --help",
                "scan incidents --concurrency 0 | concurrency must be 1 to 64, not 0",
                "scan incidents --limit -5 | The limit is 1 or more rows, not -5; leave it out to have all",
                "scan incidents --sort start!asc | `start!asc` is no sort; write a key and `.asc` or `.desc`, as in"
                        + " `start.desc`",
                "scan incidents --sort frob.asc | Cannot sort incidents by 'frob'. Sort by one of assigned_to,"
                        + " assigned_to_name, end, modified_timestamp, name, sort_score, start, state, status, followed by"
                        + " .asc or .desc",
                "scan incidents --since lately | 'lately' is no time for --since: write 2026-01-31T08:00:00Z, 2026-01-31, or a"
                        + " span before now such as 15m, 6h or 7d",
                "scan incidents --since 2026-01-02 --until 2026-01-01 | --since must be before --until, and"
                        + " 2026-01-02T00:00:00Z is not before 2026-01-01T00:00:00Z",
                "scan incidents --cloud mars-1 | Unknown cloud 'mars-1'. Write one of us-1, us-2, us-3, eu-1, us-gov-1,"
                        + " us-gov-2",
                "scan incidents --base-url ftp://x | The base URL must look like https://host, with a host name or address",
                "scan incidents --base-url http://falcon.example | Refusing plain HTTP to falcon.example, since credentials"
                        + " would travel unprotected. Use https, or allow plain HTTP by name",
                "scan incidents --ca-file /none.pem | Cannot read the certificate authorities in /none.pem: name a PEM file",
                "scan incidents --client-secret-file /none | Cannot read the client secret from /none: no such file or"
                        + " directory",
                "scan incidents --format csv --fields nmae | 'nmae' is no field of incidents: did you mean 'name'?",
                "scan incidents --format ids --fields name | --fields goes with ndjson, csv and table; ids have no other"
                        + " fields",
                "get incidents x --format ids | get writes rows, and their ids are what it was given: choose ndjson, csv or"
                        + " table",
                "get behaviors x --fields incidentid | 'incidentid' is no field of behaviors: did you mean 'incident_id'?",
                "simulate --port 70000 | --port must be 0 to 65535, not 70000",
            })
    void isOneLine(String args, String line) {
        Run run = known().run(args.split(" "));

        assertEquals(new Run(ExitCode.USAGE, "", "falconflux: " + line + "\n"), run);
    }

    @Test
    void missingCredentialsAreNamed() {
        Run run = new CommandLineUnderTest().variable("FALCON_CLIENT_ID", "me").run("doctor");

        assertEquals(
                new Run(
                        ExitCode.USAGE,
                        "",
                        "falconflux: No credentials: the client secret is missing. Set FALCON_CLIENT_ID and"
                                + " FALCON_CLIENT_SECRET, give --client-id and --client-secret-file, or keep them in a"
                                + " profile\n"),
                run);
    }

    @ParameterizedTest
    @CsvSource({
        "--help",
        "scan --help",
        "get --help",
        "act --help",
        "doctor --help",
        "simulate --help",
        "completion --help",
        "--version"
    })
    void helpGoesToStandardOutput(String args) {
        Run run = new CommandLineUnderTest().run(args.split(" "));

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals("", run.err());
        assertTrue(run.out().contains("falconflux"), run.out());
    }

    private static CommandLineUnderTest known() {
        return new CommandLineUnderTest().variable("FALCON_CLIENT_ID", "me").variable("FALCON_CLIENT_SECRET", "sesame");
    }
}
