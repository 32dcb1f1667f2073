package io.falconflux.regen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever a parameter is written, those that callers know keep their places. */
class ParameterOrderTest {

    private static final Surface DUMP = Surface.read(List.of(
            "operation List GET /birds list IdsReply",
            "parameter List.filter query String filter",
            "parameter List.limit query Integer limit",
            "parameter List.sort query String sort"));
    private static final String BEFORE = """
            paths:
              /birds:
                get:
                  operationId: List
                  parameters:
            %s      responses: {}
            components:
              parameters:
                Limit: {name: limit, in: query}
            """;
    private static final String FILTER = "        - name: filter\n          in: query\n";
    private static final String LIMIT = "        - $ref: \"#/components/parameters/Limit\"\n";
    private static final String SORT = "        # the order\n        - {name: sort, in: query}\n";
    private static final String MORE = "        - {name: more, in: query}\n";

    @TempDir
    Path folder;

    @Test
    void aNewParameterComesLastWhereverItIsWritten() throws IOException {
        String last = BEFORE.formatted(FILTER + LIMIT + "        - {name: sort, in: query}\n" + MORE);
        assertEquals(last, ordered(BEFORE.formatted(MORE + FILTER + LIMIT + "        - {name: sort, in: query}\n")));
        assertEquals(last, ordered(BEFORE.formatted(FILTER + MORE + LIMIT + "        - {name: sort, in: query}\n")));
        assertEquals(last, ordered(last));
    }

    @Test
    void parametersThatWereMovedGoBack() throws IOException {
        String known = BEFORE.formatted(FILTER + LIMIT + "        - {name: sort, in: query}\n");
        assertEquals(known, ordered(BEFORE.formatted("        - {name: sort, in: query}\n" + LIMIT + FILTER)));
    }

    @Test
    void whatIsInOrderStaysAsItIsWritten() throws IOException {
        String commented = BEFORE.formatted(FILTER + LIMIT + SORT);
        assertEquals(commented, ordered(commented));
    }

    @Test
    void aListOnOneLineIsLeftAlone() throws IOException {
        String line =
                BEFORE.replace("parameters:\n%s", "parameters: [{name: sort, in: query}, {name: filter, in: query}]\n");
        assertEquals(line, ordered(line));
    }

    private String ordered(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("birds.yaml"), text);
        return ParameterOrder.of(text, Document.read(file, "birds.yaml", new Faults("birds.yaml")), DUMP);
    }
}
