package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {

    @TempDir
    private Path directory;

    @Test
    void optionsWinOverVariables() throws IOException {
        try (FalconSimulator falcon = FalconSimulator.builder().incidents(3).start()) {
            Path secret = secret(falcon, "rw-------");

            Run run = new CommandLineUnderTest()
                    .variable("FALCON_BASE_URL", "http://127.0.0.1:1")
                    .variable("FALCON_CLOUD", "no-such-cloud")
                    .variable("FALCON_CLIENT_ID", "somebody")
                    .variable("FALCON_CLIENT_SECRET", "something")
                    .run(
                            "scan",
                            "incidents",
                            "--format",
                            "ids",
                            "--base-url",
                            falcon.baseUrl() + "/",
                            "--client-id",
                            falcon.clientId(),
                            "--client-secret-file",
                            secret.toString());

            assertEquals(ExitCode.COMPLETE, run.code());
            assertEquals(falcon.tenant().incidentIds(""), run.rows());
        }
    }

    @Test
    void aSecretThatOthersMayReadIsRefusedBeforeAnyCall() throws IOException {
        try (FalconSimulator falcon =
                FalconSimulator.builder().incidents(3).recordRequests(true).start()) {
            Path secret = secret(falcon, "rw-r--r--");

            Run run =
                    CommandLineUnderTest.to(falcon).run("scan", "incidents", "--client-secret-file", secret.toString());

            assertEquals(
                    new Run(
                            ExitCode.USAGE,
                            "",
                            "falconflux: The permissions of " + secret
                                    + ", rw-r--r--, let others have the client secret: run chmod 600 " + secret + "\n"),
                    run);
            assertEquals(java.util.List.of(), falcon.requests());
        }
    }

    private Path secret(FalconSimulator falcon, String permissions) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), falcon.clientSecret() + "\n");
        return Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void theMemberIsTakenFromTheEnvironment() {
        String member = "0123456789abcdef0123456789abcdef";
        try (FalconSimulator falcon = FalconSimulator.builder()
                .incidents(3)
                .memberCids(java.util.List.of(member))
                .start()) {
            Run run = CommandLineUnderTest.to(falcon)
                    .variable("FALCON_MEMBER_CID", member.toUpperCase(java.util.Locale.ROOT) + "-AB")
                    .run("scan", "incidents", "--format", "ids");

            assertEquals(falcon.tenant(member).incidentIds(""), run.rows());
        }
    }
}
