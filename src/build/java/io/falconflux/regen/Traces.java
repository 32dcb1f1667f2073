package io.falconflux.regen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a use of a thing looks like in code.
 *
 * @param owner what a file says that knows the thing's owner
 * @param always what is a use in any file
 * @param knowing what is a use in a file that knows the owner
 */
record Traces(Pattern owner, List<Pattern> always, List<Pattern> knowing) {

    private static final int RARE = 8;

    static Traces of(Thing thing, Surface surface) {
        List<Pattern> always = new ArrayList<>();
        List<Pattern> knowing = new ArrayList<>();
        switch (thing.kind()) {
            case "operation" -> operation(thing, surface, always);
            case "parameter" -> {
                surface.owner(thing.owner()).ifPresent(one -> always.add(call(one)));
                always.add(text("query(\"" + thing.ownName() + "\""));
            }
            case "property" -> property(thing, surface, always, knowing);
            case "value" -> {
                always.add(word(thing.owner() + "." + thing.shape()));
                knowing.add(word(thing.shape()));
                (thing.ownName().contains("_") ? always : knowing).add(text("\"" + thing.ownName() + "\""));
            }
            case "choice" -> always.add(text(thing.ownName().replaceAll("^[^=]*=", "")));
            case "fact" -> fact(thing, always, knowing);
            default -> always.add(word(thing.name()));
        }
        return new Traces(word(thing.owner()), always, knowing);
    }

    /** Who reads the rows of a listing uses the operation that reads them by their ids. */
    private static void operation(Thing thing, Surface surface, List<Pattern> always) {
        always.add(word(thing.name()));
        always.add(word(JavaNames.constant(thing.name())));
        always.add(call(thing));
        surface.all().stream()
                .filter(one ->
                        one.name().endsWith(".hydrate.operation") && one.shape().equals(thing.name()))
                .forEach(one -> always.add(word(one.owner() + ".COLLECTION")));
    }

    /** A name that no other model has, and that is long enough to mean nothing else, is a use wherever it stands. */
    private static void property(Thing thing, Surface surface, List<Pattern> always, List<Pattern> knowing) {
        String accessor = thing.word(1);
        String wire = thing.ownName();
        boolean only = surface.all().stream()
                        .filter(one ->
                                one.kind().equals("property") && one.word(1).equals(accessor))
                        .count()
                <= 1;
        boolean compound = only && !accessor.equals(wire);
        boolean rare = only && (compound || wire.length() >= RARE);
        (compound ? always : knowing).add(Pattern.compile("(\\.|::)" + Pattern.quote(accessor) + "\\b"));
        (rare ? always : knowing).add(text("\"" + wire + "\""));
        if (wire.contains("_")) {
            knowing.add(word(wire));
        }
    }

    private static void fact(Thing thing, List<Pattern> always, List<Pattern> knowing) {
        String[] steps = thing.ownName().split("\\.");
        String constant = steps.length < 2 ? "" : JavaNames.constant(steps[1]);
        switch (steps[0]) {
            case "x-falcon-fields" -> {
                knowing.add(word(thing.owner() + "." + constant));
                knowing.add(text(steps[1] + ":"));
            }
            case "x-falcon-sorts" -> {
                knowing.add(word(thing.owner() + ".BY_" + constant));
                knowing.add(text(steps[1] + ".asc"));
                knowing.add(text(steps[1] + ".desc"));
            }
            default -> always.add(word(thing.owner() + ".COLLECTION"));
        }
        if (steps[0].equals("x-falcon-scope") || steps[0].equals("x-falcon-replay")) {
            always.add(word(JavaNames.constant(thing.owner())));
        }
    }

    private static Pattern call(Thing operation) {
        return Pattern.compile("\\b" + Pattern.quote(operation.word(2)) + "\\(");
    }

    private static Pattern word(String word) {
        return Pattern.compile("\\b" + Pattern.quote(word) + "\\b");
    }

    private static Pattern text(String text) {
        return Pattern.compile(Pattern.quote(text));
    }
}
