package io.falconflux.query;

import io.falconflux.error.QueryException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A property in a filter that the document does not list. Not an error: documents are incomplete, and the service
 * decides.
 *
 * @param name the name in the filter
 * @param suggestion the known name that was probably meant; null if none is near
 */
public record UnknownField(String name, @Nullable String suggestion) {

    /** {@return a line for a person: what is not known and, where one is near, the name that was probably meant} */
    public String hint() {
        return "`%s` is not a field that the document lists".formatted(name)
                + Optional.ofNullable(suggestion)
                        .map("; did you mean `%s`?"::formatted)
                        .orElse("");
    }

    static List<UnknownField> in(Fql filter, Collection<String> known) {
        if (known.isEmpty()) {
            return List.of();
        }
        Set<String> names = names(filter);
        names.removeAll(Set.copyOf(known));
        return names.stream()
                .map(name -> new UnknownField(name, Suggestion.nearest(name, known)))
                .toList();
    }

    static Set<String> names(Fql filter) {
        Set<String> names = new LinkedHashSet<>();
        collect(filter, names);
        return names;
    }

    private static void collect(Fql filter, Set<String> names) {
        if (filter instanceof Comparison comparison) {
            names.add(comparison.property());
        } else if (filter instanceof And and) {
            and.operands().forEach(operand -> collect(operand, names));
        } else if (filter instanceof Or or) {
            or.operands().forEach(operand -> collect(operand, names));
        } else if (filter instanceof Raw raw) {
            collectRaw(raw, names);
        }
    }

    private static void collectRaw(Raw raw, Set<String> names) {
        try {
            collect(Fql.parse(raw.text()), names);
        } catch (QueryException notOurDialect) {
            // the service may well read it; a hint has nothing to say
        }
    }
}
