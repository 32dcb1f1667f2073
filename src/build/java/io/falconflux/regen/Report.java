package io.falconflux.regen;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says to a person what changed, who is concerned, and what to do. */
final class Report {

    /** The command that takes what was generated into the dump. */
    static final String ACCEPT = "mvn -q process-sources -Dsurface=accept";

    private static final int USES = 12;
    private static final int NAMED = 12;

    private Report() {}

    /** Returns the one line that says what is new or wider. */
    static String notice(String document, List<Change> changes) {
        String things = changes.stream()
                .limit(NAMED)
                .map(change -> (change.kind() == Change.Kind.ADDED ? "" : "changed ") + change)
                .collect(Collectors.joining("; "));
        String more = changes.size() > NAMED ? "; and " + (changes.size() - NAMED) + " more" : "";
        return "New in " + document + ": " + things + more + ". To take it into the dump: " + ACCEPT;
    }

    /** Returns what a person has to know of a change that breaks code: the thing, its users, the way out. */
    static List<String> broken(String document, Change change, List<Use> uses, String hint) {
        List<String> lines = new ArrayList<>();
        lines.add(change.kind() + ": " + change + ", in " + document);
        if (uses.isEmpty()) {
            lines.add("  used by  no code and no recipe of this project; users of the library may");
        }
        for (int i = 0; i < Math.min(uses.size(), USES); i++) {
            lines.add((i == 0 ? "  used by  " : "           ") + uses.get(i));
        }
        if (uses.size() > USES) {
            lines.add("           and " + (uses.size() - USES) + " more places");
        }
        if (!hint.isEmpty()) {
            lines.add("  perhaps  " + hint);
        }
        String otherwise = uses.isEmpty() ? "or accept it:" : "or change these places and accept it:";
        lines.add("  to do    undo it in the document, " + otherwise + " " + ACCEPT);
        return lines;
    }

    /** Returns what a thing that went may be called now; empty text if nothing offers itself. */
    static String renamed(Change gone, List<Change> changes) {
        Thing thing = gone.thing();
        List<Thing> candidates = changes.stream()
                .filter(one -> one.kind() != Change.Kind.REMOVED)
                .map(Change::thing)
                .filter(one -> one.kind().equals(thing.kind()) && alike(one, thing))
                .toList();
        return gone.kind() == Change.Kind.REMOVED && candidates.size() == 1
                ? "it was renamed: " + candidates.get(0).name() + " is new and alike"
                : "";
    }

    private static boolean alike(Thing a, Thing b) {
        boolean sameOwner = a.isOwner() ? b.isOwner() : a.owner().equals(b.owner());
        String shapeA = shape(a);
        return sameOwner && shapeA.equals(shape(b));
    }

    private static String shape(Thing thing) {
        return switch (thing.kind()) {
            case "property" -> thing.word(0);
            case "parameter" -> thing.word(0) + " " + thing.word(1);
            case "operation" -> thing.word(0);
            default -> "";
        };
    }
}
