package io.falconflux.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawRowTest {

    private static final ElementCodec<RawRow> CODEC =
            ElementCodec.raw(List.of("incident_id", "start", "status", "flag"));

    @Test
    void everyByteOfARowIsKept() throws IOException {
        String row = "{ \"incident_id\" :\"inc:1\",\"unknown\":{\"x\":[1.50,1E+2,\"\\u00e4\u00e4\\/\"]},\"n\":1.0e-7 }";
        RawRow read = one("{\"resources\":[ " + row + " ]}");
        assertEquals(row, read.toString());
        assertArrayEquals(row.getBytes(UTF_8), read.toByteArray());
        assertEquals(row.getBytes(UTF_8).length, read.length());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        read.writeTo(out);
        assertArrayEquals(row.getBytes(UTF_8), out.toByteArray());
    }

    @Test
    void neighboursAreCutApart() throws IOException {
        List<RawRow> rows = rows("{\"resources\":[{\"a\":1},{\"a\":2} , {\"a\":{\"b\":[]}},{}],\"meta\":{}}");
        assertEquals(
                List.of("{\"a\":1}", "{\"a\":2}", "{\"a\":{\"b\":[]}}", "{}"),
                rows.stream().map(RawRow::toString).toList());
    }

    @Test
    void rowsThatAreNoObjectsAreCutOutToo() throws IOException {
        assertEquals(
                List.of("\"inc:\\u00e4\"", "12.50", "[1, [2]]", "true", "-0", "\"\""),
                rows("{\"resources\":[\"inc:\\u00e4\",12.50,[1, [2]],true, -0 ,\"\"]}").stream()
                        .map(RawRow::toString)
                        .toList());
    }

    @Test
    void nullRowsAreLeftOut() throws IOException {
        assertEquals(1, rows("{\"resources\":[null,{\"a\":1},null]}").size());
    }

    @Test
    void valuesAreCapturedOnTheWay() throws IOException {
        RawRow row = one("""
                {"resources":[{"nested":{"incident_id":"no"},"incident_id":"inc:\\u00e4","status":20,"flag":true,
                "start":null,"other":"x"}]}""");
        assertEquals("inc:\u00e4", row.value("incident_id"));
        assertEquals("20", row.value("status"));
        assertEquals("true", row.value("flag"));
        assertNull(row.value("start"));
        assertNull(row.value("other"), "nobody asked for it");
    }

    @Test
    void aCapturedPropertyThatHoldsNoScalarIsNull() throws IOException {
        RawRow row = one("{\"resources\":[{\"incident_id\":{\"x\":1},\"status\":[20]}]}");
        assertNull(row.value("incident_id"));
        assertNull(row.value("status"));
        assertEquals("{\"incident_id\":{\"x\":1},\"status\":[20]}", row.toString());
    }

    @Test
    void aPrettyPrintedRowBecomesOneLine() throws IOException {
        String pretty = """
                {
                  "resources" : [ {
                    "incident_id" : "inc:1",\r
                    "text" : "two\\nlines",
                    "list" : [
                      1,
                      2
                    ]
                  } ]
                }
                """;
        RawRow row = one(pretty);
        assertFalse(row.toString().contains("\n"));
        assertFalse(row.toString().contains("\r"));
        assertEquals(row.toByteArray().length, row.length());
        assertEquals("inc:1", row.value("incident_id"));
        JsonNode tree = new ObjectMapper().readTree(row.toByteArray());
        assertEquals("two\nlines", tree.get("text").asText());
        assertEquals(2, tree.get("list").get(1).asInt());
    }

    @Test
    void aByteOrderMarkDoesNotShiftTheCut() throws IOException {
        assertEquals(
                "{\"incident_id\":\"inc:1\"}",
                one("\ufeff{\"resources\":[{\"incident_id\":\"inc:1\"}]}").toString());
    }

    @Test
    void aBodyOfAnotherEncodingIsNotCutAtRandom() {
        for (Charset charset : List.of(UTF_16, UTF_16LE)) {
            byte[] body = "{\"resources\":[{\"incident_id\":\"inc:1\"}]}".getBytes(charset);
            assertThrows(IOException.class, () -> EnvelopeReader.read(body, CODEC), charset.name());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resources\":[{\"a\":1",
                "{\"resources\":[{\"a\":\"1",
                "{\"resources\":[{\"a\":1}",
                "{\"resources\":[{\"a\":1}{\"b\":1}]}",
                "{\"resources\":[{\"a\":\"line\nbreak\"}]}"
            })
    void aBrokenRowIsAnIoException(String body) {
        assertThrows(IOException.class, () -> rows(body));
    }

    @Property(tries = 300)
    void whateverTheTextsRowsComeOutAsTheyWentIn(@ForAll @Size(max = 5) List<String> texts) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> written = new ArrayList<>();
        for (String text : texts) {
            written.add(mapper.writeValueAsString(Map.of("text", text, "incident_id", text)));
        }
        byte[] body = ("{\"resources\":[" + String.join(",\n", written) + "]}").getBytes(UTF_8);
        List<RawRow> read = EnvelopeReader.read(body, CODEC).resources();
        assertEquals(texts.size(), read.size());
        for (int i = 0; i < read.size(); i++) {
            assertArrayEquals(written.get(i).getBytes(UTF_8), read.get(i).toByteArray());
        }
    }

    private static RawRow one(String body) throws IOException {
        List<RawRow> rows = rows(body);
        assertEquals(1, rows.size());
        return rows.get(0);
    }

    private static List<RawRow> rows(String body) throws IOException {
        return EnvelopeReader.read(body.getBytes(UTF_8), CODEC).resources();
    }
}
