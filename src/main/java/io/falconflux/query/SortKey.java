package io.falconflux.query;

import io.falconflux.error.QueryException;

/**
 * A property that a collection can be sorted by.
 *
 * @param name the name on the wire, which may differ from the field's and from the filter's
 */
public record SortKey(String name) {

    /**
     * Checks the name.
     *
     * @param name the name on the wire
     * @throws QueryException if it is no property name
     */
    public SortKey {
        PropertyName.check(name);
    }

    /** {@return the order with the least or earliest first} */
    public Sort asc() {
        return new Sort(name, Direction.ASC);
    }

    /** {@return the order with the greatest or latest first} */
    public Sort desc() {
        return new Sort(name, Direction.DESC);
    }
}
