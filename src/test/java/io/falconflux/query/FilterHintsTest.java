package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.falconflux.incidents.IncidentsCollections.QueryIncidents;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterHintsTest {

    @Test
    void fieldsOfTheDocumentAreKnown() {
        assertEquals(List.of(), hints("state:'open'+(final_score:>50,tags:'x')+users:null"));
    }

    @Test
    void aFieldThatTheDocumentDoesNotListIsNamedWithTheNearest() {
        assertEquals(
                List.of(
                        "`final_scor` is not a field that the document lists; did you mean `final_score`?",
                        "`hostname` is not a field that the document lists"),
                hints("final_scor:>50+hostname:'x',final_scor:<2"));
    }

    @Test
    void aFilterThatDoesNotParseIsPointedAtInOneLine() {
        assertEquals(
                List.of(
                        "The filter does not parse at character 7: expected a closing `'` for the text that opens here"),
                hints("state:'open+final_score:>5"));
    }

    private static List<String> hints(String filter) {
        return FilterHints.of(filter, QueryIncidents.COLLECTION.fields());
    }
}
