package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line is told of proxies and certificates. Whether they are used is tested where they are. */
class NetworkTest {

    private static final String NOBODY = "http://fal:geheim@127.0.0.1:1";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"})
    void aProxyFromTheEnvironmentIsUsed(String variable) {
        named(run(variable, NOBODY, "doctor"));
    }

    @Test
    void aProxyThatIsAnOptionWinsOverTheEnvironment() {
        named(run("HTTP_PROXY", "http://127.0.0.1:2", "doctor", "--proxy", NOBODY));
    }

    @ParameterizedTest
    @CsvSource({"NO_PROXY, 127.0.0.1", "no_proxy, *"})
    void hostsThatAreExceptedAreReachedDirectly(String variable, String hosts) {
        try (FalconSimulator falcon = FalconSimulator.builder().incidents(1).start()) {
            CommandLineUnderTest line = CommandLineUnderTest.to(falcon)
                    .variable("HTTP_PROXY", NOBODY)
                    .variable(variable, hosts);
            assertEquals(ExitCode.COMPLETE, line.run("doctor").code());
            assertEquals(
                    ExitCode.COMPLETE, line.run("doctor", "--proxy", NOBODY).code());
        }
    }

    @Test
    void noneIsNoProxy() {
        assertEquals(
                ExitCode.COMPLETE,
                run("HTTP_PROXY", NOBODY, "doctor", "--proxy", "none").code());
    }

    @Test
    void thePasswordOfAProxyMayBeInAFile() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "geheim\n");
        named(run("X", "y", "doctor", "--proxy", "http://fal@127.0.0.1:1", "--proxy-password-file", password + ""));
        Run nobody = run("X", "y", "doctor", "--proxy", "127.0.0.1:1", "--proxy-password-file", password + "");
        assertEquals(ExitCode.USAGE, nobody.code());
        assertTrue(nobody.err().contains("user@host"), nobody::err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--proxy http://fal:geheim@host:port",
                "--proxy https://fal:geheim@host",
                "--prox http://fal:geheim@host",
                "http://fal:geheim@host"
            })
    void aPasswordInTheWrongPlaceIsNotRepeated(String arguments) {
        Run run = run("X", "y", ("doctor " + arguments).split(" "));
        assertEquals(ExitCode.USAGE, run.code());
        assertFalse(run.err().contains("geheim"), run::err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--client-cert absent",
                "--client-cert empty",
                "--client-cert pem",
                "--client-key pem",
                "--client-cert pem --client-key absent",
                "--client-cert pem --client-cert-password-file absent",
                "--client-cert-password-file password",
                "--ca-file absent",
                "--ca-file empty",
                "--proxy http://a@b --proxy-password-file absent"
            })
    void filesThatAreNotWhatTheyShouldBeAreNamed(String arguments) throws IOException {
        Files.writeString(directory.resolve("empty"), "");
        Files.writeString(directory.resolve("password"), "geheim");
        Files.writeString(directory.resolve("pem"), "-----BEGIN CERTIFICATE-----\ngeheim\n-----END CERTIFICATE-----\n");
        String[] words = ("doctor " + arguments).split(" ");
        for (int i = 2; i < words.length; i += 2) {
            words[i] = words[i].contains(":")
                    ? words[i]
                    : directory.resolve(words[i]).toString();
        }
        Run run = run("X", "y", words);
        assertEquals(ExitCode.USAGE, run.code(), run::err);
        assertEquals(1, run.err().lines().count(), run::err);
        assertFalse(run.err().contains("geheim"), run::err);
        assertFalse(run.err().contains("Exception"), run::err);
    }

    @Test
    void theWiretapTellsCallsAndNoSecret() {
        try (FalconSimulator falcon = FalconSimulator.builder().incidents(1).start()) {
            Run run = CommandLineUnderTest.to(falcon).run("doctor", "--wiretap");
            assertEquals(ExitCode.COMPLETE, run.code());
            assertTrue(run.err().contains("> QueryIncidents GET " + falcon.baseUrl()), run::err);
            assertTrue(run.err().contains("< QueryIncidents 200 ["), run::err);
            assertTrue(run.err().contains("client_secret=***"), run::err);
            assertFalse(run.err().contains(falcon.clientSecret()), run::err);
            assertFalse(run.out().contains("> "), run::out);
        }
    }

    private static void named(Run run) {
        assertEquals(ExitCode.FAILED, run.code(), run::err);
        assertTrue((run.out() + run.err()).contains("no connection to the proxy 127.0.0.1:1"), run::toString);
        assertFalse(run.toString().contains("geheim"), run::toString);
    }

    private static Run run(String variable, String value, String... arguments) {
        try (FalconSimulator falcon = FalconSimulator.builder().incidents(1).start()) {
            return CommandLineUnderTest.to(falcon).variable(variable, value).run(arguments);
        }
    }
}
