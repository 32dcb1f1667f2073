package io.falconflux.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.falconflux.fuzz.Fuzz;
import io.falconflux.incidents.BehaviorReader;
import io.falconflux.incidents.EnvironmentScoreReader;
import io.falconflux.incidents.IncidentReader;
import io.falconflux.incidents.UpdateResultsReader;
import io.falconflux.oauth2.AccessTokenResponseReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bodies that are damaged: they are read, or refused with an {@link IOException}. */
class EnvelopeFuzzTest {

    private static final ElementCodec<RawRow> RAW = ElementCodec.raw(List.of("incident_id", "start", "status"));

    private static final List<ElementCodec<?>> CODECS = List.of(
            ElementCodec.STRINGS,
            ElementCodec.NOTHING,
            ElementCodec.of(IncidentReader::read),
            ElementCodec.of(BehaviorReader::read),
            ElementCodec.of(EnvironmentScoreReader::read),
            ElementCodec.of(UpdateResultsReader::read),
            ElementCodec.bare(AccessTokenResponseReader::read));

    @Test
    void aDamagedBodyIsReadOrRefused() {
        Fuzz.run("envelope", Fuzz.SHORT, EnvelopeFuzzTest::read);
    }

    @Test
    @Tag("slow")
    void aDamagedBodyIsReadOrRefusedForLong() {
        Fuzz.run("envelope", Fuzz.LONG, EnvelopeFuzzTest::read);
    }

    private static void read(byte[] body) throws IOException {
        for (ElementCodec<?> codec : CODECS) {
            try {
                EnvelopeReader.read(body, codec);
            } catch (IOException e) {
                // refused
            }
        }
        rows(body);
    }

    /** What was taken out of a body as it is can be read by itself, and is the same. */
    private static void rows(byte[] body) throws IOException {
        List<RawRow> rows;
        try {
            rows = EnvelopeReader.read(body, RAW).resources();
        } catch (IOException e) {
            return;
        }
        for (RawRow row : rows.subList(0, Math.min(20, rows.size()))) {
            String text = row.toString();
            assertFalse(text.contains("\n") || text.contains("\r"), text);
            byte[] alone = ("{\"resources\":[" + text + "]}").getBytes(UTF_8);
            RawRow again = EnvelopeReader.read(alone, RAW).resources().get(0);
            assertEquals(text, again.toString());
            assertEquals(row.value("incident_id"), again.value("incident_id"));
        }
    }
}
