package io.falconflux.scan;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * The model's reader of filters, written apart from the library's: {@code +} binds tighter than {@code ,}, times are
 * compared at full precision, and what the service would refuse is refused (operators beyond equality on properties that
 * take none, a number in quotes, text without, more than 20 comparisons).
 */
final class ModelFilter {

    private static final int MAX_COMPARISONS = 20;
    private static final Set<String> MAIN_TIMES = Set.of("start", "timestamp", "created_timestamp");

    private final ModelShape shape;
    private final String text;
    private int at;
    private int comparisons;

    private ModelFilter(ModelShape shape, String text) {
        this.shape = shape;
        this.text = text;
    }

    /**
     * What was read.
     *
     * @param test which rows match
     * @param from no row before that start matches
     * @param to no row after that start matches
     */
    record Clause(Predicate<Row> test, Instant from, Instant to) {

        private static Clause of(Predicate<Row> test) {
            return new Clause(test, Instant.MIN, Instant.MAX);
        }

        private Clause and(Clause other) {
            return new Clause(
                    test.and(other.test),
                    from.isAfter(other.from) ? from : other.from,
                    to.isBefore(other.to) ? to : other.to);
        }

        private Clause or(Clause other) {
            return of(test.or(other.test));
        }
    }

    static Clause read(ModelShape shape, String text) {
        if (text == null) {
            return Clause.of(row -> true);
        }
        ModelFilter reader = new ModelFilter(shape, text);
        Clause all = reader.or();
        if (reader.at < text.length()) {
            throw Refusals.filter("'" + text.charAt(reader.at) + "' at " + reader.at + " in " + text);
        }
        if (reader.comparisons > MAX_COMPARISONS) {
            throw Refusals.filter(reader.comparisons + " comparisons");
        }
        return all;
    }

    private Clause or() {
        Clause left = and();
        while (take(",")) {
            left = left.or(and());
        }
        return left;
    }

    private Clause and() {
        Clause left = term();
        while (take("+")) {
            left = left.and(term());
        }
        return left;
    }

    private Clause term() {
        if (take("(")) {
            Clause inner = or();
            expect(")");
            return inner;
        }
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String name = text.substring(from, at);
        String property = shape.filters().get(name);
        if (property == null) {
            throw Refusals.filter("no property '" + name + "' at " + from + " in " + text);
        }
        expect(":");
        comparisons++;
        String operator = operator();
        if (!operator.isEmpty() && shape.equalityOnly().contains(name)) {
            throw Refusals.filter(name + " takes no operator");
        }
        return comparison(property, operator);
    }

    private String operator() {
        for (String candidate : List.of(">=", "<=", ">", "<", "!")) {
            if (take(candidate)) {
                return candidate;
            }
        }
        return "";
    }

    private Clause comparison(String property, String operator) {
        Function<Row, Object> reader = ModelShape.reader(property);
        if (take("null")) {
            Predicate<Row> isNull = row -> reader.apply(row) == null;
            return Clause.of(operator.equals("!") ? isNull.negate() : equality(operator, isNull));
        }
        List<Comparable<Object>> values = values(property);
        Predicate<Row> any = row -> values.contains(reader.apply(row));
        Predicate<Row> test = switch (operator) {
            case "" -> any;
            case "!" -> any.negate();
            case ">=" -> ordered(property, values, order -> order >= 0);
            case ">" -> ordered(property, values, order -> order > 0);
            case "<=" -> ordered(property, values, order -> order <= 0);
            default -> ordered(property, values, order -> order < 0);
        };
        return MAIN_TIMES.contains(property) && values.size() == 1
                ? bounded(test, operator, (Instant) (Object) values.get(0))
                : Clause.of(test);
    }

    private static Clause bounded(Predicate<Row> test, String operator, Instant value) {
        return switch (operator) {
            case "" -> new Clause(test, value, value);
            case ">", ">=" -> new Clause(test, value, Instant.MAX);
            case "<", "<=" -> new Clause(test, Instant.MIN, value);
            default -> Clause.of(test);
        };
    }

    private static Predicate<Row> equality(String operator, Predicate<Row> predicate) {
        if (!operator.isEmpty()) {
            throw Refusals.filter(operator + "null");
        }
        return predicate;
    }

    private static Predicate<Row> ordered(String property, List<Comparable<Object>> values, IntPredicate wanted) {
        if (values.size() != 1) {
            throw Refusals.filter("an order of " + property + " and a list");
        }
        Comparable<Object> bound = values.get(0);
        Function<Row, Object> reader = ModelShape.reader(property);
        return row -> {
            Object value = reader.apply(row);
            return value != null && wanted.test(-bound.compareTo(value));
        };
    }

    private List<Comparable<Object>> values(String property) {
        List<Comparable<Object>> values = new ArrayList<>();
        if (take("[")) {
            do {
                values.add(value(property));
            } while (take(","));
            expect("]");
        } else {
            values.add(value(property));
        }
        return values;
    }

    @SuppressWarnings("unchecked")
    private Comparable<Object> value(String property) {
        boolean number = property.equals("fine_score");
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (number == quoted) {
            throw Refusals.filter(property + (number ? " is a number" : " wants quotes") + " in " + text);
        }
        String literal = quoted ? quoted() : bare();
        try {
            Comparable<?> value = number
                    ? Integer.valueOf(new BigDecimal(literal).intValueExact())
                    : property.endsWith("timestamp") || property.equals("start") || property.equals("end")
                            ? instant(literal)
                            : literal;
            return (Comparable<Object>) value;
        } catch (ArithmeticException | NumberFormatException | DateTimeParseException e) {
            throw Refusals.filter(String.format(Locale.ROOT, "%s of %s", literal, property));
        }
    }

    private static Instant instant(String literal) {
        return literal.length() == 10
                ? LocalDate.parse(literal).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(literal);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '\''; at++) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            value.append(text.charAt(at));
        }
        expect("'");
        return value.toString();
    }

    private String bare() {
        int from = at;
        while (at < text.length() && "+,)]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private boolean take(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw Refusals.filter("no " + token + " at " + at + " in " + text);
        }
    }
}
