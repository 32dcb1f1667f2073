package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A filter in FQL, the Falcon Query Language: comparisons of a property with a value, joined by {@code +} (and, which
 * binds tighter) and {@code ,} (or). Immutable. {@code toString()} is the text to send, not yet percent-encoded, and
 * {@code Fql.parse(x.toString())} equals {@code x} unless {@code x} holds {@linkplain #raw raw} text.
 *
 * <pre>{@code
 * Fql open = new KeywordField("state").is("open");
 * Fql hot = new NumberField("final_score").greaterThan(50);
 * open.and(hot).toString();    // state:'open'+final_score:>50
 * }</pre>
 */
public sealed interface Fql permits Comparison, And, Or, Raw {

    /**
     * Reads a filter. Blanks between its parts are skipped.
     *
     * @param expression a filter in FQL
     * @return the tree
     * @throws QueryException if it does not parse; the message has the expression, a caret and what was expected
     */
    static Fql parse(String expression) {
        return new FqlParser(expression).parse();
    }

    /**
     * Takes a filter as it is: it is neither read nor escaped, and the service decides what it means.
     *
     * @param expression a filter in whatever dialect the service speaks
     * @return a node whose {@code toString()} is that text
     * @throws QueryException if it is blank, or not text that UTF-8 can carry
     */
    static Fql raw(String expression) {
        return new Raw(expression);
    }

    /**
     * Refuses a filter that is surely wrong in any dialect: one that opens quoted text, a group or a list and does not close it,
     * whichever way it is read. Whether any other is right, the service decides.
     *
     * @param expression a filter in whatever dialect the service speaks, blank for none
     * @throws QueryException if something is left open; the message has the expression and a caret under where it opens
     */
    static void requireClosed(String expression) {
        Unclosed.check(expression);
    }

    /**
     * Finds the properties that are not among the known ones, for a hint and never for a refusal. Raw text is looked
     * into if it happens to parse. Nothing known means nothing unknown.
     *
     * @param filter the filter to look through
     * @param known the names of the fields that the document lists
     * @return the unknown names in order of appearance, each once, with the nearest known name if one is near
     */
    static List<UnknownField> unknownFields(Fql filter, Collection<String> known) {
        return UnknownField.in(filter, known);
    }

    /**
     * Lists the properties that a filter compares. Raw text is looked into if it happens to parse.
     *
     * @param filter the filter
     * @return their names in order of appearance, each once
     */
    static Set<String> properties(Fql filter) {
        return UnknownField.names(filter);
    }

    /**
     * Puts times that are relative to now, such as {@code start:>'now-7d'}, in terms of an instant, because it is not
     * certain that the service knows any. A relative time is {@code now}, or {@code now} plus or minus a whole number of
     * {@code s}, {@code m}, {@code h}, {@code d} or {@code w}, compared with one of the fields of time.
     *
     * @param filter the filter; raw text is looked into if it happens to parse
     * @param fields the fields that the document lists
     * @param now what now is
     * @return the filter with instants; the same filter if it holds no relative time
     * @throws QueryException if such a time lies outside the years 0 to 9999
     */
    static Fql resolveTimes(Fql filter, Collection<? extends Field> fields, Instant now) {
        return new RelativeTimes(fields, now).resolve(filter);
    }

    /**
     * Requires the other filter as well.
     *
     * @param other the other filter
     * @return both; raw text on either side is put in parentheses
     * @throws QueryException if raw text cannot stand in parentheses, or groups nest too deep
     */
    default Fql and(Fql other) {
        return new And(List.of(this, other));
    }

    /**
     * Accepts the other filter instead.
     *
     * @param other the other filter
     * @return either; raw text on either side is put in parentheses
     * @throws QueryException if raw text cannot stand in parentheses, or groups nest too deep
     */
    default Fql or(Fql other) {
        return new Or(List.of(this, other));
    }

    /**
     * Returns the opposite, pushed down to the comparisons. A row that lacks the property of an ordered comparison
     * matches neither that comparison nor its opposite; add {@code or(field.isNull())} to have it.
     *
     * @return the opposite
     * @throws QueryException if there is raw text or a wildcard operator inside, for which FQL has no negation
     */
    Fql not();
}
