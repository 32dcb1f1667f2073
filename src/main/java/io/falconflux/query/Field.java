package io.falconflux.query;

/** A property that a collection can be filtered by; its type decides which comparisons there are. */
public sealed interface Field permits StringField, KeywordField, NumberField, TimeField, BooleanField {

    /** {@return the name on the wire, such as {@code final_score}} */
    String name();

    /** {@return a filter for rows without a value here; its {@link Fql#not()} is for those with one} */
    default Fql isNull() {
        return new Comparison(name(), Operator.IS, new Value.Nothing());
    }
}
