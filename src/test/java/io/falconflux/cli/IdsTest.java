package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static List<String> piped(String text) {
        return Ids.of(List.of("-"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void linesOfAnySystemAreRead() {
        assertEquals(List.of("inc:1", "inc:2", "inc:3"), piped("\uFEFFinc:1\r\n\n  inc:2\t\ninc:3"));
    }

    @Test
    void nothingIsAnError() {
        assertThrows(UsageException.class, () -> piped("\uFEFF\n"));
    }

    @Test
    void aDashStandsAlone() {
        assertThrows(UsageException.class, () -> Ids.of(List.of("inc:1", "-"), new ByteArrayInputStream(new byte[0])));
    }
}
