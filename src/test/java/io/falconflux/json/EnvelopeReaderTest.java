package io.falconflux.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.ApiError;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReaderTest {

    private static final String EMPTY_PAGE = """
            {"meta":{"query_time":0.003925287,"pagination":{"offset":0,"limit":100,"total":0},
             "powered_by":"incident-api","trace_id":"15c77695-57f4-4fb9-bce2-93a3bfa4dc49"},"resources":[],"errors":[]}
            """;

    @Test
    void anEmptyPageHasItsMetaAndNothingElse() throws IOException {
        Envelope<String> page = strings(EMPTY_PAGE);
        assertEquals(0.003925287, page.meta().queryTime());
        assertEquals("incident-api", page.meta().poweredBy());
        assertEquals("15c77695-57f4-4fb9-bce2-93a3bfa4dc49", page.meta().traceId());
        assertEquals(new Paging(100, 0, 0, null), page.meta().pagination());
        assertEquals(List.of(), page.resources());
        assertEquals(List.of(), page.errors());
    }

    @Test
    void aPageOfIdsKeepsTheirOrder() throws IOException {
        Envelope<String> page = strings("""
                {"meta":{"pagination":{"limit":500,"offset":1000,"total":12960}},"resources":["inc:b","inc:a"]}""");
        assertEquals(List.of("inc:b", "inc:a"), page.resources());
        assertEquals(new Paging(500, 1000, 12960, null), page.meta().pagination());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}| false",
                "{\"meta\":null,\"resources\":null,\"errors\":null}| false",
                "{\"resources\":[]}| true",
                "{\"errors\":[null],\"resources\":[null,null]}| true",
                "{\"other\":{\"deep\":[1,{\"a\":[]}]},\"more\":\"text\"}| false"
            })
    void absentAndNullAndEmptyAreEmptyAndToldApart(String body, boolean listed) throws IOException {
        assertEquals(new Envelope<>(Meta.NONE, List.of(), List.of(), listed), strings(body));
    }

    @Test
    void nullPartsOfTheMetaAreAbsent() throws IOException {
        Meta meta = strings("{\"meta\":{\"query_time\":null,\"trace_id\":null,\"pagination\":null,\"writes\":null}}")
                .meta();
        assertEquals(Meta.NONE, meta);
    }

    @Test
    void nullsAmongTheResourcesAreLeftOut() throws IOException {
        assertEquals(
                List.of("a", "b"),
                strings("{\"resources\":[null,\"a\",null,\"b\",null]}").resources());
    }

    @Test
    void unknownPartsAreSkippedWhereverTheyStand() throws IOException {
        Envelope<String> page = strings("""
                {"x":[[{"resources":["no"]}]],"meta":{"new":{"trace_id":"no"},"trace_id":"yes",
                 "pagination":{"x":[1],"total":3}},"resources":["a"],"errors":[{"code":5,"message":"m","y":{}}],"z":1.5}""");
        assertEquals("yes", page.meta().traceId());
        assertEquals(List.of("a"), page.resources());
        assertEquals(List.of(new ApiError(5, "m", null)), page.errors());
        assertEquals(new Paging(0, 0, 3, null), page.meta().pagination());
    }

    @ParameterizedTest
    @ValueSource(strings = {"404", "\"404\""})
    void anErrorCodeIsANumberOrTheTextOfOne(String code) throws IOException {
        assertEquals(
                List.of(new ApiError(404, "gone", "inc:1")),
                strings("{\"errors\":[{\"code\":" + code + ",\"message\":\"gone\",\"id\":\"inc:1\"}]}")
                        .errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"not_found\"", "null", "{\"a\":1}", "[7]", "true", "\"\"", "1e400"})
    void anErrorCodeOfAnyOtherKindCountsAsNone(String code) throws IOException {
        assertEquals(
                List.of(new ApiError(0, "gone", null)),
                strings("{\"errors\":[{\"code\":" + code + ",\"message\":\"gone\"}]}")
                        .errors());
    }

    @Test
    void anErrorWithoutTextHasEmptyText() throws IOException {
        assertEquals(
                List.of(new ApiError(400, "", null), new ApiError(0, "just words", null)),
                strings("{\"errors\":[{\"code\":400,\"message\":null},\"just words\"]}")
                        .errors());
    }

    @Test
    void partialSuccessKeepsTheResourcesBesideTheErrors() throws IOException {
        Envelope<String> page = strings("{\"errors\":[{\"code\":500,\"message\":\"shard\"}],\"resources\":[\"a\"]}");
        assertEquals(List.of("a"), page.resources());
        assertEquals(1, page.errors().size());
    }

    @Test
    void numbersMayBeStrings() throws IOException {
        Meta meta = strings("""
                        {"meta":{"query_time":"2.16e-7","pagination":{"limit":"50","offset":"7","total":"12960"},
                         "writes":{"resources_affected":"3"}}}""").meta();
        assertEquals(2.16e-7, meta.queryTime());
        assertEquals(new Paging(50, 7, 12960, null), meta.pagination());
        assertEquals(3, meta.resourcesAffected());
    }

    @Test
    void aCursorInThePlaceOfTheOffsetDoesNoHarm() throws IOException {
        Meta meta = strings("{\"meta\":{\"pagination\":{\"offset\":\"WzE2\",\"after\":\"next\",\"total\":-1}}}")
                .meta();
        assertEquals(new Paging(0, 0, 0, "next"), meta.pagination());
    }

    @Test
    void everyCutLeavesNoEnvelope() {
        byte[] body = """
                {"meta":{"query_time":0.1,"trace_id":"t"},"resources":["a","b\\u00e4"],"errors":[{"code":1,"message":"m"}]}""".getBytes(UTF_8);
        for (int length = 0; length < body.length; length++) {
            byte[] cut = Arrays.copyOf(body, length);
            assertThrows(
                    IOException.class,
                    () -> EnvelopeReader.read(cut, ElementCodec.STRINGS),
                    () -> "a body of " + cut.length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "null",
                "true",
                "[]",
                "\"text\"",
                "<html><body>502 Bad Gateway</body></html>",
                "{\"resources\":[]} {}",
                "{\"resources\":[]}]",
                "{\"resources\":[]} trailing",
                "{\"resources\":{}}",
                "{\"resources\":\"a\"}",
                "{\"resources\":[[\"a\"]]}",
                "{\"meta\":[]}",
                "{\"meta\":{\"pagination\":7}}",
                "{\"errors\":[[]]}",
                "{\"errors\":[7]}",
                "{resources:[]}",
                "{'resources':[]}",
                "{\"resources\":[\"a\",]}",
                "{\"resources\":[NaN]}"
            })
    void whatIsNoEnvelopeIsAnIoException(String body) {
        assertThrows(IOException.class, () -> strings(body));
    }

    @Test
    void nestingWithoutEndIsAnIoException() {
        assertThrows(IOException.class, () -> strings("{\"x\":" + "[".repeat(100_000)));
    }

    @Test
    void aBareBodyIsTheOneElement() throws IOException {
        Envelope<List<String>> reply = EnvelopeReader.read(
                "{\"a\":\"b\"}".getBytes(UTF_8),
                ElementCodec.bare(p -> Read.map(p, Read::string).entrySet().stream()
                        .map(Object::toString)
                        .toList()));
        assertEquals(List.of(List.of("a=b")), reply.resources());
        assertEquals(Meta.NONE, reply.meta());
    }

    @Test
    void elementsThatNobodyWantsAreSkipped() throws IOException {
        Envelope<Object> reply = EnvelopeReader.read(
                "{\"resources\":[{\"a\":[1]},2,\"x\"],\"meta\":{\"trace_id\":\"t\"}}".getBytes(UTF_8),
                ElementCodec.NOTHING);
        assertTrue(reply.resources().isEmpty());
        assertEquals("t", reply.meta().traceId());
        assertNull(reply.meta().pagination());
    }

    private static Envelope<String> strings(String body) throws IOException {
        return EnvelopeReader.read(body.getBytes(UTF_8), ElementCodec.STRINGS);
    }
}
