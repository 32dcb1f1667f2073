package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.json.ElementCodec;
import io.falconflux.json.EnvelopeReader;
import io.falconflux.json.RawRow;
import io.falconflux.member.MemberItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberFormatTest {

    private static final String CID = "0000000000000000000000000000000a";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1.0,\"cid\":\"CID\",\"x\":[]} | {\"a\": 1.0,\"cid\":\"CID\",\"x\":[]}",
                "{\"cid\":\"0000000000000000000000000000000A-7F\"} | {\"cid\":\"0000000000000000000000000000000A-7F\"}",
                "{\"a\":1.0} | {\"member_cid\":\"CID\",\"a\":1.0}",
                "{ \"a\" : 1.0 } | {\"member_cid\":\"CID\",\"a\" : 1.0 }",
                "{\"cid\":\"other\"} | {\"member_cid\":\"CID\",\"cid\":\"other\"}",
                "{\"cid\":null} | {\"member_cid\":\"CID\",\"cid\":null}",
                "{\"inner\":{\"cid\":\"CID\"}} | {\"member_cid\":\"CID\",\"inner\":{\"cid\":\"CID\"}}",
                "{} | {\"member_cid\":\"CID\"}",
            })
    void aRowThatTellsWhoseItIsStaysAsItCameAndAnyOtherIsToldBefore(String row, String line) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MemberFormat.rawLine(new MemberItem<>(CID, raw(row.replace("CID", CID))), out);
        assertEquals(line.replace("CID", CID) + "\n", out.toString(StandardCharsets.UTF_8));
    }

    private static RawRow raw(String row) throws IOException {
        byte[] reply = ("{\"resources\":[" + row + "]}").getBytes(StandardCharsets.UTF_8);
        return EnvelopeReader.read(reply, ElementCodec.raw(List.of()))
                .resources()
                .get(0);
    }
}
