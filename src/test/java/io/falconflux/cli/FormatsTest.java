package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.json.ElementCodec;
import io.falconflux.json.EnvelopeReader;
import io.falconflux.json.RawRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatsTest {

    @Test
    void cellsThatWouldRunAsFormulasAreDefusedAndNumbersAreNot() throws IOException {
        CsvFormat csv = new CsvFormat(List.of("a", "b", "c", "d", "e"));

        String text =
                written(csv, "{\"a\":\"=1+1\",\"b\":\"@sum\",\"c\":-5,\"d\":\"-5\",\"e\":\"\\tx\",\"unknown\":1}");

        assertEquals("a,b,c,d,e\r\n'=1+1,'@sum,-5,'-5,'\tx\r\n", text);
    }

    @Test
    void quotesCommasAndLinesSurviveInACell() throws IOException {
        CsvFormat csv = new CsvFormat(List.of("a", "b", "c", "d"));

        String text = written(csv, "{\"a\":\"x, \\\"y\\\"\",\"b\":\"one\\ntwo\",\"c\":[],\"d\":[\"t\",{\"u\":0.10}]}");

        assertEquals("a,b,c,d\r\n\"x, \"\"y\"\"\",\"one\ntwo\",,\"[\"\"t\"\",{\"\"u\"\":0.10}]\"\r\n", text);
    }

    @Test
    void theTableIsAlignedAndTakesControlCharactersOut() throws IOException {
        TableFormat table = new TableFormat(List.of("start", "status", "name", "incident_id"));

        String text = written(
                table,
                "{\"start\":\"2026-01-02T03:04:05.678Z\",\"status\":40,\"name\":\"\\u001b[31mred \\ud83e\\udd85\","
                        + "\"incident_id\":\"inc:1\"}");

        assertEquals("""
                START                 STATUS       NAME                      INCIDENT ID
                2026-01-02T03:04:05Z  closed        [31mred \ud83e\udd85                inc:1
                """, text);
    }

    @Test
    void aLongCellIsCutAndTheIdIsNot() throws IOException {
        TableFormat table = new TableFormat(List.of("name", "incident_id"));

        String text =
                written(table, "{\"name\":\"" + "n".repeat(50) + "\",\"incident_id\":\"inc:" + "f".repeat(65) + "\"}");

        assertTrue(text.endsWith("\n" + "n".repeat(21) + "...  inc:" + "f".repeat(65) + "\n"), text);
    }

    private static String written(RowFormat<RawRow> format, String row) throws IOException {
        byte[] body = ("{\"resources\":[" + row + "]}").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.head(out);
        for (RawRow raw : EnvelopeReader.read(body, ElementCodec.raw(List.of())).resources()) {
            format.row(raw, out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
