package io.falconflux.query;

import io.falconflux.error.QueryException;

/**
 * A property that holds a boolean.
 *
 * @param name the name on the wire
 */
public record BooleanField(String name) implements Field {

    /**
     * Checks the name.
     *
     * @param name the name on the wire
     * @throws QueryException if it is no property name
     */
    public BooleanField {
        PropertyName.check(name);
    }

    /** {@return a filter for rows where the property is true} */
    public Fql isTrue() {
        return new Comparison(name, Operator.IS, new Value.Flag(true));
    }

    /** {@return a filter for rows where the property is false} */
    public Fql isFalse() {
        return new Comparison(name, Operator.IS, new Value.Flag(false));
    }
}
