package io.falconflux.simulator;

import io.falconflux.simulator.Clause.Literal;
import io.falconflux.simulator.Clause.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a filter: {@code property:[operator]value}, joined by {@code +} (and, which binds tighter) and {@code ,} (or),
 * grouped by parentheses. Strict on purpose: a client that forgets to encode a {@code +} (which then arrives as a space), to
 * escape a quote or a backslash, or to quote a string is refused here as it would be by the service.
 */
final class FqlParser {

    private static final int MOST_TERMS = 20;
    private static final int DEEPEST = 50;
    private static final Pattern WORD = Pattern.compile("-?\\d+(\\.\\d+)?|true|false|null");

    private final String text;
    private int at;
    private int depth;

    private FqlParser(String text) {
        this.text = text;
    }

    /**
     * Parses a filter.
     *
     * @throws BadFilterException if it does not follow the grammar or makes too many statements
     */
    static Clause parse(String text) {
        FqlParser parser = new FqlParser(text);
        Clause clause = parser.any();
        if (parser.at < text.length()) {
            throw parser.bad("an operator or the end");
        }
        if (Clause.terms(clause) > MOST_TERMS) {
            throw new BadFilterException("more than " + MOST_TERMS + " properties");
        }
        return clause;
    }

    private Clause any() {
        List<Clause> parts = new ArrayList<>();
        do {
            parts.add(all());
        } while (skip(","));
        return parts.size() == 1 ? parts.get(0) : new Clause.Any(parts);
    }

    private Clause all() {
        List<Clause> parts = new ArrayList<>();
        do {
            parts.add(one());
        } while (skip("+"));
        return parts.size() == 1 ? parts.get(0) : new Clause.All(parts);
    }

    private Clause one() {
        if (!skip("(")) {
            return term();
        }
        if (++depth > DEEPEST) {
            throw bad("fewer parentheses");
        }
        Clause inner = any();
        if (!skip(")")) {
            throw bad("a closing parenthesis");
        }
        depth--;
        return inner;
    }

    private Clause term() {
        int start = at;
        while (at < text.length() && propertyCharacter(text.charAt(at))) {
            at++;
        }
        String property = text.substring(start, at);
        if (property.isEmpty() || !skip(":")) {
            throw bad("property:value");
        }
        Operator operator = operator();
        if (!skip("[")) {
            return new Clause.Term(property, operator, List.of(literal()), false);
        }
        List<Literal> values = new ArrayList<>();
        do {
            values.add(literal());
        } while (skip(","));
        if (!skip("]")) {
            throw bad("a closing bracket");
        }
        return new Clause.Term(property, operator, List.copyOf(values), true);
    }

    private static boolean propertyCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }

    private Operator operator() {
        Operator longest = Operator.IS;
        for (Operator candidate : Operator.values()) {
            if (candidate.sign.length() > longest.sign.length() && text.startsWith(candidate.sign, at)) {
                longest = candidate;
            }
        }
        at += longest.sign.length();
        return longest;
    }

    private Literal literal() {
        if (skip("'")) {
            return new Literal(quoted(), true);
        }
        int start = at;
        while (at < text.length() && (propertyCharacter(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        String word = text.substring(start, at);
        if (!WORD.matcher(word).matches()) {
            throw bad("a quoted string, a number, true, false or null");
        }
        return new Literal(word, false);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\'') {
                return value.toString();
            }
            if (c == '\\') {
                if (at == text.length() || (text.charAt(at) != '\\' && text.charAt(at) != '\'')) {
                    throw bad("a backslash or a quote after a backslash");
                }
                c = text.charAt(at++);
            }
            value.append(c);
        }
        throw bad("a closing quote");
    }

    private boolean skip(String token) {
        boolean found = text.startsWith(token, at);
        at += found ? token.length() : 0;
        return found;
    }

    private BadFilterException bad(String expected) {
        return new BadFilterException("at " + at + ": expected " + expected);
    }
}
