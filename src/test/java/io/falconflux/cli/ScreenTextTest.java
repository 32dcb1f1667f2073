package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTextTest {

    @ParameterizedTest
    @CsvSource({"abc, 3", "'', 0", "漢字, 4", "e\u0301e, 2", "\ud83e\udd85, 2", "ﬀ, 1", "ｗ, 2"})
    void ideographsTakeTwoColumnsAndMarksNone(String text, int width) {
        assertEquals(width, ScreenText.width(text));
    }

    @Test
    void aTextIsCutAtItsEndOrInItsMiddle() {
        assertEquals("abcdef", ScreenText.cut("abcdef", 6, false));
        assertEquals("abcd…", ScreenText.cut("abcdef", 5, false));
        assertEquals("ab…ef", ScreenText.cut("abcdef", 5, true));
        assertEquals("…", ScreenText.cut("abcdef", 1, true));
        assertEquals("漢…", ScreenText.cut("漢字漢字", 4, false));
        assertEquals("漢…字", ScreenText.cut("漢字漢字", 6, true));
        assertEquals("e\u0301…", ScreenText.cut("e\u0301e\u0301e\u0301", 2, false));
    }

    @Test
    void paddingCountsColumnsToo() {
        assertEquals("漢 |", ScreenText.padded("漢", 3) + "|");
        assertEquals("abcd|", ScreenText.padded("abcd", 3) + "|");
    }

    @Test
    void coloursObeyTheEnvironmentAndTheTerminal() {
        assertEquals(Colours.ON, Colours.of(Map.of(), true));
        assertEquals(Colours.OFF, Colours.of(Map.of(), false));
        assertEquals(Colours.OFF, Colours.of(Map.of("NO_COLOR", "1"), true));
        assertEquals(Colours.ON, Colours.of(Map.of("NO_COLOR", ""), true));
        assertEquals(Colours.OFF, Colours.of(Map.of("NO_COLOR", "1", "CLICOLOR_FORCE", "1"), true));
        assertEquals(Colours.ON, Colours.of(Map.of("CLICOLOR_FORCE", "1"), false));
        assertEquals(Colours.OFF, Colours.of(Map.of("CLICOLOR_FORCE", "0"), false));
        assertEquals(Colours.OFF, Colours.of(Map.of("CLICOLOR", "0"), true));
        assertEquals(Colours.OFF, Colours.of(Map.of("TERM", "dumb"), true));
    }
}
