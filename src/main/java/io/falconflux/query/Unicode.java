package io.falconflux.query;

import io.falconflux.error.QueryException;

/** Text that UTF-8 can carry. Half a surrogate pair would arrive as a question mark, a filter that nobody wrote. */
final class Unicode {

    private Unicode() {}

    static void check(String text) {
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new QueryException(
                    "A filter holds half of a surrogate pair, which is no character and cannot be sent");
        }
    }
}
