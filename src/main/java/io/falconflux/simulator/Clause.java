package io.falconflux.simulator;

import java.util.List;

/** A parsed filter. */
sealed interface Clause {

    /** Every part holds ({@code +}). */
    record All(List<Clause> parts) implements Clause {}

    /** Some part holds ({@code ,}). */
    record Any(List<Clause> parts) implements Clause {}

    /**
     * One statement about one property.
     *
     * @param listed whether the values stood in brackets, where a star is just a star
     */
    record Term(String property, Operator operator, List<Literal> values, boolean listed) implements Clause {}

    /** The sign between property and value. */
    enum Operator {
        IS(""),
        NOT("!"),
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<"),
        AT_MOST("<="),
        MATCHES("~"),
        MATCHES_NOT("!~"),
        LIKE("*"),
        LIKE_NOT("!*");

        final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        boolean negative() {
            return this == NOT || this == MATCHES_NOT || this == LIKE_NOT;
        }

        boolean textual() {
            return this == MATCHES || this == MATCHES_NOT || this == LIKE || this == LIKE_NOT;
        }

        boolean range() {
            return this == ABOVE || this == AT_LEAST || this == BELOW || this == AT_MOST;
        }
    }

    /**
     * A value.
     *
     * @param quoted whether it stood in quotes; without them it is a number, a boolean or null
     */
    record Literal(String text, boolean quoted) {

        boolean isNull() {
            return !quoted && text.equals("null");
        }
    }

    /** How many statements a filter makes; the service accepts twenty. */
    static int terms(Clause clause) {
        if (clause instanceof All all) {
            return all.parts().stream().mapToInt(Clause::terms).sum();
        }
        if (clause instanceof Any any) {
            return any.parts().stream().mapToInt(Clause::terms).sum();
        }
        return 1;
    }
}
