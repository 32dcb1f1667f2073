package io.falconflux.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Random filters without raw text, with what is awkward in them more often than chance would have it. Written by hand
 * because composed arbitraries are twenty times slower, and a hundred thousand trees are wanted in each build.
 */
final class FqlTrees {

    private static final String AWKWARD =
            "''\\\\+%,:()[]{}!~*<>=\"&#?/; \t\r\n\0\u0007\u001b\u007f\u0085\u200b\u2028\u202e\ufeff\uffff";
    private static final List<String> WHOLE = List.of(
            "é",
            "漢",
            "😀",
            "👩‍💻",
            "e\u0301",
            "null",
            "true",
            "'+a:'",
            "\\'",
            "\\\\",
            "inc:1:2",
            "2026-01-01T00:00:00Z");
    private static final List<String> NAMES =
            List.of("state", "final_score", "device.hostname", "null", "true", "_", "@timestamp", "a-b");
    private static final String NAME_STARTS = "abcxyzABCXYZ_@";
    private static final String NAME_PARTS = NAME_STARTS + "0189.-";

    private final Random random;

    FqlTrees(Random random) {
        this.random = random;
    }

    Fql tree() {
        return tree(5);
    }

    String text() {
        return many(0, 12, this::character).collect(Collectors.joining());
    }

    private Fql tree(int levels) {
        if (levels == 0 || random.nextBoolean()) {
            Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
            return new Comparison(name(), operator, value(operator));
        }
        List<Fql> operands = many(2, 4, () -> tree(levels - 1)).toList();
        return random.nextBoolean() ? new And(operands) : new Or(operands);
    }

    private String name() {
        return random.nextBoolean()
                ? NAMES.get(random.nextInt(NAMES.size()))
                : one(NAME_STARTS) + many(0, 8, () -> one(NAME_PARTS)).collect(Collectors.joining());
    }

    private Value value(Operator operator) {
        return switch (operator) {
            case IS, IS_NOT -> anyValue();
            case GREATER, AT_LEAST, LESS, AT_MOST -> random.nextBoolean() ? number() : new Value.Text(text());
            case MATCHES, MATCHES_NOT, LIKE -> new Value.Text(text());
        };
    }

    private Value anyValue() {
        return switch (random.nextInt(4)) {
            case 0 -> new Value.Nothing();
            case 1 -> new Value.AnyOf(many(1, 4, this::single).toList());
            default -> single();
        };
    }

    private Value single() {
        return switch (random.nextInt(4)) {
            case 0 -> new Value.Flag(random.nextBoolean());
            case 1 -> number();
            default -> new Value.Text(text());
        };
    }

    private Value number() {
        BigInteger digits = new BigInteger(random.nextInt(100), random);
        return new Value.Decimal(
                new BigDecimal(random.nextBoolean() ? digits : digits.negate(), random.nextInt(90) - 30));
    }

    private String character() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> one(AWKWARD);
            case 3 -> WHOLE.get(random.nextInt(WHOLE.size()));
            case 4 -> Character.toString(codePoint());
            default -> Character.toString(random.nextInt(0x80));
        };
    }

    private int codePoint() {
        int c = random.nextInt(Character.MAX_CODE_POINT + 1);
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '?' : c;
    }

    private String one(String characters) {
        return characters.substring(random.nextInt(characters.length())).substring(0, 1);
    }

    private <T> Stream<T> many(int least, int most, Supplier<T> each) {
        return Stream.generate(each).limit(least + random.nextInt(most - least + 1));
    }
}
