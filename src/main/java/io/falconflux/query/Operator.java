package io.falconflux.query;

import java.util.Optional;

/** How a property is compared with a value. */
public enum Operator {
    /** Equals; a {@code *} in text is a wildcard, a list means any of its values, exactly. */
    IS(""),
    /** Does not equal. */
    IS_NOT("!"),
    /** Greater than, or later than. */
    GREATER(">"),
    /** Greater than or equal, or not before. */
    AT_LEAST(">="),
    /** Less than, or before. */
    LESS("<"),
    /** Less than or equal, or not after. */
    AT_MOST("<="),
    /** Matches text, whatever its case. */
    MATCHES("~"),
    /** Does not match text. */
    MATCHES_NOT("!~"),
    /** Matches a pattern with {@code *}. */
    LIKE("*");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** {@return what stands between the colon and the value; empty for equality} */
    public String symbol() {
        return symbol;
    }

    /** {@return the operator that means the opposite; empty if FQL has none} */
    public Optional<Operator> negated() {
        return Optional.ofNullable(
                switch (this) {
                    case IS -> IS_NOT;
                    case IS_NOT -> IS;
                    case GREATER -> AT_MOST;
                    case AT_LEAST -> LESS;
                    case LESS -> AT_LEAST;
                    case AT_MOST -> GREATER;
                    case MATCHES -> MATCHES_NOT;
                    case MATCHES_NOT -> MATCHES;
                    case LIKE -> null;
                });
    }

    boolean takes(Value value) {
        return switch (this) {
            case IS, IS_NOT -> true;
            case GREATER, AT_LEAST, LESS, AT_MOST -> value instanceof Value.Text || value instanceof Value.Decimal;
            case MATCHES, MATCHES_NOT, LIKE -> value instanceof Value.Text;
        };
    }

    String operands() {
        return switch (this) {
            case IS, IS_NOT -> "any value";
            case GREATER, AT_LEAST, LESS, AT_MOST -> "a number, or a quoted time or text";
            case MATCHES, MATCHES_NOT, LIKE -> "quoted text";
        };
    }
}
