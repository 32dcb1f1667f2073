package io.falconflux.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads what stands after an operator: quoted text, a number, a boolean, null, or a list of such values. */
final class ValueParser {

    private final FqlReader reader;

    ValueParser(FqlReader reader) {
        this.reader = reader;
    }

    Value value(Operator operator) {
        if (operator == Operator.LIKE && reader.peek() != '\'') {
            throw reader.expected(
                    "a quoted pattern after `*`; to ask whether there is a value, write `:null` or `:!null`");
        }
        return reader.accept("[") ? list() : single();
    }

    private Value list() {
        List<Value> values = new ArrayList<>();
        do {
            reader.skipBlanks();
            int start = reader.position();
            Value value = single();
            if (value instanceof Value.Nothing) {
                throw reader.expected("text, a number or a boolean, not null in a list", start);
            }
            values.add(value);
        } while (reader.acceptSpaced(","));
        if (!reader.acceptSpaced("]")) {
            throw reader.expected("`,` or `]`");
        }
        return new Value.AnyOf(values);
    }

    private Value single() {
        char c = reader.peek();
        if (c == '\'') {
            return text();
        }
        if (c == '-' || FqlReader.isDigit(c)) {
            return number();
        }
        int start = reader.position();
        return switch (reader.word()) {
            case "true" -> new Value.Flag(true);
            case "false" -> new Value.Flag(false);
            case "null" -> new Value.Nothing();
            default ->
                throw reader.expected(
                        "a value: text in single quotes, as in `'open'`, a number, true, false or null", start);
        };
    }

    private Value text() {
        int start = reader.position();
        reader.next();
        StringBuilder text = new StringBuilder();
        while (!reader.atEnd()) {
            char c = reader.next();
            if (c == '\'') {
                return new Value.Text(text.toString());
            }
            text.append(c == '\\' ? escaped() : c);
        }
        throw reader.expected("a closing `'` for the text that opens here", start);
    }

    private char escaped() {
        char c = reader.peek();
        if (c != '\\' && c != '\'') {
            throw reader.expected("`\\` or `'` after a backslash; write a backslash as `\\\\`");
        }
        return reader.next();
    }

    private Value number() {
        int start = reader.position();
        String sign = reader.accept("-") ? "-" : "";
        String whole = reader.digits();
        String fraction = reader.accept(".") ? reader.digits() : "0";
        boolean ends = !PropertyName.continues(reader.peek()) && reader.peek() != ':';
        if (whole.isEmpty() || fraction.isEmpty() || !ends) {
            throw reader.expected("a number such as `50` or `-1.5`; times and other text are quoted", start);
        }
        if (Math.max(whole.length(), fraction.length()) > Value.Decimal.DIGITS) {
            throw reader.expected("at most %d digits on each side of the point".formatted(Value.Decimal.DIGITS), start);
        }
        return new Value.Decimal(new BigDecimal(sign + whole + "." + fraction));
    }
}
