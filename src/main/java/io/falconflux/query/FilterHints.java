package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.util.Collection;
import java.util.List;

/**
 * What may be wrong with a filter, in words for a person. Never a refusal: the service decides, and may know more than we
 * do.
 */
public final class FilterHints {

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

    /** The lines below the first show the place, which only a terminal can. */
    private static String firstLine(QueryException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }
}
