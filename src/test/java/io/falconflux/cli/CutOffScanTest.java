package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.falconflux.cli.CommandLineUnderTest.Run;
import io.falconflux.simulator.FalconSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans that do not come to their end. */
class CutOffScanTest {

    private FalconSimulator falcon;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        falcon = FalconSimulator.builder().incidents(5_000).start();
    }

    @AfterEach
    void stop() {
        falcon.close();
    }

    @Test
    void aReaderThatGoesAwayEndsTheScanQuietly() {
        Run run = CommandLineUnderTest.to(falcon)
                .run(refusing("Broken pipe"), new ByteArrayOutputStream(), "scan", "incidents");

        assertEquals(new Run(ExitCode.COMPLETE, "", ""), run);
        assertEquals(1, falcon.count("entities/incidents"));
    }

    @Test
    void aFullDiskIsOneLine() {
        Run run = CommandLineUnderTest.to(falcon)
                .run(refusing("No space left on device"), new ByteArrayOutputStream(), "scan", "incidents");

        assertEquals(ExitCode.FAILED, run.code());
        assertLinesMatch(
                List.of("falconflux: Cannot write to standard output: No space left on device \\(after 0 rows; .*\\)"),
                run.err().lines().toList());
    }

    @Test
    void anInterruptKeepsWholePagesAndReportsThem() throws IOException {
        Path report = directory.resolve("report.json");
        AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
        Interrupts interrupts = (stopping, work) -> {
            stop.set(stopping);
            return work.getAsInt();
        };
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
                .interrupts(interrupts)
                .run(out, seen, "scan", "incidents", "--report", report.toString());

        JsonNode tree = new ObjectMapper().readTree(Files.readString(report));
        assertEquals(ExitCode.INTERRUPTED, run.code());
        assertEquals(500, run.rows().size());
        assertEquals(500, tree.path("rows").intValue());
        assertEquals("cancelled", tree.path("ended").asText());
        assertEquals(falcon.count("/incidents/"), tree.path("requests").longValue());
        assertEquals(1, falcon.count("oauth2/revoke"));
    }

    private static OutputStream refusing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
