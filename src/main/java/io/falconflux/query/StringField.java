package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.util.Arrays;
import java.util.Collection;

/**
 * A property of text. Its values are case-sensitive, except for {@link #matches}.
 *
 * @param name the name on the wire
 */
public record StringField(String name) implements Field {

    /**
     * Checks the name.
     *
     * @param name the name on the wire
     * @throws QueryException if it is no property name
     */
    public StringField {
        PropertyName.check(name);
    }

    /**
     * Compares with one text. A {@code *} in it is literal; see {@link #like} for wildcards.
     *
     * @param text the text
     * @return rows whose property equals the text, or for a property with many values, has it among them
     */
    public Fql is(String text) {
        return new Comparison(name, Operator.IS, Literal.of(text));
    }

    /**
     * Excludes one text. A {@code *} in it is literal.
     *
     * @param text the text
     * @return rows whose property does not equal the text
     */
    public Fql isNot(String text) {
        return new Comparison(name, Operator.IS_NOT, Literal.of(text));
    }

    /**
     * Compares with several texts, exactly.
     *
     * @param texts the texts, at least one
     * @return rows whose property equals any of them
     * @throws QueryException if there are none
     */
    public Fql in(Collection<String> texts) {
        return new Comparison(name, Operator.IS, Literal.anyOf(texts));
    }

    /**
     * Compares with several texts, exactly.
     *
     * @param texts the texts, at least one
     * @return rows whose property equals any of them
     * @throws QueryException if there are none
     */
    public Fql in(String... texts) {
        return in(Arrays.asList(texts));
    }

    /**
     * Matches words, whatever their case: the operator {@code ~}. Its opposite is {@code matches(text).not()}.
     *
     * @param text the text to look for
     * @return rows whose property matches the text
     */
    public Fql matches(String text) {
        return new Comparison(name, Operator.MATCHES, new Value.Text(text));
    }

    /**
     * Matches a pattern, in which {@code *} stands for any text.
     *
     * @param pattern such as {@code DESK*} or {@code *admin*}
     * @return rows whose property matches the pattern
     */
    public Fql like(String pattern) {
        return new Comparison(name, Operator.IS, new Value.Text(pattern));
    }
}
