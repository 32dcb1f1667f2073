package io.falconflux.query;

import io.falconflux.error.QueryException;

/**
 * The names of properties: a letter, {@code _} or {@code @}, then letters, digits and {@code _ - . @}. Wider than any
 * name in the documents (successors nest with dots), narrower than anything that could end a name early.
 */
final class PropertyName {

    private PropertyName() {}

    static String check(String name) {
        if (name.isEmpty() || !starts(name.charAt(0)) || !name.chars().allMatch(PropertyName::continues)) {
            throw new QueryException("`%s` is no property name: letters, digits, `_`, `-`, `.`, `@`, a letter first"
                    .formatted(SyntaxMessage.shown(name)));
        }
        return name;
    }

    static boolean starts(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@';
    }

    static boolean continues(int c) {
        return starts(c) || FqlReader.isDigit(c) || c == '.' || c == '-';
    }
}
