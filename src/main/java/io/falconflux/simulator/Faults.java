package io.falconflux.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script of faults. Several may strike the same call: those that change a reply add up, and of those that replace it the
 * first wins.
 *
 * <h2>The text form</h2>
 *
 * <p>Faults are separated by spaces; each is <code>EFFECT[=ARGUMENT][@PATH][#CALLS|%PERCENT]</code>:
 *
 * <ul>
 *   <li><em>effect</em>: a status, with {@code -html}, {@code -text} or {@code -empty} behind it for another body than JSON;
 *       or the name of an {@link Effect} in lower case with dashes; or {@code retired}, short for {@code 404-empty@/incidents}
 *       (its argument {@code text}, {@code html}, {@code 410} or {@code 500} chooses another farewell); or {@code any}, which
 *       is ten effects that clients must live with, each for a tenth of the percent that it must have
 *   <li><em>argument</em>: for 429 the seconds until RetryAfter (2 if absent; {@code 1500ms} writes it in
 *       milliseconds, {@code none} leaves it out), for 308 the location, else as the effect says
 *   <li><em>path</em>: a part of the path; without it every call is meant
 *   <li><em>calls</em>: {@code #3} the third, {@code #2-4} the second to the fourth, {@code #5+} from the fifth on,
 *       {@code #*10} every tenth; {@code %5} five percent of them, drawn by the seed; without it all
 * </ul>
 *
 * <pre>{@code
 * 502-html@queries/incidents#3  reset-mid@entities%5  429=2#*10  308=https://api.example.com/oauth2/token@oauth2/token
 * missing=inc:...@entities/incidents#1-2  token-life=2000@oauth2/token  spend=1@/incidents  any%5  retired
 * }</pre>
 */
public final class Faults {

    private static final Faults NONE = new Faults(List.of());
    private static final Pattern SHAPE = Pattern.compile("([a-z0-9-]+)(?:=([^@#%\\s]*))?(?:@([^#%\\s]+))?"
            + "(?:#(\\d+)(\\+|-(\\d+))?|#\\*(\\d+)|%(\\d+(?:\\.\\d+)?))?");
    private static final Pattern ANY = Pattern.compile("any(?:@([^#%\\s]+))?%(\\d+(?:\\.\\d+)?)");
    private static final Pattern STATUS = Pattern.compile("([2-5]\\d\\d)(?:-(json|html|text|empty))?");

    private final List<Fault> faults;

    private Faults(List<Fault> faults) {
        this.faults = List.copyOf(faults);
    }

    /**
     * No faults.
     *
     * @return an empty script
     */
    public static Faults none() {
        return NONE;
    }

    /**
     * A script.
     *
     * @param faults the faults, the more urgent first
     * @return the script
     */
    public static Faults of(Fault... faults) {
        return new Faults(List.of(faults));
    }

    /**
     * Reads the text form that is described above.
     *
     * @param texts one or more faults each
     * @return the script
     * @throws IllegalArgumentException if a fault cannot be read; the message names it
     */
    public static Faults parse(String... texts) {
        List<Fault> faults = new ArrayList<>();
        for (String text : texts) {
            for (String word : text.trim().split("\\s+", -1)) {
                if (word.startsWith("any")) {
                    faults.addAll(anyOf(word).faults);
                } else if (!word.isEmpty()) {
                    faults.add(read(word));
                }
            }
        }
        return new Faults(faults);
    }

    /**
     * Ten faults that a client must live with, drawn by the seed: cut connections, server errors in three forms, an allowance
     * that is used up, a refused token, broken JSON, a slow reply, and errors beside half of the resources.
     *
     * @param percent how many of a hundred API calls fail in one of these ways, roughly
     * @return the script
     */
    public static Faults any(double percent) {
        return new Faults(Stream.of(
                        Fault.of(Effect.RESET),
                        Fault.of(Effect.RESET_MID),
                        Fault.status(500),
                        Fault.status(502, Fault.Form.HTML),
                        Fault.status(503, Fault.Form.EMPTY),
                        Fault.tooMany(Duration.ofSeconds(1)),
                        Fault.of(Effect.TOKEN_DIES),
                        Fault.of(Effect.TRUNCATED),
                        Fault.of(Effect.DELAY, "800"),
                        Fault.of(Effect.ERRORS))
                .map(fault -> fault.on("/incidents/").chance(percent / 10))
                .toList());
    }

    /**
     * Adds faults behind these.
     *
     * @param more the others
     * @return both
     */
    public Faults and(Faults more) {
        List<Fault> both = new ArrayList<>(faults);
        both.addAll(more.faults);
        return new Faults(both);
    }

    List<Fault> list() {
        return faults;
    }

    private static Faults anyOf(String word) {
        Matcher shape = ANY.matcher(word);
        if (!shape.matches() || Double.parseDouble(shape.group(2)) > 100) {
            throw new IllegalArgumentException("not a fault: " + word + "; write any%PERCENT or any@PATH%PERCENT");
        }
        Faults all = any(Double.parseDouble(shape.group(2)));
        String path = shape.group(1);
        return path == null
                ? all
                : new Faults(all.faults.stream().map(fault -> fault.on(path)).toList());
    }

    private static Fault read(String word) {
        Matcher shape = SHAPE.matcher(word);
        if (!shape.matches()) {
            throw new IllegalArgumentException(
                    "not a fault: " + word + "; write EFFECT[=ARGUMENT][@PATH][#CALLS|%PERCENT]");
        }
        try {
            String argument = shape.group(2) == null ? "" : shape.group(2);
            Fault fault = effect(shape.group(1), argument);
            if (shape.group(3) != null) {
                fault = fault.on(shape.group(3));
            }
            return when(fault, shape);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a fault: " + word + ": " + e.getMessage(), e);
        }
    }

    private static Fault effect(String word, String argument) {
        if (word.equals("retired")) {
            return retired(argument).on("/incidents");
        }
        Matcher status = STATUS.matcher(word);
        if (status.matches()) {
            int code = Integer.parseInt(status.group(1));
            Fault.Form form = status.group(2) == null ? Fault.Form.usual(code) : form(status.group(2));
            return Fault.status(code, form, argument);
        }
        for (Effect effect : Effect.values()) {
            if (effect.word().equals(word)) {
                return Fault.of(effect, argument);
            }
        }
        throw new IllegalArgumentException("no effect is called " + word);
    }

    private static Fault.Form form(String word) {
        return Fault.Form.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Fault retired(String how) {
        return switch (how) {
            case "" -> Fault.status(404, Fault.Form.EMPTY);
            case "text" -> Fault.status(404, Fault.Form.JSON);
            case "html" -> Fault.status(404, Fault.Form.HTML);
            case "410" -> Fault.status(410, Fault.Form.JSON);
            case "500" -> Fault.status(500, Fault.Form.JSON);
            default -> throw new IllegalArgumentException("retired in no such way: " + how);
        };
    }

    private static Fault when(Fault fault, Matcher shape) {
        if (shape.group(4) != null) {
            int first = Integer.parseInt(shape.group(4));
            if (shape.group(6) != null) {
                return fault.calls(first, Integer.parseInt(shape.group(6)));
            }
            return shape.group(5) == null ? fault.call(first) : fault.from(first);
        }
        if (shape.group(7) != null) {
            return fault.every(Integer.parseInt(shape.group(7)));
        }
        return shape.group(8) == null ? fault : fault.chance(Double.parseDouble(shape.group(8)));
    }

    @Override
    public String toString() {
        return String.join(" ", faults.stream().map(Fault::toString).toList());
    }
}
