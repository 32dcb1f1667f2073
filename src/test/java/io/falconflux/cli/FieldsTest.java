package io.falconflux.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {

    private final Fields incidents = Kind.INCIDENTS.fieldsOfRows();

    @Test
    void namesAndPathsAreKnownInTheOrderGivenEachOnce() {
        List<FieldPath> fields = incidents.named("name, hosts.hostname,incident_id,name,");

        assertEquals(
                List.of("name", "hosts.hostname", "incident_id"),
                fields.stream().map(FieldPath::toString).toList());
    }

    @Test
    void theWholeRowIsWhatTheDocumentKnowsInItsOrder() {
        assertEquals("incident_id", incidents.whole().get(0).toString());
        assertTrue(incidents.whole().stream().noneMatch(field -> field.parts().size() > 1));
        assertTrue(incidents.whole().size() > 20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nmae | 'nmae' is no field of incidents: did you mean 'name'?",
                "hostname | 'hostname' is no field of incidents: did you mean 'hosts.hostname'?",
                "score | 'score' is no field of incidents: did you mean 'fine_score'?",
                "hosts.hostnam | 'hosts.hostnam' is no field of incidents: did you mean 'hosts.hostname'?",
                "status.value | 'status.value' is no field of incidents: write some of incident_id, cid, incident_type,",
                "incident_id.x | 'incident_id.x' is no field of incidents: did you mean 'incident_id'?",
            })
    void anUnknownOneIsRefusedWithWhatWasProbablyMeant(String name, String message) {
        UsageException error = assertThrows(UsageException.class, () -> incidents.named("name," + name));

        assertTrue(error.getMessage().startsWith(message), error.getMessage());
    }

    @Test
    void noneAtAllIsRefused() {
        assertEquals(
                "No fields: name some, such as --fields incident_id",
                assertThrows(UsageException.class, () -> incidents.named(" , ")).getMessage());
    }
}
