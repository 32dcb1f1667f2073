package io.falconflux.incidents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.falconflux.json.ElementCodec;
import io.falconflux.json.ElementReader;
import io.falconflux.json.Envelope;
import io.falconflux.json.EnvelopeReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated readers on replies as they were seen, in files that are named by the call. */
class ReadersTest {

    @Test
    void anIncidentAsItWasSeenIsReadInFull() throws IOException {
        Envelope<Incident> reply = fixture("GetIncidents.json", IncidentReader::read);
        assertNull(reply.meta().pagination());
        Incident incident = reply.resources().get(0);
        assertEquals("inc:0123456789abcdef0123456789abcdef:fedcba9876543210fedcba9876543210", incident.incidentId());
        assertEquals(1L, incident.incidentType());
        assertEquals(Instant.parse("2024-01-15T10:01:02Z"), incident.created());
        assertEquals(Instant.parse("2024-01-15T10:00:00Z"), incident.start());
        assertEquals(Instant.parse("2024-01-15T10:00:05Z"), incident.end());
        assertEquals(Instant.parse("2024-07-13T23:02:25.007492834Z"), incident.modifiedTimestamp());
        assertSame(IncidentState.OPEN, incident.state());
        assertSame(IncidentStatus.NEW, incident.status());
        assertEquals("START", incident.emailState());
        assertEquals(13, incident.fineScore());
        assertEquals(List.of("Falcon Overwatch"), incident.tactics());
        assertEquals(List.of("Malicious Activity"), incident.techniques());
        assertEquals(List.of("Falcon Detection Method"), incident.objectives());
        assertEquals(List.of("0123456789abcdef0123456789abcdef"), incident.hostIds());
        assertNull(incident.name());
        assertNull(incident.assignedTo());
        assertEquals(List.of(), incident.tags());
        assertEquals(List.of(), incident.eventsHistogram());
    }

    @Test
    void aHostKeepsItsNumbersAndTimesAsText() throws IOException {
        DeviceDetail host = fixture("GetIncidents.json", IncidentReader::read)
                .resources()
                .get(0)
                .hosts()
                .get(0);
        assertEquals("WIN10", host.hostname());
        assertEquals("10", host.majorVersion());
        assertEquals("0", host.platformId());
        assertEquals("1", host.productType());
        assertEquals("2024-01-15T10:00:00Z", host.modifiedTimestamp());
        assertEquals(List.of("OU=Clients"), host.ou());
        assertEquals(List.of(), host.notes());
    }

    @Test
    void aBehaviorAsItWasSeenIsReadInFull() throws IOException {
        Behavior behavior =
                fixture("GetBehaviors.json", BehaviorReader::read).resources().get(0);
        assertEquals("ind:0123456789abcdef0123456789abcdef:45890386125841-10264-352683776", behavior.behaviorId());
        assertEquals(364, behavior.patternId());
        assertEquals(0, behavior.templateInstanceId());
        assertEquals(Instant.parse("2023-12-05T11:22:33.456Z"), behavior.timestamp());
        assertEquals("GainAccess__PrivilegeEscalation__AccessTokenManipulation__0__0__0__0", behavior.compoundTto());
        assertEquals(1, behavior.incidentIds().size());
        assertEquals(behavior.incidentId(), behavior.incidentIds().get(0));
        assertEquals(List.of(), behavior.detectionIds());
        assertEquals(0, behavior.patternDisposition());
        PatternDisposition flags = Objects.requireNonNull(behavior.patternDispositionDetails());
        assertEquals(true, flags.indicator());
        assertEquals(false, flags.detect());
        assertNull(flags.mfaRequired(), "the older payloads lack it");
    }

    @Test
    void aScoreKeepsItsIdWithBlanksAndPlus() throws IOException {
        Envelope<EnvironmentScore> reply = fixture("CrowdScore.json", EnvironmentScoreReader::read);
        assertEquals(12960, Objects.requireNonNull(reply.meta().pagination()).total());
        EnvironmentScore score = reply.resources().get(0);
        assertEquals("0123456789abcdef0123456789abcdef_2020-05-18 07:38:05.219 +0000 UTC", score.id());
        assertEquals(Instant.parse("2020-05-18T07:38:05.219Z"), score.timestamp());
        assertEquals(3, score.score());
        assertEquals(3, score.adjustedScore());
    }

