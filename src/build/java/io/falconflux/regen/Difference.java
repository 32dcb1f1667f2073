package io.falconflux.regen;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tells what became of a thing that is still there, and whether code that was written before goes on working. */
final class Difference {

    /** Facts of which more is better. */
    private static final Set<String> NUMBERS = Set.of("max", "window");

    private final Thing before;
    private final Thing after;
    private final List<String> narrowed = new ArrayList<>();
    private final List<String> widened = new ArrayList<>();

    private Difference(Thing before, Thing after) {
        this.before = before;
        this.after = after;
    }

    static Change between(Thing before, Thing after) {
        Difference difference = new Difference(before, after);
        switch (after.kind()) {
            case "fact" -> difference.fact();
            case "value" ->
                difference.narrowed.add("is called " + after.shape() + " in Java, was " + before.shape()
                        + "; names go by place in x-enum-varnames");
            default -> difference.words();
        }
        boolean breaks = !difference.narrowed.isEmpty();
        return new Change(
                breaks ? Change.Kind.NARROWED : Change.Kind.WIDENED,
                after,
                String.join(", ", breaks ? difference.narrowed : difference.widened));
    }

    private void fact() {
        String text = "is " + after.shape() + ", was " + before.shape();
        String key = after.name().substring(after.name().lastIndexOf('.') + 1);
        boolean higher = NUMBERS.contains(key) && number(after.shape()).compareTo(number(before.shape())) > 0;
        (higher ? widened : narrowed).add(text);
    }

    private void words() {
        Map<String, String> then = limits(before);
        Map<String, String> now = limits(after);
        types();
        required(flag(before, "required"), flag(after, "required"));
        if (flag(before, "deprecated") != flag(after, "deprecated")) {
            widened.add(flag(after, "deprecated") ? "is deprecated now" : "is no longer deprecated");
        }
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        names.forEach(name -> limit(name, then.get(name), now.get(name)));
        if (flag(before, "pattern") != flag(after, "pattern")) {
            (flag(after, "pattern") ? narrowed : widened).add("its pattern changed");
        }
    }

    /** Names the words that differ: a type, the name in Java, the place of a parameter. */
    private void types() {
        List<String> then = plain(before);
        List<String> now = plain(after);
        for (int i = 0; i < Math.max(then.size(), now.size()); i++) {
            String was = i < then.size() ? then.get(i) : "nothing";
            String is = i < now.size() ? now.get(i) : "nothing";
            if (!was.equals(is)) {
                narrowed.add("is " + is + ", was " + was);
            }
        }
    }

    private void required(boolean then, boolean now) {
        if (now && !then) {
            narrowed.add("is required now");
        } else if (then && !now) {
            (after.kind().equals("property") ? narrowed : widened).add("is no longer required, so it may be absent");
        }
    }

    private void limit(String name, String then, String now) {
        if (now == null) {
            widened.add(name + " " + then + " is gone");
        } else if (then == null) {
            narrowed.add(name + " is " + now + ", was none");
        } else {
            int sign = number(now).compareTo(number(then)) * (name.startsWith("max") ? 1 : -1);
            if (sign != 0) {
                (sign < 0 ? narrowed : widened).add(name + " is " + now + ", was " + then);
            }
        }
    }

    private static boolean flag(Thing thing, String flag) {
        return (" " + thing.shape() + " ").contains(" " + flag + " ");
    }

    private static List<String> plain(Thing thing) {
        return List.of((" " + thing.shape())
                .replaceAll(" (required|deprecated|pattern|\\w+=\\S+)(?= |$)", "")
                .strip()
                .split(" "));
    }

    private static Map<String, String> limits(Thing thing) {
        Map<String, String> limits = new LinkedHashMap<>();
        for (String word : thing.shape().split(" ")) {
            int cut = word.indexOf('=');
            if (cut > 0 && !thing.kind().equals("operation")) {
                limits.put(word.substring(0, cut), word.substring(cut + 1));
            }
        }
        return limits;
    }

    private static BigDecimal number(String text) {
        return text.matches("-?\\d+(\\.\\d+)?") ? new BigDecimal(text) : BigDecimal.ZERO;
    }
}
