package io.falconflux.query;

import java.util.Collection;
import java.util.List;

/**
 * Text that means itself. In plain quotes a {@code *} is a wildcard and FQL has no escape for it; in a list it is
 * literal. So text with a star goes into a list of one, and all other text stays in the plain form that every service
 * takes.
 */
final class Literal {

    private Literal() {}

    static Value of(String text) {
        return text.indexOf('*') < 0 ? new Value.Text(text) : anyOf(List.of(text));
    }

    static Value anyOf(Collection<String> texts) {
        return new Value.AnyOf(texts.stream().<Value>map(Value.Text::new).toList());
    }
}
