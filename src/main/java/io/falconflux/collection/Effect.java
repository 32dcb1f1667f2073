package io.falconflux.collection;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a change makes of a property of the entity.
 *
 * @param property the property's name on the wire
 * @param becomes what it makes of it
 */
record Effect(String property, Becomes becomes) {

    /** What a change makes of a property. */
    enum Becomes {
        /** The change's value. */
        VALUE,
        /** Absent. */
        NOTHING,
        /** A list that holds the change's value. */
        MEMBER,
        /** A list that does not. */
        NO_MEMBER;

        /** Reads the word of a document. */
        static Becomes of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * Tells whether an entity shows it.
     *
     * @param values the property's values in the entity; of a plain property one at most
     * @param wanted the change's value
     */
    boolean shows(List<String> values, @Nullable String wanted) {
        return switch (becomes) {
            case VALUE -> values.size() == 1 && values.get(0).equals(wanted);
            case NOTHING -> values.stream().allMatch(String::isEmpty);
            case MEMBER -> values.contains(wanted);
            case NO_MEMBER -> !values.contains(wanted);
        };
    }
}
