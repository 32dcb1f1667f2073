package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.QueryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortTest {

    @Test
    void theDotFormIsRead() {
        assertEquals(new SortKey("start").desc(), Sort.parse("start.desc"));
        assertEquals(new SortKey("device.hostname").asc(), Sort.parse(" device.hostname.asc "));
    }

    @Test
    void aSortIsItsRendering() {
        assertEquals(
                "modified_timestamp.asc",
                new SortKey("modified_timestamp").asc().toString());
        assertEquals("start.asc", Sort.parse("start.desc").reversed().toString());
    }

    @Test
    void thePipeFormIsRefusedWithTheDotForm() {
        String message = refusal("start|desc");
        assertTrue(message.contains("`start.desc`"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "start", ".desc", "start.", "start.up", "start.DESC", "desc", "a b.desc", "-start"})
    void otherFormsAreRefused(String text) {
        refusal(text);
    }

    private static String refusal(String text) {
        return assertThrows(QueryException.class, () -> Sort.parse(text)).getMessage();
    }
}
