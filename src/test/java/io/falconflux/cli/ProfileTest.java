package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that are kept in a file. */
class ProfileTest {

    private static FalconSimulator falcon;

    @TempDir
    private Path home;

    private Path config;

    @BeforeAll
    static void start() {
        falcon = FalconSimulator.builder().incidents(3).start();
    }

    @AfterAll
    static void stop() {
        falcon.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        config = home.resolve(".config/falconflux/config");
        Files.createDirectories(config.getParent());
    }

    @Test
    void theDefaultProfileIsUsedWithoutBeingNamed() throws IOException {
        write(known());

        assertEquals("3\n", count().out());
    }

    @Test
    void aSecretMayStandInAFileBesideTheProfile() throws IOException {
        Path secret = config.resolveSibling("secret");
        Files.writeString(secret, falcon.clientSecret() + "\n");
        ownerOnly(secret);
        write("client_id = " + falcon.clientId() + "\nclient_secret_file = secret\nbase_url = " + falcon.baseUrl());
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));

        assertEquals("3\n", count().out());
    }

    @Test
    void aProfileIsNamedByAnOptionOrAVariable() throws IOException {
        write("client_id = wrong\n[local]\n" + known());

        assertEquals("3\n", count("--profile", "local").out());
        assertEquals(
                "3\n",
                at(config)
                        .variable("FALCONFLUX_PROFILE", "local")
                        .run("scan", "incidents", "--count")
                        .out());
        assertTrue(count().err().contains("No credentials: the client secret is missing"));
    }

    @Test
    void anotherFileIsNamedByAVariable() throws IOException {
        Path other = home.resolve("other.conf");
        Files.writeString(other, known());
        ownerOnly(other);

        Run run = new CommandLineUnderTest()
                .variable("FALCONFLUX_CONFIG", other.toString())
                .run("scan", "incidents", "--count");

        assertEquals("3\n", run.out());
    }

    @Test
    void anOptionWinsOverAVariableAndThatOverTheProfile() throws IOException {
        write(known().replace(falcon.baseUrl().toString(), "https://127.0.0.1:1"));

        Run fromVariable = at(config)
                .variable("FALCON_BASE_URL", falcon.baseUrl().toString())
                .run("scan", "incidents", "--count");
        Run fromOption = at(config)
                .variable("FALCON_BASE_URL", "https://127.0.0.1:1")
                .run(
                        "scan",
                        "incidents",
                        "--count",
                        "--base-url",
                        falcon.baseUrl().toString());
        Run cloudOverUrl = at(config).run("doctor", "--cloud", "mars-1");

        assertEquals("3\n", fromVariable.out());
        assertEquals("3\n", fromOption.out());
        assertTrue(cloudOverUrl.err().contains("Unknown cloud 'mars-1'"), cloudOverUrl.err());
    }

    @Test
    void theDoctorTellsWhereCredentialsComeFromAndShowsNone() throws IOException {
        write(known());

        Run run = at(config).variable("FALCON_CLIENT_ID", falcon.clientId()).run("doctor");

        assertTrue(
                run.out()
                        .startsWith(
                                "ok    credentials      client id from FALCON_CLIENT_ID, secret from profile default"
                                        + " in " + config + "\n"),
                run.out());
        assertFalse(run.out().contains(falcon.clientSecret()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void aSecretThatOthersCanReachIsRefused(String permissions) throws IOException {
        write(known());
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString(permissions));

        assertEquals(
                new Run(
                        ExitCode.USAGE,
                        "",
                        "falconflux: " + config + " holds a secret, and others may read or change it: run chmod 600 "
                                + config + "\n"),
                count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "clientid = x | line 3: unknown key 'clientid'; did you mean 'client_id'?",
                "zebra = x | line 3: unknown key 'zebra'; there are client_id, client_secret, client_secret_file,",
                "cloud = | line 3: cloud has no value",
                "s3cret | line 3: write key = value, or [name] to begin a profile",
                "[] | line 3: write key = value, or [name] to begin a profile",
                "Client-Id = other | line 3: client_id is set twice in the profile 'default'",
            })
    void aLineThatCannotBeFollowedIsNamedByItsNumber(String line, String message) throws IOException {
        write("# mine\nclient_id = me # the first\n" + line + "\n");

        Run run = count();

        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(run.err().startsWith("falconflux: " + config + ", " + message), run.err());
        assertEquals(1, run.err().lines().count());
        assertFalse(run.err().contains("s3cret"));
    }

    @Test
    void aProfileThatIsNotThereIsNamed() throws IOException {
        write("[one]\ncloud = us-1\n[two]\n");

        assertEquals(
                "falconflux: " + config + " has no profile 'three'; it has one, two\n",
                count("--profile", "three").err());
        Files.delete(config);
        assertEquals(
                "falconflux: There is no file " + config + " to read the profile 'three' from\n",
                count("--profile", "three").err());
    }

    @Test
    void quotesAndBlanksAroundAValueDoNotCount() throws IOException {
        write(known().replace("client_id = " + falcon.clientId(), "client_id=\"" + falcon.clientId() + "\"  "));

        assertEquals("3\n", count().out());
    }

    private String known() {
        return "client_id = " + falcon.clientId() + "\nclient_secret = " + falcon.clientSecret() + "\nbase_url = "
                + falcon.baseUrl() + "\n";
    }

    private void write(String text) throws IOException {
        Files.writeString(config, text);
        ownerOnly(config);
    }

    private static void ownerOnly(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Run count(String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "scan";
        all[1] = "incidents";
        all[2] = "--count";
        System.arraycopy(more, 0, all, 3, more.length);
        return at(config).run(all);
    }

    private CommandLineUnderTest at(Path file) {
        return new CommandLineUnderTest()
                .variable("HOME", file.getParent().getParent().getParent().toString());
    }
}
