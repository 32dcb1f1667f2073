package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import io.falconflux.fuzz.Fuzz;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Filters that are damaged: they are read, and then written as what they mean, or refused with a {@link QueryException}. */
class FqlFuzzTest {

    @Test
    void aDamagedFilterIsReadOrRefused() {
        Fuzz.run("fql", Fuzz.SHORT, FqlFuzzTest::parse);
    }

    @Test
    @Tag("slow")
    void aDamagedFilterIsReadOrRefusedForLong() {
        Fuzz.run("fql", Fuzz.LONG, FqlFuzzTest::parse);
    }

    private static void parse(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Fql filter;
        try {
            filter = Fql.parse(text);
        } catch (QueryException e) {
            // the message shows the filter, and where it goes wrong in it
            assertTrue(String.valueOf(e.getMessage()).length() < 1_000 + 3 * text.length());
            return;
        }
        assertEquals(filter, Fql.parse(filter.toString()));
    }
}
