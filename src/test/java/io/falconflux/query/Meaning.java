package io.falconflux.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a filter means for one row, worked out on the tree: a second opinion beside the embedded Falcon's, which reads text.
 * The row has all values of a property in a list, as text, as a number or as a time; a property that it lacks has none.
 */
final class Meaning {

    private final Map<String, ? extends List<?>> row;

    Meaning(Map<String, ? extends List<?>> row) {
        this.row = row;
    }

    boolean matches(Fql filter) {
        if (filter instanceof And and) {
            return and.operands().stream().allMatch(this::matches);
        }
        if (filter instanceof Or or) {
            return or.operands().stream().anyMatch(this::matches);
        }
        return comparison((Comparison) filter);
    }

    private boolean comparison(Comparison comparison) {
        List<?> values = row.get(comparison.property());
        Value wanted = comparison.value();
        return switch (comparison.operator()) {
            case IS -> is(values, wanted);
            case IS_NOT -> !is(values, wanted);
            case GREATER -> ordered(values, wanted, sign -> sign > 0);
            case AT_LEAST -> ordered(values, wanted, sign -> sign >= 0);
            case LESS -> ordered(values, wanted, sign -> sign < 0);
            case AT_MOST -> ordered(values, wanted, sign -> sign <= 0);
            case MATCHES -> hasWords(values, text(wanted));
            case MATCHES_NOT -> !hasWords(values, text(wanted));
            case LIKE -> values.stream().anyMatch(value -> fits(text(wanted), 0, value.toString(), 0));
        };
    }

    private static boolean is(List<?> values, Value wanted) {
        if (wanted instanceof Value.Nothing) {
            return values.isEmpty();
        }
        if (wanted instanceof Value.AnyOf list) {
            return list.values().stream().anyMatch(one -> values.stream().anyMatch(value -> order(value, one) == 0));
        }
        boolean pattern = wanted instanceof Value.Text text && text.text().contains("*");
        return values.stream()
                .anyMatch(value -> pattern ? fits(text(wanted), 0, value.toString(), 0) : order(value, wanted) == 0);
    }

    private static boolean ordered(List<?> values, Value wanted, Predicate<Integer> sign) {
        return values.stream().anyMatch(value -> sign.test(order(value, wanted)));
    }

    private static int order(Object value, Value wanted) {
        if (value instanceof Instant time) {
            return time.compareTo(Instant.parse(text(wanted)));
        }
        if (value instanceof BigDecimal number) {
            return number.compareTo(wanted instanceof Value.Decimal w ? w.number() : new BigDecimal(text(wanted)));
        }
        return value.toString().compareTo(text(wanted));
    }

    private static boolean hasWords(List<?> values, String words) {
        return values.stream().anyMatch(value -> {
            String inLower = value.toString().toLowerCase(Locale.ROOT);
            for (String word : words.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
                if (!inLower.contains(word)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** A star stands for any text, which may be tried from the shortest on. */
    private static boolean fits(String pattern, int p, String text, int t) {
        if (p == pattern.length()) {
            return t == text.length();
        }
        if (pattern.charAt(p) == '*') {
            for (int end = t; end <= text.length(); end++) {
                if (fits(pattern, p + 1, text, end)) {
                    return true;
                }
            }
            return false;
        }
        return t < text.length() && pattern.charAt(p) == text.charAt(t) && fits(pattern, p + 1, text, t + 1);
    }

    private static String text(Value value) {
        return value instanceof Value.Text text ? text.text() : value.toString();
    }
}
