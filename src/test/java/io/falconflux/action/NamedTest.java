package io.falconflux.action;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.error.ApiError;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamedTest {

    @Test
    void anIdIsNamedByTheErrorsOwnId() {
        Named named = named(List.of("inc:a:1", "inc:a:2"), new ApiError(404, "not found", "inc:a:2"));
        assertEquals("not found", named.words().get("inc:a:2"));
        assertEquals(List.of("inc:a:1"), named.others());
        assertEquals("", named.nameless());
    }

    @Test
    void anIdIsNamedInTheWordsWhateverStandsAroundIt() {
        for (String text : List.of(
                "invalid incident id=inc:a:2",
                "inc:a:2: incident not found",
                "'inc:a:2' not found",
                "not found:inc:a:2",
                "incident INC:A:2.")) {
            assertEquals(
                    Set.of("inc:a:2"), named(text, "inc:a:1", "inc:a:2").words().keySet(), text);
        }
    }

    @Test
    void anIdIsNotNamedByALongerOne() {
        assertEquals(
                Set.of("inc:a:12"),
                named("invalid id=inc:a:12", "inc:a:1", "inc:a:12", "a:1")
                        .words()
                        .keySet());
        assertEquals(Set.of(), named("invalid id=inc:a:12", "inc:a:1").words().keySet());
    }

    @Test
    void idsThatAreNoWordsAreNamedToo() {
        assertEquals(
                Set.of("a b!"),
                named("invalid incident id=a b!", "a b!", "c", "").words().keySet());
    }

    @Test
    void anErrorWithATraceIdForItsIdIsAboutNobody() {
        Named named = named(List.of("inc:a:1"), new ApiError(503, "try later", "0a0b-trace"));
        assertEquals("try later", named.nameless());
        assertEquals(List.of("inc:a:1"), named.others());
    }

    @Test
    void anErrorWithoutWordsStillSaysSomething() {
        assertEquals(
                "error 503", named(List.of("x"), new ApiError(503, "", null)).nameless());
    }

    @Test
    void oneErrorMayNameSeveral() {
        assertEquals(
                Set.of("inc:a:1", "inc:a:2"),
                named("not found: inc:a:1, inc:a:2", "inc:a:1", "inc:a:2", "inc:a:3")
                        .words()
                        .keySet());
    }

    private static Named named(String text, String... ids) {
        return named(Stream.of(ids).toList(), Errors.words(text));
    }

    private static Named named(List<String> ids, ApiError error) {
        return Named.in(ids, List.of(error));
    }
}
