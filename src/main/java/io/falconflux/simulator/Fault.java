package io.falconflux.simulator;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * One scripted fault: what happens, to which calls, and when. Immutable; without a narrowing it strikes every call.
 *
 * <pre>{@code
 * Fault.status(502, Fault.Form.HTML).on("queries/incidents").call(3)
 * Fault.of(Effect.RESET_MID).on("entities").chance(5)
 * Fault.tooMany(Duration.ofSeconds(2)).calls(2, 4)
 * }</pre>
 *
 * <p>Calls are counted for each fault by itself, and only those that its path matches.
 */
public final class Fault {

    /** How the body of an invented reply looks. */
    public enum Form {
        /** The platform's envelope of errors. */
        JSON,
        /** A page of HTML, as gateways send it. */
        HTML,
        /** A plain text. */
        TEXT,
        /** Nothing, and no content type. */
        EMPTY;

        static Form usual(int status) {
            return status / 100 == 3 ? EMPTY : JSON;
        }
    }

    private final Effect effect;
    private final String argument;
    private final int status;
    private final Form form;
    private final String path;
    private final When when;

    private Fault(Effect effect, String argument, int status, Form form, String path, When when) {
        this.effect = Objects.requireNonNull(effect, "effect");
        this.argument = Objects.requireNonNull(argument, "argument");
        this.status = status;
        this.form = Objects.requireNonNull(form, "form");
        this.path = Objects.requireNonNull(path, "path");
        this.when = when;
    }

    /**
     * A fault that needs no argument, or does what it does by default.
     *
     * @param effect what happens
     * @return the fault
     */
    public static Fault of(Effect effect) {
        return of(effect, "");
    }

    /**
     * A fault with an argument.
     *
     * @param effect what happens
     * @param argument as the effect documents it
     * @return the fault
     */
    public static Fault of(Effect effect, String argument) {
        if (effect == Effect.STATUS) {
            throw new IllegalArgumentException("use Fault.status(...)");
        }
        if (!effect.takes(argument)) {
            throw new IllegalArgumentException(effect.word()
                    + (argument.isEmpty() ? " wants an argument" : " wants another argument: " + argument));
        }
        return new Fault(effect, argument, 0, Form.JSON, "", When.ALWAYS);
    }

    /**
     * An invented reply in the form of the gateway's errors; 401, 403, 409 and 429 have the words and headers that belong
     * to them.
     *
     * @param status the HTTP status
     * @return the fault
     */
    public static Fault status(int status) {
        return status(status, Form.usual(status));
    }

    /**
     * An invented reply.
     *
     * @param status the HTTP status
     * @param form how the body looks
     * @return the fault
     */
    public static Fault status(int status, Form form) {
        return status(status, form, "");
    }

    static Fault status(int status, Form form, String argument) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a status lies between 200 and 599: " + status);
        }
        if (status == 429 && !argument.matches("(-?\\d{1,9}(ms)?)?|none")) {
            throw new IllegalArgumentException("429 wants seconds, milliseconds (2000ms) or none: " + argument);
        }
        return new Fault(Effect.STATUS, argument, status, form, "", When.ALWAYS);
    }

    /**
     * A 429 that names the moment when it ends.
     *
     * @param wait how long from now; may be negative, for a moment that has passed
     * @return the fault
     */
    public static Fault tooMany(Duration wait) {
        return status(429, Form.JSON, Long.toString(wait.toSeconds()));
    }

    /**
     * A 308, with which the token endpoint sends clients to another region.
     *
     * @param location where to
     * @return the fault
     */
    public static Fault redirect(String location) {
        return status(308, Form.EMPTY, location);
    }

    /**
     * Narrows it to some paths.
     *
     * @param part what the path must contain
     * @return a copy
     */
    public Fault on(String part) {
        return new Fault(effect, argument, status, form, part, when);
    }

    /**
     * Narrows it to one call.
     *
     * @param number which, from 1
     * @return a copy
     */
    public Fault call(int number) {
        return calls(number, number);
    }

    /**
     * Narrows it to a row of calls.
     *
     * @param first the first, from 1
     * @param last the last
     * @return a copy
     */
    public Fault calls(int first, int last) {
        return when(new When(first, last, 1, 1));
    }

    /**
     * Narrows it to a call and all after it.
     *
     * @param first the first, from 1
     * @return a copy
     */
    public Fault from(int first) {
        return calls(first, Integer.MAX_VALUE);
    }

    /**
     * Narrows it to every n-th call.
     *
     * @param step 3 for the third, the sixth, the ninth
     * @return a copy
     */
    public Fault every(int step) {
        return when(new When(step, Integer.MAX_VALUE, step, 1));
    }

    /**
     * Narrows it to calls that are drawn by the simulator's seed.
     *
     * @param percent how many of a hundred; fractions are fine
     * @return a copy
     */
    public Fault chance(double percent) {
        return when(new When(1, Integer.MAX_VALUE, 1, percent / 100));
    }

    Fault when(When calls) {
        return new Fault(effect, argument, status, form, path, calls);
    }

    Effect effect() {
        return effect;
    }

    String argument() {
        return argument;
    }

    int status() {
        return status;
    }

    Form form() {
        return form;
    }

    String path() {
        return path;
    }

    When when() {
        return when;
    }

    /** Returns the fault in the text form of {@link Faults#parse}. */
    @Override
    public String toString() {
        String word = effect == Effect.STATUS
                ? status + (form == Form.usual(status) ? "" : "-" + form.name().toLowerCase(Locale.ROOT))
                : effect.word();
        return word + (argument.isEmpty() ? "" : "=" + argument) + (path.isEmpty() ? "" : "@" + path) + when;
    }
}
