package io.falconflux.regen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each fault that a document can have, once: it gives one message, of the line that has it. */
class DocumentFaultsTest {

    private static final Path GOOD = Path.of("src/test/openapi/falcon-sightings.yaml");

    /**
     * A fault.
     *
     * @param name what it is
     * @param good text that is in the document once
     * @param bad what stands there instead
     * @param message what the one message says
     */
    private record Case(String name, String good, String bad, String message) {}

    private static final String FIELDS = """
                  x-falcon-fields:
                    - {field: seen_timestamp, kind: time, property: seen_timestamp, sortName: seen_timestamp, about: Time.}
                    - {field: species, kind: keyword, property: species, values: [dodo, kea], about: Species.}
            """;

    private static final List<Case> CASES = List.of(
            // references
            new Case(
                    "dangling reference",
                    "schemas/IdsReply\"}",
                    "schemas/IdReply\"}",
                    "did you mean #/components/schemas/IdsReply?"),
            new Case(
                    "reference out of the document",
                    "\"#/components/schemas/IdsReply\"}",
                    "\"other.yaml#/Ids\"}",
                    "leads out"),
            new Case(
                    "words beside a reference",
                    "ring: {$ref",
                    "ring: {description: A., $ref",
                    "description would be dropped"),
            // extensions
            new Case(
                    "misspelt extension",
                    "x-falcon-page:",
                    "x-falcon-pag:",
                    "no template reads x-falcon-pag; did you mean x-falcon-page?"),
            new Case(
                    "misspelt scope",
                    "x-falcon-scope: birds:write",
                    "x-falcon-scop: birds:write",
                    "did you mean x-falcon-scope?"),
            new Case(
                    "unknown extension",
                    "x-falcon-scope: birds:write",
                    "x-falcon-scope: birds:write\n      x-other: 1",
                    "no template reads x-other"),
            new Case("misspelt key", "max: 40", "maxx: 40", "has no key maxx; did you mean max?"),
            new Case(
                    "page without its key",
                    "{style: cursor, max: 40}",
                    "{style: cursor}",
                    "x-falcon-page needs the key max"),
            new Case(
                    "window without its key",
                    "style: cursor, max: 40",
                    "style: offset, max: 40",
                    "needs the key window"),
            new Case("wrong type", "max: 40", "max: many", "x-falcon-page.max must be a number"),
            new Case(
                    "misplaced extension",
                    "required: [number, tight]",
                    "x-falcon-unscoped: true\n      required: [number, tight]",
                    "does nothing here"),
            // required
            new Case(
                    "required without property",
                    "required: [number, tight]",
                    "required: [number, tigth]",
                    "did you mean tight?"),
            // operations
            new Case("no operationId", "operationId: ReadSightings", "deprecated: true", "has no operationId"),
            new Case("misspelt operationId", "operationId: AddSighting", "operationID: AddSighting", "misspelt"),
            new Case(
                    "operationId twice",
                    "operationId: AddSighting",
                    "operationId: ReadSightings",
                    "is taken by another"),
            new Case(
                    "operationId that is no name",
                    "operationId: AddSighting",
                    "operationId: add-sighting",
                    "is no name in Java"),
            new Case(
                    "no description",
                    "description: Twice adds two.",
                    "externalDocs: {}",
                    "AddSighting has no description"),
            new Case("no summary", "summary: Adds a sighting.", "externalDocs: {}", "AddSighting has no summary"),
            new Case(
                    "no scope", "x-falcon-scope: birds:write", "externalDocs: {}", "AddSighting has no x-falcon-scope"),
            new Case(
                    "no reply",
                    "x-falcon-reply: {empty: true}",
                    "externalDocs: {}",
                    "AddSighting has no x-falcon-reply"),
            new Case(
                    "no replay",
                    "x-falcon-replay: {never: true}",
                    "externalDocs: {}",
                    "AddSighting has no x-falcon-replay"),
            new Case("two replies", "{empty: true}", "{empty: true, ids: true}", "must say one of"),
            new Case("unknown mode", "{never: true}", "{mode: sometimes}", "x-falcon-replay is one of"),
            new Case("reply of no schema", "{model: Sighting}", "{model: Sightin}", "did you mean Sighting?"),
            new Case(
                    "undescribed tag",
                    "description: Sightings of rare birds.",
                    "externalDocs: {}",
                    "not described under tags"),
            new Case(
                    "no success",
                    "\"200\":\n          description: Added.",
                    "\"400\":\n          description: Refused.",
                    "has no 2xx response"),
            // facts of listings
            new Case("page without fields", FIELDS, "", "has x-falcon-page but no x-falcon-fields"),
            new Case("entity of no schema", "entity: Sighting", "entity: Sightings", "which is no schema"),
            new Case("id of no property", "idKey: composite_id", "idKey: id", "Sighting has no property id"),
            new Case(
                    "time key of no property",
                    "{timeKey: seen_timestamp}",
                    "{timeKey: seen}",
                    "Sighting has no property seen"),
            new Case("time key that is no time", "{timeKey: seen_timestamp}", "{timeKey: names}", "is no date-time"),
            new Case(
                    "field of no property",
                    "property: species, values",
                    "property: specie, values",
                    "did you mean species?"),
            new Case(
                    "field that is a list", "property: species, values", "property: rings, values", "Write list: true"),
            new Case("field of no kind", "kind: keyword", "kind: word", "is of the kind word"),
            new Case(
                    "sort of no property",
                    "{sortKey: seen_timestamp, property: seen_timestamp}",
                    "{sortKey: seen_timestamp, property: seen}",
                    "x-falcon-sorts"),
            new Case("unknown sortName", "sortName: seen_timestamp", "sortName: seen", "which x-falcon-sorts has not"),
            new Case(
                    "hydration by nobody",
                    "operation: ReadSightings, key",
                    "operation: ReadSighting, key",
                    "did you mean ReadSightings?"),
            new Case("hydration by no list", "key: composite_ids", "key: ids", "key names ids, which is no list"),
            new Case(
                    "hydration of too many",
                    "key: composite_ids, max: 25",
                    "key: composite_ids, max: 26",
                    "above the maxItems"),
            new Case("page of too many", "max: 40}\n", "max: 41}\n", "above the maximum of limit"),
            new Case("no cursor parameter", "name: after,", "name: before,", "no query parameter after"),
            // facts of actions
            new Case(
                    "ids that are no list",
                    "ids: composite_ids\n",
                    "ids: marking\n",
                    "names marking, which is no list"),
            new Case("too many ids", "max: 10\n", "max: 11\n", "the max is 11, above the maxItems"),
            new Case("form that is none", "bird:[0-9]{4}", "bird:[0-9{4}", "form is no regular expression"),
            new Case(
                    "parameters that are no list",
                    "{list: marks, name: mark,",
                    "{list: mark, name: mark,",
                    "names the list mark, which is no list"),
            new Case("parameter without a name", "name: mark, value", "name: marc, value", "did you mean mark?"),
            new Case(
                    "read back by nobody",
                    "operation: ReadSightings, max",
                    "operation: ReadSighting, max",
                    "did you mean ReadSightings?"),
            new Case(
                    "read back without its id",
                    "idKey: \"composite_id\"",
                    "idKey: \"composed_id\"",
                    "Sighting has no property composed_id"),
            new Case(
                    "change key of no time",
                    "idKey: \"composite_id\"}",
                    "idKey: \"composite_id\", changeKey: species}",
                    "Sighting.species is no date-time"),
            new Case(
                    "change key that no listing has",
                    "idKey: \"composite_id\"}",
                    "idKey: \"composite_id\", changeKey: seen_timestamp}",
                    "readBack.changeKey is seen_timestamp, and that of QuerySightings is none"),
            new Case(
                    "effects that nobody sees",
                    "        readBack: {operation: ReadSightings, max: 25, key: \"composite_ids\", idKey: \"composite_id\"}\n",
                    "",
                    "has effects but no readBack"),
            new Case(
                    "effect of no action",
                    "{action: add_ring,",
                    "{action: add_rings,",
                    "which is none; did you mean add_ring?"),
            new Case("effect on no property", "property: unique,", "property: uniques,", "did you mean unique?"),
            new Case("effect that is none", "becomes: member", "becomes: part", "becomes is one of value, nothing"),
            new Case("member of no list", "becomes: value", "becomes: member", "species is no list"),
            // texts
            new Case("markup", "description: Time.}", "description: <b>Time}", "holds '<'"),
            new Case(
                    "end of comment",
                    "description: Twice adds two.",
                    "description: Twice */ adds.",
                    "ends a Javadoc comment"),
            new Case("tag of Javadoc", "description: Twice adds two.", "description: See @other.", "holds '@'"),
            new Case("no ASCII", "description: Twice adds two.", "description: Twice \u00e4.", "U+00E4"),
            // enums
            new Case(
                    "enum without description",
                    "description: What was seen.",
                    "title: Species",
                    "The enum Species has no description"),
            new Case(
                    "enum without descriptions",
                    "x-enum-descriptions: [Gone., Still there.]",
                    "title: Species",
                    "has no x-enum-descriptions"),
            new Case(
                    "more names than values",
                    "[dodo, kea, new-one]",
                    "[dodo]",
                    "has more x-enum-varnames and x-enum-descriptions than its 1 values"),
            new Case("value twice", "[dodo, kea, new-one]", "[dodo, kea, kea]", "has the value kea twice"),
            // types and names
            new Case("misspelt type", "weight: {type: number}", "weight: {type: numbr}", "did you mean number?"),
            new Case("no type", "weight: {type: number}", "weight: {}", "Sighting.weight has no type"),
            new Case("free object", "weight: {type: number}", "weight: {type: object}", "an object without properties"),
            new Case(
                    "nameless object",
                    "weight: {type: number}",
                    "weight: {type: object, properties: {a: {type: string}}}",
                    "an object without a name"),
            new Case(
                    "list of lists",
                    "weight: {type: number}",
                    "weight: {type: array, items: {type: array, items: {type: string}}}",
                    "lists or maps is not read"),
            new Case("one of", "weight: {type: number}", "weight: {oneOf: [{type: string}]}", "uses oneOf"),
            new Case(
                    "names that collide",
                    "a-b: {type: string}",
                    "seen-timestamp: {type: string}",
                    "both become seenTimestamp()"),
            new Case(
                    "name that is no class",
                    "    Species:\n",
                    "    bird.Old:\n      {type: object, properties: {a: {type: string}}}\n    Species:\n",
                    "bird.Old makes no class"),
            new Case(
                    "envelope in a row",
                    "weight: {type: number}",
                    "weight: {$ref: \"#/components/schemas/IdsReply\"}",
                    "a part of envelopes"),
            new Case(
                    "nameless reply",
                    "schema: {$ref: \"#/components/schemas/SightingsReply\"}",
                    "schema: {type: object}",
                    "an object without"),
            new Case("path parameter", "{name: call, in: query", "{name: call, in: path", "is in 'path'"),
            new Case(
                    "body that is no JSON",
                    "description: The ids of 1 to 25 sightings.\n        content:\n          application/json:",
                    "content:\n          application/xml:",
                    "a body of application/xml"),
            // YAML
            new Case(
                    "key twice",
                    "summary: Adds a sighting.",
                    "summary: Adds.\n      summary: Adds a sighting.",
                    "is there twice"),
            new Case("no YAML", "summary: Adds a sighting.", "summary: [Adds", "This is not YAML"));

    @TempDir
    Path folder;

    @Test
    void aGoodDocumentHasNoFault() throws IOException {
        assertEquals(List.of(), faults(Files.readString(GOOD)));
    }

    @Test
    void theDocumentsOfTheClientHaveNoFault() throws IOException {
        for (Path document : Documents.in(Path.of("openapi"))) {
            assertEquals(List.of(), faults(Files.readString(document)));
        }
    }

    @TestFactory
    Stream<DynamicTest> eachFaultGivesOneMessageWithItsLine() {
        return CASES.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
    }

    private void check(Case one) throws IOException {
        String good = Files.readString(GOOD);
        int at = good.indexOf(one.good());
        assertTrue(at >= 0 && good.indexOf(one.good(), at + 1) < 0, "must be there once: " + one.good());
        List<Fault> faults = faults(good.replace(one.good(), one.bad()));
        assertEquals(1, faults.size(), () -> faults.toString());
        assertTrue(faults.get(0).text().contains(one.message()), () -> faults.toString());
    }

    private List<Fault> faults(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("document.yaml"), text);
        Faults faults = new Faults("document.yaml");
        Documents.check(Document.read(file, "document.yaml", faults), faults);
        return faults.all();
    }
}
