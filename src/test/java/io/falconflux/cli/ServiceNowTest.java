package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times that are relative to now, where the local clock is an hour ahead of the service's. */
class ServiceNowTest {

    private static final String RECENT = "start:>'now-15m'";
    private static final Clock SERVICE = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));

    private FalconSimulator falcon;
    private String recent;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        falcon = FalconSimulator.builder().incidents(1_200).clock(SERVICE).start();
        recent = falcon.tenant().insert(SERVICE.instant().minus(Duration.ofMinutes(5)));
    }

    @AfterEach
    void stop() {
        falcon.close();
    }

    private Run run(String... args) {
        return CommandLineUnderTest.to(falcon).run(args);
    }

    @Test
    void aScanSinceASpanFindsWhatTheServiceHasInIt() {
        Run run = run("scan", "incidents", "--since", "15m", "--until", "0s", "--format", "ids", "--limit", "1");

        assertEquals(recent + "\n", run.out(), run.err());
        assertEquals(1, falcon.count("queries/incidents"), "the token's reply tells the time");
    }

    @Test
    void aFilterWithARelativeTimeIsInTermsOfTheServicesNow() {
        assertEquals(
                recent + "\n",
                run("scan", "incidents", "--filter", RECENT, "--format", "ids").out());
        assertEquals(
                "1\n", run("scan", "incidents", "--filter", RECENT, "--count").out());
        assertTrue(run("act", "--filter", RECENT, "--status", "closed", "--dry-run")
                .out()
                .contains(recent));
    }

    @Test
    void aTailSinceASpanBeginsBeforeTheServicesNow() {
        Run run = run("tail", "incidents", "--since", "10s", "--max-rows", "1", "--format", "ids");

        assertEquals(recent + "\n", run.out(), run.err());
    }

    @Test
    void aScanThatGoesOnKeepsTheNowOfItsBeginning() {
        String[] command = {
            "scan",
            "incidents",
            "--since",
            "900d",
            "--checkpoint",
            directory.resolve("c").toString(),
            "--format",
            "ids"
        };
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        Run first = CommandLineUnderTest.to(falcon).run(onePage(seen), seen, command);
        String[] more = Arrays.copyOf(command, command.length + 1);
        more[command.length] = "--resume";
        Run second = run(more);

        assertEquals(500, first.rows().size(), first.err());
        assertEquals(ExitCode.COMPLETE, second.code(), second.err());
        HashSet<String> all = new HashSet<>(first.rows());
        all.addAll(second.rows());
        assertEquals(1_201, all.size());
    }

    /** A pipe whose reader goes away after a page. */
    private static OutputStream onePage(ByteArrayOutputStream seen) {
        return new OutputStream() {
            private boolean gone;

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (gone) {
                    throw new IOException("Broken pipe");
                }
                seen.write(bytes, from, length);
            }

            @Override
            public void flush() {
                gone = true;
            }
        };
    }
}
