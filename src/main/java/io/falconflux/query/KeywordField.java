package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.util.Arrays;
import java.util.Collection;

/**
 * A property that is only ever compared for equality, such as {@code state} or {@code host_ids}. The service refuses
 * other operators on it.
 *
 * @param name the name on the wire
 */
public record KeywordField(String name) implements Field {

    /**
     * Checks the name.
     *
     * @param name the name on the wire
     * @throws QueryException if it is no property name
     */
    public KeywordField {
        PropertyName.check(name);
    }

    /**
     * Compares with one word.
     *
     * @param word the word
     * @return rows whose property equals the word, or for a property with many values, has it among them
     */
    public Fql is(String word) {
        return new Comparison(name, Operator.IS, Literal.of(word));
    }

    /**
     * Excludes one word.
     *
     * @param word the word
     * @return rows whose property does not equal the word
     */
    public Fql isNot(String word) {
        return new Comparison(name, Operator.IS_NOT, Literal.of(word));
    }

    /**
     * Compares with several words.
     *
     * @param words the words, at least one
     * @return rows whose property equals any of them
     * @throws QueryException if there are none
     */
    public Fql in(Collection<String> words) {
        return new Comparison(name, Operator.IS, Literal.anyOf(words));
    }

    /**
     * Compares with several words.
     *
     * @param words the words, at least one
     * @return rows whose property equals any of them
     * @throws QueryException if there are none
     */
    public Fql in(String... words) {
        return in(Arrays.asList(words));
    }
}
