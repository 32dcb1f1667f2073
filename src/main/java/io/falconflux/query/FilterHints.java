package io.falconflux.query;

import io.falconflux.error.QueryException;
import io.falconflux.error.RefusedException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be wrong with a filter, in words for a person. Never a refusal: the service decides, and may know more than we
 * do.
 */
public final class FilterHints {

    private static final int BAD_REQUEST = 400;

    private FilterHints() {}

    /**
     * Looks a filter through.
     *
     * @param filter the filter as it is sent
     * @param known the fields that the document lists
     * @return a sentence, without a full stop, for each doubt; empty if there is none
     */
    public static List<String> of(String filter, Collection<? extends Field> known) {
        try {
            List<String> names = known.stream().map(Field::name).toList();
            return Fql.unknownFields(Fql.parse(filter), names).stream()
                    .map(UnknownField::hint)
                    .toList();
        } catch (QueryException e) {
            return List.of(firstLine(e));
        }
    }

    /**
     * Adds what may be wrong with a filter to the refusal of a call that carried it.
     *
     * @param refused the refusal
     * @param filter the filter as it was sent; null if there was none
     * @param known the fields that the document lists
     * @return the refusal, with hints if it calls the request a bad one
     */
    public static RefusedException explain(
            RefusedException refused, @Nullable String filter, Collection<? extends Field> known) {
        return filter == null || refused.status() != BAD_REQUEST
                ? refused
                : of(filter, known).stream().reduce(refused, RefusedException::hinting, (one, other) -> other);
    }

    /** The lines below the first show the place, which only a terminal can. */
    private static String firstLine(QueryException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
