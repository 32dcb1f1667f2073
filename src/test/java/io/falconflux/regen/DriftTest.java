package io.falconflux.regen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vendor's document of an older OpenAPI, with names of its own for schemas, against one of ours. */
class DriftTest {

    private static final String OURS = """
            openapi: 3.0.3
            paths:
              /birds/v1:
                get:
                  operationId: ListBirds
                  parameters:
                    - {name: limit, in: query, schema: {type: integer, format: int32, maximum: 500}}
                  responses:
                    "200":
                      content: {application/json: {schema: {$ref: "#/components/schemas/Bird"}}}
                    "401": {}
            components:
              schemas:
                Bird:
                  type: object
                  properties:
                    id: {type: string}
                    flock: {type: integer, format: int64}
            """;
    private static final String THEIRS = """
            {"swagger": "2.0", "paths": {"/birds/v1": {"get": {"operationId": "ListBirds",
              "parameters": [{"name": "limit", "in": "query", "type": "integer"}],
              "responses": {"200": {"schema": {"$ref": "#/definitions/domain.Bird"}}}}}},
             "definitions": {"domain.Bird": {"type": "object",
              "required": ["id"],
              "properties": {"id": {"type": "string"}, "flock": {"type": "integer", "format": "integer"}}}}}
            """;
    private static final String KNOWN = """
            # known
            Bird: only the vendor requires {id, name} | too strict
            *: type is integer/int*, and at the vendor * | no format
            ListBirds.limit: maximum is * | only in its text
            ListBirds: only we have the reply 401 | left out
            """;

    @TempDir
    Path project;

    @BeforeEach
    void ourDocumentAndWhatIsKnown() throws IOException {
        Files.createDirectory(project.resolve("openapi"));
        Files.writeString(project.resolve("openapi/birds.yaml"), OURS);
        Files.writeString(project.resolve("openapi/known-deviations.txt"), KNOWN);
    }

    @Test
    void everyKnownDifferenceIsALineAndNothingIsNews() throws IOException {
        List<String> report = report(THEIRS);
        assertTrue(report.contains("known  Bird: only the vendor requires id (too strict)"), report::toString);
        assertTrue(report.stream().noneMatch(line -> line.startsWith("NEWS")), report::toString);
        assertEquals("differences that are known: 5, that are news: 0", report.get(report.size() - 1));
    }

    @Test
    void anInventedPropertyIsNews() {
        String invented =
                THEIRS.replace("\"properties\": {\"id\"", "\"properties\": {\"song\": {\"type\": \"string\"}, \"id\"");
        assertTrue(refused(invented).contains("NEWS   Bird: only the vendor has the property song"));
    }

    @Test
    void anOperationOfTheSameAreaIsNewsAndOthersAreNot() {
        String more = THEIRS.replace(
                "\"paths\": {",
                "\"paths\": {\"/birds/v2\": {\"get\": {\"operationId\": \"V2\"}}, \"/cats\": {\"get\": {}},");
        List<String> report = refused(more);
        assertTrue(report.contains("NEWS   operations: only the vendor has the operation V2"), report::toString);
        assertTrue(report.stream().noneMatch(line -> line.contains("cats")), report::toString);
    }

    @Test
    void whatTheVendorNoLongerHasIsNews() {
        String less = THEIRS.replace(", \"flock\": {\"type\": \"integer\", \"format\": \"integer\"}", "");
        assertTrue(refused(less).contains("NEWS   Bird: only we have the property flock"));
    }

    @Test
    void aFileThatIsNotThereIsSaidPlainly() {
        assertThrows(Refused.class, () -> Drift.report(project, "none.json", System.out));
        assertThrows(Refused.class, () -> Drift.report(project, null, System.out));
    }

    private List<String> refused(String vendor) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThrows(Refused.class, () -> run(vendor, out));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> report(String vendor) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run(vendor, out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void run(String vendor, ByteArrayOutputStream out) throws IOException {
        Path file = Files.writeString(project.resolve("vendor.json"), vendor);
        Drift.report(project, file.toString(), new PrintStream(out, true, StandardCharsets.UTF_8));
    }
}
