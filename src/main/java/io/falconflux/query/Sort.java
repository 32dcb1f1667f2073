package io.falconflux.query;

import io.falconflux.error.QueryException;

/**
 * An order of rows. {@code toString()} is the form to send: {@code start.desc}.
 *
 * @param key the name of the property to sort by
 * @param direction which end comes first
 */
public record Sort(String key, Direction direction) {

    /**
     * Checks the key.
     *
     * @param key the name of the property to sort by
     * @param direction which end comes first
     * @throws QueryException if it is no property name
     */
    public Sort {
        PropertyName.check(key);
    }

    /**
     * Reads a sort. Only the dot form is taken: some Falcon services know {@code start|desc} too, others refuse it.
     *
     * @param text such as {@code start.desc}
     * @return the sort
     * @throws QueryException if it has another form; the message says what to write instead
     */
    public static Sort parse(String text) {
        String sort = text.strip();
        if (sort.indexOf('|') >= 0) {
            throw refused(sort, "`%s`, with a dot".formatted(SyntaxMessage.shown(sort.replace('|', '.'))));
        }
        int dot = sort.lastIndexOf('.');
        String key = sort.substring(0, Math.max(dot, 0));
        for (Direction direction : Direction.values()) {
            if (sort.endsWith("." + direction) && !key.isEmpty()) {
                return new Sort(key, direction);
            }
        }
        throw refused(sort, "a key and `.asc` or `.desc`, as in `start.desc`");
    }

    /** {@return the same key in the opposite direction} */
    public Sort reversed() {
        return new Sort(key, direction.reversed());
    }

    @Override
    public String toString() {
        return key + "." + direction;
    }

    private static QueryException refused(String sort, String instead) {
        return new QueryException("`%s` is no sort; write %s".formatted(SyntaxMessage.shown(sort), instead));
    }
}
