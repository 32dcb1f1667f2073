package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.query.Query;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class TimeRangeTest {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @Command
    private static final class Holder {

        @CommandLine.Mixin
        private TimeRange range = new TimeRange();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--since 2026-03-09 | start:>='2026-03-09T00:00:00Z'",
                "--until 2026-03-09T10:00:00+02:00 | start:<'2026-03-09T08:00:00Z'",
                "--since 90m | start:>='2026-03-10T10:30:00Z'",
                "--since 2w --until 1d | start:>='2026-02-24T12:00:00Z'+start:<'2026-03-09T12:00:00Z'"
            })
    void narrowsTheTimeKey(String args, String filter) {
        assertEquals(filter, narrowed(Query.all(), args));
    }

    @Test
    void aFilterWithAnOrStaysOneCondition() {
        assertEquals(
                "(state:'open',status:'20')+start:>='2026-03-09T00:00:00Z'",
                narrowed(Query.parse("state:'open',status:'20'"), "--since 2026-03-09"));
    }

    private static String narrowed(Query query, String args) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(args.split(" "));
        return holder.range.narrow(query, "start", NOW).filter().orElseThrow().toString();
    }
}
