package io.falconflux.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Recursive descent over
 *
 * <pre>{@code
 * either     = both { "," both }
 * both       = operand { "+" operand }
 * operand    = "(" either ")" | property ":" operator value
 * }</pre>
 *
 * The only recursion is a parenthesis, and those are counted.
 */
final class FqlParser {

    /** Longer symbols first, or {@code >=} would be read as {@code >}. */
    private static final List<Operator> OPERATORS = List.of(
            Operator.MATCHES_NOT,
            Operator.AT_LEAST,
            Operator.AT_MOST,
            Operator.GREATER,
            Operator.LESS,
            Operator.MATCHES,
            Operator.LIKE,
            Operator.IS_NOT);

    private final FqlReader reader;
    private final ValueParser values;
    private int open;

    FqlParser(String text) {
        this.reader = new FqlReader(text);
        this.values = new ValueParser(reader);
    }

    Fql parse() {
        Fql filter = either();
        reader.skipBlanks();
        if (!reader.atEnd()) {
            throw reader.expected("`+` (and), `,` (or) or the end");
        }
        return filter;
    }

    private Fql either() {
        List<Fql> operands = new ArrayList<>();
        do {
            operands.add(both());
        } while (reader.acceptSpaced(","));
        return operands.size() == 1 ? operands.get(0) : new Or(operands);
    }

    private Fql both() {
        List<Fql> operands = new ArrayList<>();
        do {
            operands.add(operand());
        } while (reader.acceptSpaced("+"));
        return operands.size() == 1 ? operands.get(0) : new And(operands);
    }

    private Fql operand() {
        reader.skipBlanks();
        if (reader.peek() == '(') {
            return group();
        }
        if (reader.peek() == '!') {
            throw reader.expected(
                    "a property or `(`; FQL negates a value, as in `state:!'open'`, not what is before it");
        }
        return comparison();
    }

    private Fql group() {
        if (++open > Operands.DEPTH) {
            throw reader.expected("groups at most %d deep".formatted(Operands.DEPTH));
        }
        reader.next();
        Fql filter = either();
        if (!reader.acceptSpaced(")")) {
            throw reader.expected("`+` (and), `,` (or) or `)`");
        }
        open--;
        return filter;
    }

    private Fql comparison() {
        String property = reader.word();
        if (property.isEmpty()) {
            throw reader.expected("a property, as in `state:'open'`, or `(`");
        }
        if (!reader.acceptSpaced(":")) {
            throw reader.expected("`:` after the property `%s`".formatted(SyntaxMessage.shown(property)));
        }
        reader.skipBlanks();
        int start = reader.position();
        Operator operator = operator();
        reader.skipBlanks();
        Value value = values.value(operator);
        if (!operator.takes(value)) {
            throw reader.expected(
                    "%s after `%s`, not %s".formatted(operator.operands(), operator.symbol(), value.kind()), start);
        }
        return new Comparison(property, operator, value);
    }

    private Operator operator() {
        return OPERATORS.stream()
                .filter(operator -> reader.accept(operator.symbol()))
                .findFirst()
                .orElse(Operator.IS);
    }
}
