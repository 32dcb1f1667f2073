package io.falconflux.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.error.FalconException;
import io.falconflux.fuzz.Fuzz;
import io.falconflux.json.ElementCodec;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replies that are damaged: each becomes a reply or an error of the family, whose message a person can read. */
class ReplyFuzzTest {

    private static final ApiCall CALL = ApiCall.to(ExchangeFixture.RETIRED)
            .header("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.token")
            .build();
    private static final List<Integer> STATUS = List.of(200, 308, 400, 401, 404, 429, 500, 999);
    private static final int MOST = 2_000;

    @Test
    void aDamagedBodyIsAReplyOrAnErrorWithAMessageInOneLine() {
        Fuzz.run("envelope", Fuzz.SHORT, body -> decode(Map.of(), body));
    }

    @Test
    void damagedHeadersAreNoObstacle() {
        Fuzz.run("headers", Fuzz.SHORT, text -> decode(headers(text), new byte[0]));
    }

    @Test
    @Tag("slow")
    void aDamagedBodyIsAReplyOrAnErrorForLong() {
        Fuzz.run("envelope", Fuzz.LONG, body -> decode(Map.of(), body));
    }

    private static void decode(Map<String, String> headers, byte[] body) {
        for (int status : STATUS) {
            try {
                ApiReply<String> reply = ReplyDecoder.decode(CALL, status, headers, body, ElementCodec.STRINGS);
                reply.served();
                readable(reply.errorText());
            } catch (FalconException e) {
                readable(String.valueOf(e.getMessage()));
            }
        }
        Deprecations deprecations = new Deprecations(deprecation -> readable(deprecation.message()));
        deprecations.look(CALL, headers);
        new Wiretap(ReplyFuzzTest::readableLine, false).received(CALL, 200, headers, body);
    }

    private static void readable(String text) {
        assertTrue(text.length() <= MOST, () -> text.length() + " characters: " + text.substring(0, MOST));
        readableLine(text);
    }

    private static void readableLine(String text) {
        assertEquals(List.of(), text.chars().filter(c -> c < ' ').boxed().toList(), text);
    }

    private static Map<String, String> headers(byte[] text) {
        Map<String, String> headers = new HashMap<>();
        new String(text, StandardCharsets.ISO_8859_1).lines().forEach(line -> {
            int colon = Math.max(0, line.indexOf(':'));
            headers.put(
                    line.substring(0, colon).replaceAll("\\p{Cntrl}", ""),
                    line.substring(colon).strip());
        });
        return headers;
    }
}