    @Test
    void anActionThatAnswersWithMetaAloneHasNoResults() throws IOException {
        Envelope<UpdateResults> reply = fixture("PerformIncidentAction.json", UpdateResultsReader::read);
        assertEquals(List.of(), reply.resources());
        assertEquals("incident-api", reply.meta().poweredBy());
    }

    @Test
    void whatTheDocumentDoesNotKnowIsSkipped() throws IOException {
        Incident incident = incident("""
                {"incident_id":"i","visibility":1,"grouping_ids":["a",["b"]],"x":{"incident_id":"no","y":{}},"name":"n"}""");
        assertEquals(Incident.builder().incidentId("i").name("n").build(), incident);
    }

    @Test
    void nullListsAndNullScalarsAreAbsent() throws IOException {
        Incident incident = incident("""
                {"incident_id":"i","tags":null,"hosts":null,"host_ids":[null,"h"],"status":null,"state":null,"start":null,
                 "fine_score":null,"lm_hosts_capped":null,"events_histogram":null}""");
        assertEquals(Incident.builder().incidentId("i").hostIds(List.of("h")).build(), incident);
    }

    @Test
    void numbersMayBeStringsAndTextMayBeNumbers() throws IOException {
        Incident incident = incident("{\"incident_id\":7,\"fine_score\":\"13\",\"status\":\"40\",\"lm_types\":\"9\"}");
        assertEquals("7", incident.incidentId());
        assertEquals(13, incident.fineScore());
        assertSame(IncidentStatus.CLOSED, incident.status());
        assertEquals(9L, incident.lmTypes());
    }

    @Test
    void aStatusAndAStateThatNobodyKnowsAreKept() throws IOException {
        Incident incident = incident("{\"incident_id\":\"i\",\"state\":\"merged\",\"status\":77}");
        assertEquals(IncidentState.of("merged"), incident.state());
        assertEquals("merged", String.valueOf(incident.state()));
        assertEquals(new IncidentStatus(77), incident.status());
    }

    @Test
    void stateAndStatusAreReadApart() throws IOException {
        Incident incident = incident("{\"incident_id\":\"i\",\"state\":\"closed\",\"status\":20}");
        assertSame(IncidentState.CLOSED, incident.state());
        assertSame(IncidentStatus.NEW, incident.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"incident_id\":null}",
                "{\"incident_id\":\"i\",\"tags\":\"a\"}",
                "{\"incident_id\":\"i\",\"hosts\":{}}",
                "{\"incident_id\":\"i\",\"start\":\"soon\"}",
                "{\"incident_id\":\"i\",\"fine_score\":1.5}",
                "{\"incident_id\":{}}",
                "[]",
                "\"inc:1\""
            })
    void anIncidentOfAnotherShapeIsAnIoException(String json) {
        assertThrows(IOException.class, () -> incident(json));
    }

    @Test
    void theErrorNamesThePropertyThatIsMissing() {
        IOException e = assertThrows(IOException.class, () -> incident("{\"name\":\"x\"}"));
        assertTrue(e.getMessage().contains("incident_id"), e.getMessage());
    }

    @Test
    void aHistogramIsReadAsNumbers() throws IOException {
        Incident incident = incident("""
                {"incident_id":"i","events_histogram":[{"count":3,"has_detect":true,"has_overwatch":false,
                 "has_prevented":false,"timestamp_min":1700000000000,"timestamp_max":1700000000001}]}""");
        EventHistogram histogram = incident.eventsHistogram().get(0);
        assertEquals(3, histogram.count());
        assertNotNull(histogram.hasDetect());
        assertEquals(1700000000001L, histogram.timestampMax());
        assertFalse(Boolean.TRUE.equals(histogram.hasOverwatch()));
    }

    private static Incident incident(String json) throws IOException {
        return read(("{\"resources\":[" + json + "]}").getBytes(UTF_8), IncidentReader::read)
                .resources()
                .get(0);
    }

    private static <T> Envelope<T> fixture(String name, ElementReader<T> reader) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReadersTest.class.getResourceAsStream(name), name)) {
            return read(in.readAllBytes(), reader);
        }
    }

    private static <T> Envelope<T> read(byte[] body, ElementReader<T> reader) throws IOException {
        return EnvelopeReader.read(body, ElementCodec.of(reader));
    }
}
