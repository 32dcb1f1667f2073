package io.falconflux.query;

/** Which end of an order comes first. */
public enum Direction {
    /** Least or earliest first. */
    ASC("asc"),
    /** Greatest or latest first. */
    DESC("desc");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    /** {@return the opposite direction} */
    public Direction reversed() {
        return this == ASC ? DESC : ASC;
    }

    /** {@return the word on the wire: {@code asc} or {@code desc}} */
    @Override
    public String toString() {
        return word;
    }
}
