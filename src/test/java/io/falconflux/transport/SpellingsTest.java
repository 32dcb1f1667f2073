package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingsTest {

    private static final Pattern SECRET = Spellings.of("p&s+s w/ord%\"\\'=é<>A😀");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p&s+s w/ord%\"\\'=é<>A😀",
                "p%26s%2Bs%20w%2Ford%25%22%5C%27%3D%C3%A9%3C%3EA%F0%9F%98%80",
                "p%26s%2bs+w/ord%25%22%5c%27%3d%c3%a9%3c%3eA%f0%9f%98%80",
                "p&s+s w/ord%\\\"\\\\'=\\u00e9<>A\\ud83d\\ude00",
                "p\\u0026s+s w\\/ord%\\\\\\\"\\\\\\\\'=\\\\u00E9\\u003c>A😀",
                "p&amp;s+s w/ord%&quot;\\&#39;=&#xe9;&lt;&gt;A&#128512;",
            })
    void areRecognized(String spelling) {
        assertTrue(SECRET.matcher("so it is " + spelling + ", said").find());
    }

    @Test
    void ofAnythingElseAreNot() {
        assertFalse(SECRET.matcher("p&s+s w/ord").find());
        assertFalse(Spellings.of("abc123").matcher("abc 123 ABC123 %61bc123").find());
    }
}
