package io.falconflux.simulator;

import io.falconflux.simulator.Clause.Literal;
import io.falconflux.simulator.Clause.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a filter into a test of row numbers. Where a property has several values (tags, say) a statement holds if it holds
 * for one of them, and a negated statement if its opposite does not hold: a row without tags satisfies {@code tags:!'x'}.
 */
final class FqlCompiler {

    private final Map<String, Property> properties;

    FqlCompiler(Map<String, Property> properties) {
        this.properties = properties;
    }

    /**
     * Compiles a filter.
     *
     * @throws BadFilterException if it names an unknown property, or compares one in a way it does not support
     */
    IntPredicate compile(Clause clause) {
        if (clause instanceof Clause.All all) {
            return all.parts().stream().map(this::compile).reduce(row -> true, IntPredicate::and);
        }
        if (clause instanceof Clause.Any any) {
            return any.parts().stream().map(this::compile).reduce(row -> false, IntPredicate::or);
        }
        return term((Clause.Term) clause);
    }

    private IntPredicate term(Clause.Term term) {
        Property property = property(term.property());
        Operator operator = term.operator();
        boolean wild = wild(term);
        if (!property.anyOperator() && (operator != Operator.IS || wild)) {
            throw new BadFilterException(property.name() + " can only be compared for equality");
        }
        if (term.listed() && (operator.range() || operator.textual())) {
            throw new BadFilterException("a list cannot follow " + operator.sign);
        }
        if (property instanceof Property.Numeric numeric) {
            return numeric(numeric, term, wild);
        }
        return text((Property.Text) property, term);
    }

    private Property property(String name) {
        @Nullable Property property = properties.get(name);
        if (property == null) {
            throw new BadFilterException("no such property: " + name);
        }
        return property;
    }

    private static boolean wild(Clause.Term term) {
        Literal first = term.values().get(0);
        return !term.listed()
                && !term.operator().range()
                && first.quoted()
                && first.text().indexOf('*') >= 0;
    }

    private static IntPredicate numeric(Property.Numeric property, Clause.Term term, boolean wild) {
        Operator operator = term.operator();
        if (wild || operator.textual()) {
            throw new BadFilterException(property.name() + " is not a text");
        }
        List<Long> values = new ArrayList<>();
        for (Literal literal : term.values()) {
            values.add(number(property, literal, operator));
        }
        if (values.size() > 1) {
            boolean wanted = operator == Operator.IS;
            return row -> values.contains(property.of(row)) == wanted;
        }
        long value = values.get(0);
        return switch (operator) {
            case NOT -> row -> property.of(row) != value;
            case ABOVE -> row -> property.of(row) > value;
            case AT_LEAST -> row -> property.of(row) >= value && property.of(row) != Property.ABSENT;
            case BELOW -> row -> property.of(row) < value && property.of(row) != Property.ABSENT;
            case AT_MOST -> row -> property.of(row) <= value && property.of(row) != Property.ABSENT;
            default -> row -> property.of(row) == value;
        };
    }

    /** Reads a number, time or boolean; the service takes numbers in quotes too. */
    static long number(Property.Numeric property, Literal literal, Operator operator) {
        if (literal.isNull()) {
            if (operator.range()) {
                throw new BadFilterException("null has no order");
            }
            return Property.ABSENT;
        }
        return switch (property.unit()) {
            case TIME -> time(property, literal);
            case FLAG -> flag(property, literal, operator);
            case NUMBER -> whole(property, literal, operator);
        };
    }

    private static long time(Property.Numeric property, Literal literal) {
        if (!literal.quoted()) {
            throw new BadFilterException(property.name() + " wants a quoted time");
        }
        return TimeText.parse(literal.text());
    }

    private static long flag(Property.Numeric property, Literal literal, Operator operator) {
        if (operator.range() || !literal.text().matches("true|false")) {
            throw new BadFilterException(property.name() + " is true or false");
        }
        return literal.text().equals("true") ? 1 : 0;
    }

    /** Rows hold whole numbers, so a fraction is moved to the whole number that divides them in the same way. */
    private static long whole(Property.Numeric property, Literal literal, Operator operator) {
        try {
            double value = Double.parseDouble(literal.text());
            boolean up = operator == Operator.AT_LEAST || operator == Operator.BELOW;
            if (!operator.range() && value != Math.rint(value)) {
                return Long.MAX_VALUE;
            }
            return (long) (up ? Math.ceil(value) : Math.floor(value));
        } catch (NumberFormatException e) {
            throw new BadFilterException(property.name() + " is a number");
        }
    }

    private static IntPredicate text(Property.Text property, Clause.Term term) {
        Operator operator = term.operator();
        List<Predicate<String>> tests = new ArrayList<>();
        boolean orAbsent = false;
        for (Literal literal : term.values()) {
            if (literal.isNull() && (operator == Operator.IS || operator == Operator.NOT)) {
                orAbsent = true;
            } else if (literal.isNull()) {
                throw new BadFilterException("null cannot follow " + operator.sign);
            } else {
                tests.add(test(term, literal.text()));
            }
        }
        boolean absent = orAbsent;
        IntPredicate holds = row -> {
            List<String> values = property.of(row);
            return values.isEmpty() ? absent : some(values, tests);
        };
        return operator.negative() ? holds.negate() : holds;
    }

    private static boolean some(List<String> values, List<Predicate<String>> tests) {
        for (Predicate<String> test : tests) {
            for (String value : values) {
                if (test.test(value)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Predicate<String> test(Clause.Term term, String wanted) {
        return switch (term.operator()) {
            case ABOVE -> value -> value.compareTo(wanted) > 0;
            case AT_LEAST -> value -> value.compareTo(wanted) >= 0;
            case BELOW -> value -> value.compareTo(wanted) < 0;
            case AT_MOST -> value -> value.compareTo(wanted) <= 0;
            case MATCHES, MATCHES_NOT -> words(wanted);
            case LIKE, LIKE_NOT -> glob(wanted);
            case IS, NOT -> wild(term) ? glob(wanted) : wanted::equals;
        };
    }

    /** Text match: every word occurs, in any case. */
    private static Predicate<String> words(String wanted) {
        List<String> words = List.of(wanted.toLowerCase(Locale.ROOT).trim().split("\\s+", -1));
        return value -> {
            String lower = value.toLowerCase(Locale.ROOT);
            return words.stream().allMatch(lower::contains);
        };
    }

    private static Predicate<String> glob(String wanted) {
        StringBuilder regex = new StringBuilder();
        for (String piece : wanted.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*")
                    .append("(?:")
                    .append(Pattern.quote(piece))
                    .append(")");
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }
}
