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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FormatsTest {

    private static final String ROW =
            "{\"start\":\"2026-01-02T03:04:05.678Z\",\"status\":40,\"fine_score\":13,\"name\":\""
                    + "漢字e\u0301".repeat(20)
                    + "\",\"state\":\"open\",\"assigned_to_name\":\"Ada\",\"incident_id\":\"inc:"
                    + "0".repeat(32) + ":" + "f".repeat(32) + "\"}";

    @Test
    void cellsThatWouldRunAsFormulasAreDefusedAndNumbersAreNot() throws IOException {
        CsvFormat csv = new CsvFormat(fields("a", "b", "c", "d", "e"), false);

        String text =
                written(csv, "{\"a\":\"=1+1\",\"b\":\"@sum\",\"c\":-5,\"d\":\"-5\",\"e\":\"\\tx\",\"unknown\":1}");

        assertEquals("a,b,c,d,e\r\n'=1+1,'@sum,-5,'-5,'\tx\r\n", text);
    }

    @Test
    void formulasStayLiveWhereThatIsAskedFor() throws IOException {
        CsvFormat csv = new CsvFormat(fields("a", "b"), true);

        assertEquals("a,b\r\n=1+1,-5\r\n", written(csv, "{\"a\":\"=1+1\",\"b\":\"-5\"}"));
    }

    @Test
    void whatLiesInsideIsReachedByDotsAndThroughLists() throws IOException {
        CsvFormat csv = new CsvFormat(fields("hosts.name", "one.two", "gone.two"), false);

        String text =
                written(csv, "{\"hosts\":[{\"name\":\"=a\"},{},{\"name\":\"b\"}],\"one\":{\"two\":3},\"gone\":null}");

        assertEquals("hosts.name,one.two,gone.two\r\n\"[\"\"=a\"\",\"\"b\"\"]\",3,\r\n", text);
    }

    @Test
    void someFieldsKeepTheShapeOfTheRowAndTheOrderAsked() throws IOException {
        Projection lines = new Projection(fields("score", "hosts.name", "hosts.os", "id", "gone"));

        String text = written(
                lines,
                "{\"id\":\"x\",\"hosts\":[{\"os\":1,\"name\":\"a\",\"more\":2},{\"name\":\"\\u2028\"}],\"score\":0.10}");

        assertEquals(
                "{\"score\":0.10,\"hosts\":[{\"name\":\"a\",\"os\":1},{\"name\":\"\u2028\",\"os\":null}],\"id\":\"x\",\"gone\":null}\n",
                text);
    }

    @Test
    void aTableFitsTheScreenAndWhatIsNeededLeastIsLeftOut() throws IOException {
        for (int width : new int[] {200, 120, 100, 80, 60, 40}) {
            TableFormat table = new TableFormat(
                    fields("start", "status", "fine_score", "name", "state", "assigned_to_name", "incident_id"),
                    true,
                    width,
                    Colours.OFF);
            String text = written(table, ROW);
            assertTrue(text.lines().allMatch(line -> ScreenText.width(line) <= width), text);
            assertTrue(text.contains("START") && text.contains("INCIDENT"), text);
        }
    }

    @Test
    void aTableOfChosenFieldsHasThemAllHoweverNarrowTheScreen() throws IOException {
        TableFormat table = new TableFormat(fields("start", "name", "incident_id", "state"), false, 30, Colours.OFF);

        String text = written(table, ROW);

        assertTrue(text.lines().allMatch(line -> ScreenText.width(line) <= 30), text);
        assertTrue(text.lines().allMatch(line -> line.split(" {2,}").length == 4), text);
    }

    @Test
    void theHeadIsBoldWhereColoursAreWanted() throws IOException {
        TableFormat table = new TableFormat(fields("state"), true, 0, Colours.ON);

        assertEquals("\u001b[1mSTATE\u001b[0m\nopen\n", written(table, ROW));
    }

    @Test
    void quotesCommasAndLinesSurviveInACell() throws IOException {
        CsvFormat csv = new CsvFormat(fields("a", "b", "c", "d"), false);

        String text = written(csv, "{\"a\":\"x, \\\"y\\\"\",\"b\":\"one\\ntwo\",\"c\":[],\"d\":[\"t\",{\"u\":0.10}]}");

        assertEquals("a,b,c,d\r\n\"x, \"\"y\"\"\",\"one\ntwo\",,\"[\"\"t\"\",{\"\"u\"\":0.10}]\"\r\n", text);
    }

    @Test
    void theTableIsAlignedAndTakesControlCharactersOut() throws IOException {
        TableFormat table = new TableFormat(fields("start", "status", "name", "incident_id"), true, 0, Colours.OFF);

        String text = written(
                table,
                "{\"start\":\"2026-01-02T03:04:05.678Z\",\"status\":40,\"name\":\"\\u001b[31mred \\ud83e\\udd85\","
                        + "\"incident_id\":\"inc:1\"}");

        assertEquals("""
                START                 STATUS       NAME                      INCIDENT ID
                2026-01-02T03:04:05Z  closed        [31mred \ud83e\udd85               inc:1
                """, text);
    }

    @Test
    void aLongCellIsCutAndTheIdIsNot() throws IOException {
        TableFormat table = new TableFormat(fields("name", "incident_id"), true, 0, Colours.OFF);

        String text =
                written(table, "{\"name\":\"" + "n".repeat(50) + "\",\"incident_id\":\"inc:" + "f".repeat(65) + "\"}");

        assertTrue(text.endsWith("\n" + "n".repeat(23) + "…  inc:" + "f".repeat(65) + "\n"), text);
    }

    private static List<FieldPath> fields(String... names) {
        return Stream.of(names).map(FieldPath::of).toList();
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
