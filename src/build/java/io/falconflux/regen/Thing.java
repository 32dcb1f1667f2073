package io.falconflux.regen;

/**
 * One line of a surface: something that code can rely on.
 *
 * @param kind operation, parameter, choice, model, property, enum, value or fact
 * @param name its name, with that of its owner in front
 * @param shape the rest: types, names in Java, limits
 */
record Thing(String kind, String name, String shape) {

    /** Reads a line; a value's name may hold blanks and ends at the last one, that of a choice ends with the line. */
    static Thing read(String line) {
        String[] parts = line.strip().split(" ", 2);
        String rest = parts.length < 2 ? "" : parts[1].replace(", ", ",");
        int cut = switch (parts[0]) {
            case "choice" -> -1;
            case "value" -> rest.lastIndexOf(' ');
            default -> rest.indexOf(' ');
        };
        return cut < 0
                ? new Thing(parts[0], rest, "")
                : new Thing(parts[0], rest.substring(0, cut), rest.substring(cut + 1));
    }

    /** Returns kind and name, by which a thing is found in another surface. */
    String key() {
        return kind + " " + name;
    }

    /** Returns the operation, model or enum that it belongs to, or its own name if it is one. */
    String owner() {
        int cut = 0;
        while (cut < name.length() && name.charAt(cut) != '.' && name.charAt(cut) != '=') {
            cut++;
        }
        return name.substring(0, cut);
    }

    /** Returns the name without the owner's, and without the quotes of a text. */
    String ownName() {
        String own = owner().length() == name.length() ? name : name.substring(owner().length() + 1);
        return own.startsWith("\"") ? own.substring(1, own.length() - 1) : own;
    }

    boolean isOwner() {
        return owner().equals(name);
    }

    /** Tells whether this goes when another goes: a part of it, however deep. */
    boolean within(Thing other) {
        if (other.isOwner()) {
            return !isOwner() && owner().equals(other.name);
        }
        return !equals(other)
                && name.length() > other.name.length()
                && name.startsWith(other.name)
                && ".=".indexOf(name.charAt(other.name.length())) >= 0;
    }

    /** Returns the n-th word of the shape, from 0; empty text if there are fewer. */
    String word(int n) {
        String[] words = shape.split(" ");
        return n < words.length ? words[n] : "";
    }

    /** Returns the line. */
    @Override
    public String toString() {
        return shape.isEmpty() ? key() : key() + " " + shape;
    }
}
