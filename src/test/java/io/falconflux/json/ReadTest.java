package io.falconflux.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTest {

    @Test
    void textIsReadFromAnyScalar() throws IOException {
        assertEquals("a\u00e4\n", read("\"a\\u00e4\\n\"", Read::string));
        assertEquals("1.50", read("1.50", Read::string));
        assertEquals("true", read("true", Read::string));
        assertEquals("", read("\"\"", Read::string));
        assertNull(read("null", Read::string));
    }

    @Test
    void integersAreReadFromNumbersAndFromText() throws IOException {
        assertEquals(13, read("13", Read::integer));
        assertEquals(13, read("\"13\"", Read::integer));
        assertEquals(20, read("2e1", Read::integer));
        assertEquals(20, read("20.0", Read::integer));
        assertEquals(Integer.MIN_VALUE, read("-2147483648", Read::integer));
        assertEquals(Long.MAX_VALUE, read("9223372036854775807", Read::longInteger));
        assertEquals(Long.MIN_VALUE, read("\"-9223372036854775808\"", Read::longInteger));
        assertNull(read("null", Read::integer));
        assertNull(read("\"\"", Read::longInteger));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2147483648", "\"2147483648\"", "1.5", "\"1.5\"", "\"x\"", "true", "[]", "{}", "1e999999999"})
    void whatIsNoIntegerIsAnIoException(String json) {
        assertThrows(IOException.class, () -> read(json, Read::integer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "\"1e99\"", "0.1", "\"0x10\"", "false", "{}", "1e-999999999"})
    void whatIsNoLongIsAnIoException(String json) {
        assertThrows(IOException.class, () -> read(json, Read::longInteger));
    }

    @Test
    void floatsAreReadFromNumbersAndFromText() throws IOException {
        assertEquals(2.16e-7, read("2.16e-7", Read::floating));
        assertEquals(3.0, read("3", Read::floating));
        assertEquals(0.5, read("\"0.5\"", Read::floating));
        assertNull(read("null", Read::floating));
        assertThrows(IOException.class, () -> read("\"fast\"", Read::floating));
    }

    @Test
    void booleansAreReadFromTheirWordsOnly() throws IOException {
        assertEquals(true, read("true", Read::bool));
        assertEquals(false, read("\"false\"", Read::bool));
        assertNull(read("null", Read::bool));
        assertThrows(IOException.class, () -> read("1", Read::bool));
        assertThrows(IOException.class, () -> read("\"yes\"", Read::bool));
        assertThrows(IOException.class, () -> read("{}", Read::bool));
    }

    @Test
    void instantsAreReadFromTextOnly() throws IOException {
        assertEquals(
                Instant.ofEpochSecond(1720911745L, 7492834), read("\"2024-07-13T23:02:25.007492834Z\"", Read::instant));
        assertNull(read("null", Read::instant));
        assertNull(read("\"\"", Read::instant));
        assertThrows(IOException.class, () -> read("1720911745", Read::instant));
        assertThrows(IOException.class, () -> read("\"yesterday\"", Read::instant));
    }

    @Test
    void listsHaveNoNullsAndCannotBeChanged() throws IOException {
        List<String> list = read("[\"a\",null,\"b\"]", Read::strings);
        assertEquals(List.of("a", "b"), list);
        assertThrows(UnsupportedOperationException.class, () -> list.add("c"));
        assertEquals(List.of(), read("null", Read::strings));
        assertThrows(IOException.class, () -> read("\"a\"", Read::strings));
        assertThrows(IOException.class, () -> read("[{}]", Read::strings));
    }

    @Test
    void mapsKeepTheirOrderAndHaveNoNulls() throws IOException {
        Map<String, String> map = read("{\"b\":1,\"x\":null,\"a\":\"2\"}", p -> Read.map(p, Read::string));
        assertEquals(List.of("b", "a"), List.copyOf(map.keySet()));
        assertEquals(Map.of(), read("null", p -> Read.map(p, Read::string)));
        assertThrows(IOException.class, () -> read("[]", p -> Read.map(p, Read::string)));
    }

    @Test
    void theErrorNamesWhatIsMissing() {
        IOException e =
                assertThrows(IOException.class, () -> read("1", p -> Read.required(p, null, "Incident.incident_id")));
        assertTrue(e.getMessage().contains("Incident.incident_id"), e.getMessage());
    }

    private static <T> T read(String json, ElementReader<T> reader) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            T value = reader.read(parser);
            assertNull(parser.nextToken(), "the reader stopped before the end of the value");
            return value;
        }
    }
}
