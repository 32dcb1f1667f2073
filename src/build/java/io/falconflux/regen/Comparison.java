package io.falconflux.regen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what was generated with the dump. A thing that came or went as a whole is one change, whatever its parts. */
final class Comparison {

    private static final Map<String, String> COUNTED =
            Map.of("parameter", "parameters", "fact", "facts", "property", "properties", "value", "values");

    private final Surface before;
    private final Surface after;
    private final List<Change> changes = new ArrayList<>();

    private Comparison(Surface before, Surface after) {
        this.before = before;
        this.after = after;
    }

    /** Returns the changes, those that break code first. */
    static List<Change> of(Surface before, Surface after) {
        Comparison comparison = new Comparison(before, after);
        comparison.gone();
        comparison.others();
        comparison.order();
        comparison.changes.sort((a, b) -> Boolean.compare(b.breaks(), a.breaks()));
        return List.copyOf(comparison.changes);
    }

    private void gone() {
        List<Thing> gone = missing(before, after);
        for (Thing thing : tops(gone)) {
            changes.add(new Change(Change.Kind.REMOVED, thing, was(thing)));
        }
    }

    private void others() {
        for (Thing thing : tops(missing(after, before))) {
            changes.add(arrival(thing));
        }
        for (Thing now : after.all()) {
            Optional<Thing> then = before.find(now).filter(one -> !one.shape().equals(now.shape()));
            then.ifPresent(one -> changes.add(Difference.between(one, now)));
        }
    }

    private Change arrival(Thing thing) {
        boolean grown = before.owner(thing.owner()).isPresent();
        boolean required = (" " + thing.shape() + " ").contains(" required ");
        if (grown && required && thing.kind().equals("parameter")) {
            return new Change(Change.Kind.NARROWED, thing, "new and required: calls that do not send it are refused");
        }
        if (grown && required && thing.kind().equals("property") && after.sent().contains(thing.owner())) {
            return new Change(Change.Kind.NARROWED, thing, "new and required: what callers build lacks it");
        }
        String parts = parts(thing);
        String with = parts.isEmpty() ? "" : (was(thing).isEmpty() ? "with " : ", with ") + parts;
        return new Change(Change.Kind.ADDED, thing, was(thing) + with);
    }

    /** Counts what a thing brings along, such as {@code with 4 parameters and 31 facts}. */
    private String parts(Thing thing) {
        Map<String, Long> counts = after.all().stream()
                .filter(one -> one.within(thing) && COUNTED.containsKey(one.kind()))
                .collect(Collectors.groupingBy(
                        Thing::kind, () -> new TreeMap<>(Comparator.reverseOrder()), Collectors.counting()));
        return counts.entrySet().stream()
                .map(one -> one.getValue() + " " + (one.getValue() == 1 ? one.getKey() : COUNTED.get(one.getKey())))
                .collect(Collectors.joining(" and "));
    }

    /** Optional parameters can be left out from the end, so a new one at the end breaks no call; elsewhere it does. */
    private void order() {
        for (Thing operation : before.all()) {
            List<Thing> then = before.parameters(operation.name());
            List<Thing> now = after.parameters(operation.name());
            boolean told = changes.stream()
                    .anyMatch(one -> one.breaks() && one.thing().owner().equals(operation.name()));
            if (told || !operation.kind().equals("operation")) {
                continue;
            }
            for (int i = 0; i < then.size() && i < now.size(); i++) {
                if (!then.get(i).name().equals(now.get(i).name())) {
                    String detail = "it now stands before " + then.get(i).ownName()
                            + ", and calls name parameters by their place; put it last";
                    shifted(now.get(i), detail);
                    break;
                }
            }
        }
    }

    private void shifted(Thing thing, String detail) {
        changes.removeIf(one -> one.thing().equals(thing));
        changes.add(new Change(Change.Kind.SHIFTED, thing, detail));
    }

    private static List<Thing> missing(Surface here, Surface there) {
        return here.all().stream().filter(one -> there.find(one).isEmpty()).toList();
    }

    private static List<Thing> tops(List<Thing> things) {
        return things.stream()
                .filter(one -> things.stream().noneMatch(one::within))
                .toList();
    }

    /** The words of a shape that people want to see: the type. */
    static String was(Thing thing) {
        return switch (thing.kind()) {
            case "property" -> thing.word(0);
            case "parameter" -> thing.word(1);
            case "operation" -> thing.word(0) + " " + thing.word(1);
            case "value", "fact" -> thing.shape();
            default -> "";
        };
    }
}
