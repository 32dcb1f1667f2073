package io.falconflux.regen;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** How the generator turns names of a document into names of Java. */
final class JavaNames {

    /** Methods that each object has: the generator's configuration maps them away. */
    private static final Set<String> OBJECT =
            Set.of("hashCode", "toString", "getClass", "notify", "notifyAll", "wait", "clone", "finalize");

    private JavaNames() {}

    /** Returns a wire name in camel case. */
    static String camel(String wire) {
        StringBuilder name = new StringBuilder();
        boolean up = false;
        for (char c : wire.toCharArray()) {
            if (!Character.isJavaIdentifierPart(c) || c == '_') {
                up = name.length() > 0;
            } else {
                name.append(up ? Character.toUpperCase(c) : c);
                up = false;
            }
        }
        return name.isEmpty() ? "" : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** Returns the name of an accessor; another than camel case if that is a word of Java. */
    static String accessor(String wire) {
        String camel = camel(wire);
        boolean free = SourceVersion.isName(camel, SourceVersion.RELEASE_17) && !OBJECT.contains(camel);
        return free ? camel : "_" + camel;
    }

    /** Returns the name of a constant. */
    static String constant(String name) {
        return name.replaceAll("([a-z\\d])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
    }
}
