package io.falconflux.query;

import io.falconflux.error.QueryException;

/**
 * One property compared with one value, such as {@code final_score:>50}.
 *
 * @param property the property's name on the wire
 * @param operator how to compare
 * @param value what to compare with
 */
public record Comparison(String property, Operator operator, Value value) implements Fql {

    /**
     * Checks that the three go together.
     *
     * @param property the property's name on the wire
     * @param operator how to compare
     * @param value what to compare with
     * @throws QueryException if the name is no property name or the operator does not take such a value
     */
    public Comparison {
        PropertyName.check(property);
        if (!operator.takes(value)) {
            throw new QueryException("FQL's operator `%s` does not take %s (property `%s`); it takes %s"
                    .formatted(operator.symbol(), value.kind(), property, operator.operands()));
        }
    }

    @Override
    public Fql not() {
        return new Comparison(property, operator.negated().orElseThrow(this::noNegation), value);
    }

    private QueryException noNegation() {
        return new QueryException("FQL has no negation of the operator `%s` in `%s`; write `%s`"
                .formatted(
                        operator.symbol(),
                        SyntaxMessage.shown(toString()),
                        SyntaxMessage.shown(new Comparison(property, Operator.IS_NOT, value).toString())));
    }

    @Override
    public String toString() {
        return property + ":" + operator.symbol() + value;
    }
}
