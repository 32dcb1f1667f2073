package io.falconflux.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.falconflux.simulator.FalconSimulator;
import io.falconflux.simulator.Tenant;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The embedded Falcon and a second evaluator agree on every row, for filters of any shape over the rows' own values. */
class MeaningPropertyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TEXTS = Map.of(
            "name", "name",
            "description", "description",
            "tags", "tags",
            "users", "users",
            "assigned_to_name", "assigned_to_name");
    private static final Map<String, String> WORDS = Map.of(
            "state", "state", "host_ids", "host_ids", "incident_id", "incident_id", "assigned_to", "assigned_to");
    private static final Map<String, String> TIMES =
            Map.of("start", "start", "end", "end", "modified_timestamp", "modified_timestamp");

    private static final Map<String, Map<String, List<?>>> ROWS = new LinkedHashMap<>();
    private static final Map<String, List<Object>> SEEN = new HashMap<>();
    private static FalconSimulator server;

    @BeforeContainer
    static void start() throws IOException {
        server = FalconSimulator.builder().incidents(40).start();
        Tenant tenant = server.tenant();
        List<String> ids = tenant.incidentIds("");
        tenant.change(
                ids.get(0), change -> change.name("O'Hare \\ [x] (y), 100% * ü").addTag("a*c"));
        tenant.change(ids.get(1), change -> change.name("").addTag("abc").addTag("a+c"));
        for (String id : ids) {
            ROWS.put(id, values(JSON.readTree(tenant.incident(id).orElseThrow())));
        }
        ROWS.values()
                .forEach(row -> row.forEach((name, values) ->
                        SEEN.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values)));
    }

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
    void isTheSame(@ForAll Random random) {
        agree(random);
    }

    @Property(tries = 200_000, shrinking = ShrinkingMode.OFF)
    @Tag("slow")
    void isTheSameForALongTime(@ForAll Random random) {
        agree(random);
    }

    @Example
    void filtersAreNeitherAllEmptyNorAllFull() {
        Random random = new Random(1);
        long telling = Stream.generate(() -> tree(random, 3))
                .limit(1_000)
                .map(filter -> server.tenant().incidentIds(filter.toString()).size())
                .filter(size -> size > 0 && size < ROWS.size())
                .count();
        assertTrue(telling > 500, () -> "only " + telling + " of 1,000 filters divide the rows");
    }

    private static void agree(Random random) {
        Fql filter = tree(random, 3);
        List<String> meant = ROWS.entrySet().stream()
                .filter(row -> new Meaning(row.getValue()).matches(filter))
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(meant, server.tenant().incidentIds(filter.toString()), filter::toString);
    }

    private static Fql tree(Random random, int levels) {
        if (levels == 0 || random.nextInt(3) == 0) {
            return comparison(random);
        }
        Fql left = tree(random, levels - 1);
        Fql right = tree(random, levels - 1);
        Fql both = random.nextBoolean() ? left.and(right) : left.or(right);
        return random.nextInt(4) == 0 && negatable(both) ? both.not() : both;
    }

    /** The service takes no negation of words, and FQL has none of a pattern. */
    private static boolean negatable(Fql filter) {
        return Collections.disjoint(WORDS.keySet(), Fql.properties(filter))
                && !Fql.properties(filter).contains("status")
                && !filter.toString().contains(":*'");
    }

    private static Fql comparison(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> texts(random, one(random, List.copyOf(TEXTS.keySet())));
            case 1 -> words(random, one(random, List.copyOf(WORDS.keySet())));
            case 2 -> times(random, one(random, List.copyOf(TIMES.keySet())));
            default -> random.nextBoolean() ? scores(random) : status(random);
        };
    }

    private static Fql texts(Random random, String name) {
        StringField field = new StringField(name);
        String text = one(random, SEEN.get(name)).toString();
        String part = text.substring(random.nextInt(text.length() + 1));
        return switch (random.nextInt(8)) {
            case 0 -> field.is(text);
            case 1 -> field.isNot(text);
            case 2 -> field.in(text, one(random, SEEN.get(name)).toString(), "x");
            case 3 -> field.like("*" + part);
            case 4 -> new Comparison(name, Operator.LIKE, new Value.Text(text.substring(0, text.length() / 2) + "*"));
            case 5 -> field.matches(part.isBlank() ? "on" : part.toUpperCase(java.util.Locale.ROOT));
            case 6 -> new Comparison(name, ordered(random), new Value.Text(part));
            default -> field.isNull();
        };
    }

    private static Fql words(Random random, String name) {
        KeywordField field = new KeywordField(name);
        String word = one(random, SEEN.get(name)).toString();
        return switch (random.nextInt(4)) {
            case 0 -> field.is(word);
            case 1 -> field.in(word, one(random, SEEN.get(name)).toString());
            default -> field.isNull();
        };
    }

    private static Fql times(Random random, String name) {
        Instant time = ((Instant) one(random, SEEN.get(name))).plusNanos(random.nextInt(3) - 1L);
        return new Comparison(
                name, random.nextInt(5) == 0 ? Operator.IS : ordered(random), new Value.Text(time.toString()));
    }

    private static Fql scores(Random random) {
        BigDecimal score = ((BigDecimal) one(random, SEEN.get("final_score"))).add(half(random));
        NumberField field = new NumberField("final_score");
        return switch (random.nextInt(4)) {
            case 0 -> field.is(score);
            case 1 -> field.isNot(score);
            default -> new Comparison("final_score", ordered(random), new Value.Decimal(score));
        };
    }

    private static BigDecimal half(Random random) {
        return new BigDecimal(random.nextInt(3) - 1).divide(new BigDecimal(2));
    }

    private static Fql status(Random random) {
        return new KeywordField("status").is(one(random, List.of("20", "25", "30", "40", "41")));
    }

    private static Operator ordered(Random random) {
        return one(random, List.of(Operator.GREATER, Operator.AT_LEAST, Operator.LESS, Operator.AT_MOST));
    }

    private static Map<String, List<?>> values(JsonNode row) {
        Map<String, List<?>> values = new HashMap<>();
        TEXTS.forEach((field, property) -> values.put(field, texts(row.path(property))));
        WORDS.forEach((field, property) -> values.put(field, texts(row.path(property))));
        TIMES.forEach((field, property) ->
                values.put(field, List.of(Instant.parse(row.path(property).asText()))));
        values.put("final_score", List.of(row.path("fine_score").decimalValue()));
        values.put("status", List.of(row.path("status").decimalValue()));
        return values;
    }

    private static List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(one -> texts.add(one.asText()));
        } else if (!value.isMissingNode()) {
            texts.add(value.asText());
        }
        return texts;
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
