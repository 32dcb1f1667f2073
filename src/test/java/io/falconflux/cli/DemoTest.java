package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.cli.CommandLineUnderTest.Run;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void withoutArgumentsAllRowsOfTheEmbeddedFalconStreamIntoAPipe() {
        Run run = new CommandLineUnderTest().run();

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(25_000, run.rows().size());
        assertTrue(run.err().contains("falconflux: complete: 25,000 rows"), run.err());
        assertFalse(run.err().contains("\r"), run.err());
    }

    @Test
    void aTerminalShowsTheFirstRowsAndALiveLine() {
        Run run = new CommandLineUnderTest()
                .terminal(new Terminal(true, true, true, 100))
                .run();

        assertEquals(ExitCode.COMPLETE, run.code());
        assertEquals(11, run.rows().size());
        assertTrue(run.err().contains("\rincidents"), run.err());
    }

    @Test
    void simulatePrintsHowToReachItAndEndsWhenInterrupted() {
        Run run = new CommandLineUnderTest()
                .interrupts((stopping, work) -> {
                    stopping.run();
                    return work.getAsInt();
                })
                .run("simulate", "--incidents", "3", "--seed", "7");

        assertEquals(ExitCode.INTERRUPTED, run.code());
        assertTrue(
                run.out()
                        .matches("export FALCON_BASE_URL=http://127\\.0\\.0\\.1:\\d+\n"
                                + "export FALCON_CLIENT_ID=[0-9a-f]{32}\nexport FALCON_CLIENT_SECRET=\\w{40}\n"),
                run.out());
    }
}
