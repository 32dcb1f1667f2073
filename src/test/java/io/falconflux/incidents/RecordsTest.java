package io.falconflux.incidents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.falconflux.oauth2.AccessTokenResponse;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void whatIsRequiredAndWasNotSetIsNamed() {
        NullPointerException e = assertThrows(
                NullPointerException.class, () -> Incident.builder().name("x").build());
        assertTrue(e.getMessage().contains("incidentId"), e.getMessage());
        assertThrows(
                NullPointerException.class,
                () -> ActionParameter.builder().value("x").build());
    }

    @Test
    void listsAreNeverNull() throws ReflectiveOperationException {
        Incident incident = Incident.builder().incidentId("i").build();
        int lists = 0;
        for (RecordComponent component : Incident.class.getRecordComponents()) {
            if (component.getType() == List.class) {
                assertEquals(List.of(), component.getAccessor().invoke(incident), component.getName());
                lists++;
            }
        }
        assertTrue(lists >= 10, () -> "an incident has many lists");
    }

    @Test
    void listsAreCopiedAndCannotBeChanged() {
        List<String> tags = new ArrayList<>(List.of("a"));
        Incident incident = Incident.builder().incidentId("i").tags(tags).build();
        tags.add("b");
        assertEquals(List.of("a"), incident.tags());
        assertThrows(UnsupportedOperationException.class, () -> incident.tags().add("c"));
    }

    @Test
    void openSetsGiveTheirConstantsForKnownValuesAndKeepTheRest() {
        assertSame(IncidentStatus.IN_PROGRESS, IncidentStatus.of(30));
        assertSame(IncidentStatus.REOPENED, IncidentStatus.of(25));
        assertEquals(21, IncidentStatus.of(21).value());
        assertEquals(IncidentStatus.of(21), IncidentStatus.of(21));
        assertNotEquals(IncidentStatus.NEW, IncidentStatus.of(21));
        assertSame(ActionName.UPDATE_ASSIGNED_TO_V2, ActionName.of("update_assigned_to_v2"));
        assertEquals("new_action", ActionName.of("new_action").toString());
    }

    @Test
    void anActionRequestIsWrittenAsTheServiceWantsIt() throws JsonProcessingException {
        EntityActionRequest request = EntityActionRequest.builder()
                .ids(List.of("inc:1", "inc:2"))
                .actionParameters(List.of(
                        action(ActionName.UPDATE_STATUS, "40"),
                        action(ActionName.ADD_TAG, "a,b \u00e4"),
                        action(ActionName.of("new_action"), "x")))
                .build();
        assertEquals(
                "{\"ids\":[\"inc:1\",\"inc:2\"],\"action_parameters\":[{\"name\":\"update_status\",\"value\":\"40\"},"
                        + "{\"name\":\"add_tag\",\"value\":\"a,b \u00e4\"},{\"name\":\"new_action\",\"value\":\"x\"}]}",
                MAPPER.writeValueAsString(request));
    }

    @Test
    void unassignIsWrittenWithoutAValue() throws JsonProcessingException {
        ActionParameter unassign =
                ActionParameter.builder().name(ActionName.UNASSIGN).build();
        assertEquals("{\"name\":\"unassign\"}", MAPPER.writeValueAsString(unassign));
    }

    @Test
    void nullIsLeftOutAndTimesKeepTheirNanoseconds() throws JsonProcessingException {
        Incident incident = Incident.builder()
                .incidentId("i")
                .status(IncidentStatus.CLOSED)
                .modifiedTimestamp(Instant.parse("2024-07-13T23:02:25.007492834Z"))
                .build();
        String json = MAPPER.writeValueAsString(incident);
        assertFalse(json.contains("null"), json);
        assertTrue(json.contains("\"modified_timestamp\":\"2024-07-13T23:02:25.007492834Z\""), json);
        assertTrue(json.contains("\"status\":40"), json);
    }

    @Test
    void aTokenReplyShowsNoValueInItsText() {
        String text =
                AccessTokenResponse.builder().accessToken("s3cret").build().toString();
        assertFalse(text.contains("s3cret"), text);
    }

    @Test
    void everyStringOfADeviceHasItsOwnPlace() throws ReflectiveOperationException {
        DeviceDetailBuilder builder = DeviceDetail.builder();
        int strings = 0;
        for (RecordComponent component : DeviceDetail.class.getRecordComponents()) {
            if (component.getType() == String.class) {
                DeviceDetailBuilder.class
                        .getMethod(component.getName(), String.class)
                        .invoke(builder, component.getName());
                strings++;
            }
        }
        DeviceDetail device = builder.build();
        for (RecordComponent component : DeviceDetail.class.getRecordComponents()) {
            if (component.getType() == String.class) {
                assertEquals(component.getName(), component.getAccessor().invoke(device));
            }
        }
        assertEquals(41, strings);
    }

    private static ActionParameter action(ActionName name, String value) {
        return ActionParameter.builder().name(name).value(value).build();
    }
}
