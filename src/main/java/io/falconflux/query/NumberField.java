package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.math.BigDecimal;

/**
 * A property that holds a number. Any {@link Number} will do to compare with, if it is finite.
 *
 * @param name the name on the wire
 */
public record NumberField(String name) implements Field {

    /**
     * Checks the name.
     *
     * @param name the name on the wire
     * @throws QueryException if it is no property name
     */
    public NumberField {
        PropertyName.check(name);
    }

    /**
     * Compares for equality.
     *
     * @param number the number
     * @return rows whose property equals the number
     */
    public Fql is(Number number) {
        return compared(Operator.IS, number);
    }

    /**
     * Excludes one number.
     *
     * @param number the number
     * @return rows whose property does not equal the number
     */
    public Fql isNot(Number number) {
        return compared(Operator.IS_NOT, number);
    }

    /**
     * Compares by order.
     *
     * @param number the number, not included
     * @return rows whose property is greater
     */
    public Fql greaterThan(Number number) {
        return compared(Operator.GREATER, number);
    }

    /**
     * Compares by order.
     *
     * @param number the number, included
     * @return rows whose property is the number or greater
     */
    public Fql atLeast(Number number) {
        return compared(Operator.AT_LEAST, number);
    }

    /**
     * Compares by order.
     *
     * @param number the number, not included
     * @return rows whose property is less
     */
    public Fql lessThan(Number number) {
        return compared(Operator.LESS, number);
    }

    /**
     * Compares by order.
     *
     * @param number the number, included
     * @return rows whose property is the number or less
     */
    public Fql atMost(Number number) {
        return compared(Operator.AT_MOST, number);
    }

    /**
     * Compares with a range.
     *
     * @param low the lowest number, included
     * @param high the highest number, included
     * @return rows whose property is from the one to the other
     */
    public Fql between(Number low, Number high) {
        return atLeast(low).and(atMost(high));
    }

    private Fql compared(Operator operator, Number number) {
        return new Comparison(name, operator, new Value.Decimal(decimal(number)));
    }

    private BigDecimal decimal(Number number) {
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            throw new QueryException("`%s` is no number to compare `%s` with".formatted(number, name));
        }
    }
}
